"""What a sheet shows besides words: border, medallion, QR code, logos; each is SVG or data within the sheet."""

from __future__ import annotations

import base64
import io
import re
from functools import lru_cache
from typing import Any

import structlog
import zxingcpp
from django.conf import settings
from django.core.files.storage import storages
from django.utils.html import escape
from PIL import Image

from school.foundation import motif
from school.foundation.files import UnsafeFile, clean_svg

log = structlog.get_logger(__name__)

BAND = (9, 20)  # the woven band of motif.frame, in stitches from the edge: what a coloured cloth fills
PAPER = "полотно"
_DARK = re.compile(b"\0+")


def address_of(code: str) -> str:
    """Printed on every certificate and valid for ever; the QR holds it with what it proves off line."""
    return f"{settings.PUBLIC_URL}/v/{code}/"


@lru_cache(maxsize=64)
def qr_runs(text: str) -> tuple[int, list[tuple[int, int, int]]]:
    """Modules on a side, and the dark runs: x, y, width. Error correction M, no quiet zone. A twentieth of what segno takes."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    rows = memoryview(code.to_image(scale=1, add_quiet_zones=False)).tolist()  # type: ignore[arg-type]
    runs = [(run.start(), y, len(run[0])) for y, row in enumerate(rows) for run in _DARK.finditer(bytes(row))]
    return len(rows), runs


def qr_svg(text: str, said: str = "") -> str:
    """The sheet keeps four modules of bare paper around it. `said`: what a screen reader says in its place."""
    side, runs = qr_runs(text)
    path = "".join(f"M{x} {y}.5h{wide}" for x, y, wide in runs)
    return f'<svg viewBox="0 0 {side} {side}"><title>{escape(said)}</title><path fill="none" stroke="#1c1815" d="{path}"/></svg>'


@lru_cache(maxsize=64)
def frame_svg(key: str, cloth: str) -> str:
    """The border; a coloured cloth fills its band, on paper the threads lie bare."""
    drawing = motif.frame(key, cloth)
    if cloth == PAPER:
        return drawing
    near, far = BAND
    ring = f"M{near} {near}H{265 - near}V{187 - near}H{near}zM{far} {far}V{187 - far}H{265 - far}V{far}z"
    return drawing.replace(">", f'><path fill="{motif.PALETTES[cloth][0]}" d="{ring}"/>', 1)


@lru_cache(maxsize=64)
def mark_svg(key: str, cloth: str) -> str:
    return motif.mark(key, cloth, background=cloth != PAPER, corners=cloth != PAPER)


def logo_of(partner: dict[str, Any]) -> dict[str, str] | None:
    """A partner's logo as data within the sheet; a lost, damaged or unsafe file leaves the name in words."""
    name = partner.get("logo", "")
    if not name:
        return None
    try:
        with storages["default"].open(name) as file:
            raw = file.read()
        return {"name": partner["name"], "src": _data_of(name, raw)}
    except (OSError, ValueError, UnsafeFile, Image.DecompressionBombError) as problem:
        log.warning("logo_left_out", file=name, why=str(problem))
        return None


def _data_of(name: str, raw: bytes) -> str:
    if name.lower().endswith(".svg"):
        return f"data:image/svg+xml;base64,{base64.b64encode(clean_svg(raw)).decode()}"
    small = io.BytesIO()
    with Image.open(io.BytesIO(raw)) as picture:
        picture.thumbnail((600, 180))
        picture.convert("RGBA").save(small, "PNG")
    return f"data:image/png;base64,{base64.b64encode(small.getvalue()).decode()}"
