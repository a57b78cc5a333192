"""Pictures on their way onto the sheet: judged by content, made small, kept as data."""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from typing import Any

import filetype
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from school.foundation.files import UnsafeFile, clean_svg

from ..models import Picture

LARGEST = 5 * 1024 * 1024  # bytes of an upload
LONGEST = 6000  # pixels of a side
LOGO, SIGNATURE = (900, 240), (900, 360)  # pixels kept: over 300 a printed inch
WHITE = 245  # a corner at least as light is paper
Made = tuple[str, bytes]


def logo(raw: bytes) -> Made:
    """PNG or SVG ready for the sheet; ValidationError in words."""
    return _drawing(raw) if _is_svg(raw) else _painted(_opened(raw).convert("RGBA"), LOGO)


def signature(raw: bytes) -> Made:
    """As a logo; of a photographed or scanned one the white paper becomes transparent, and the margins go."""
    if _is_svg(raw):
        return _drawing(raw)
    picture = ImageOps.exif_transpose(_opened(raw)).convert("RGBA")
    picture.thumbnail((SIGNATURE[0] * 2, SIGNATURE[1] * 2))
    if picture.getchannel("A").getextrema()[0] == 255:
        picture = _without_paper(picture)
    inked = picture.getchannel("A").point(lambda value: 255 if value > 24 else 0).getbbox()
    if inked is None:
        raise ValidationError(_("Nothing is to be seen on this picture: it is empty or wholly white."))
    return _painted(picture.crop(inked), SIGNATURE)


def _is_svg(raw: bytes) -> bool:
    return b"<svg" in raw[:2000].lower()


def _drawing(raw: bytes) -> Made:
    _check_size(raw)
    try:
        clean = clean_svg(raw)
    except UnsafeFile as problem:
        raise ValidationError(_("This drawing was not taken: %(why)s") % {"why": problem}) from problem
    if b"<text" in clean:
        raise ValidationError(_("This drawing was not taken: it holds letters, and the sheet has only its own typefaces. Turn them into outlines."))
    return "image/svg+xml", clean


def _check_size(raw: bytes) -> None:
    if len(raw) > LARGEST:
        raise ValidationError(_("The picture is larger than %(n)d MB.") % {"n": LARGEST // (1024 * 1024)})


def _opened(raw: bytes) -> Image.Image:
    """The size is read from the head of the file before a single pixel is unpacked."""
    _check_size(raw)
    guess = filetype.guess(raw[:8192])
    if guess is None or guess.extension not in ("png", "jpg", "webp"):
        raise ValidationError(_("This kind of picture is not taken here. Send PNG, JPG or SVG."))
    try:
        picture = Image.open(io.BytesIO(raw))
        if max(picture.size) > LONGEST:
            raise ValidationError(_("The picture is larger than %(n)d pixels on a side.") % {"n": LONGEST})
        picture.load()
    except (OSError, ValueError, Image.DecompressionBombError) as problem:
        raise ValidationError(_("The picture cannot be opened: the file is damaged.")) from problem
    return picture


def _without_paper(picture: Image.Image) -> Image.Image:
    """Ink on a light ground: the lighter, the more transparent. On another ground it stays as it is."""
    grey = picture.convert("L")
    right, bottom = grey.width - 1, grey.height - 1
    corners: list[Any] = [grey.getpixel(at) for at in ((0, 0), (right, 0), (0, bottom), (right, bottom))]
    if min(corners) < WHITE:
        return picture
    extremes: Any = grey.getextrema()
    span = max(WHITE - extremes[0], 1)
    alpha = grey.point(lambda value: max(0, min(255, (WHITE - value) * 255 // span)))
    picture.putalpha(alpha)
    return picture


def _painted(picture: Image.Image, room: tuple[int, int]) -> Made:
    picture.thumbnail(room)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return "image/png", out.getvalue()


def as_data(made: Made) -> str:
    return f"data:{made[0]};base64,{base64.b64encode(made[1]).decode()}"


@lru_cache(maxsize=64)
def printed(sha256: str) -> str:
    """A kept picture as an address within the sheet; the same bytes for ever, so a process may remember them."""
    row = Picture.objects.get(sha256=sha256)
    return as_data((row.media_type, bytes(row.data)))


def logo_of(image: Any) -> Made:
    """Of a picture of the house's library."""
    if image.get_file_size() > LARGEST:
        raise ValidationError(_("The picture is larger than %(n)d MB.") % {"n": LARGEST // (1024 * 1024)})
    with image.open_file() as file:
        return logo(file.read())
