"""QR codes in a picture, by ZXing."""

from __future__ import annotations

import io
import warnings
from typing import Any

import zxingcpp
from PIL import Image

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 3000


def codes_in_picture(data: bytes) -> list[str] | None:
    """None for what is no picture, or one too large to be looked at."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF", "AVIF")) as picture:
            picture.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return codes_in(_on_white(picture))
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        return None


def _on_white(picture: Image.Image) -> Image.Image:
    """A screenshot with a transparent ground is read as it is seen: on white."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("L")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture.convert("RGBA")).convert("L")


def codes_in(picture: Any) -> list[str]:
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    return [row.text for row in found if row.text]
