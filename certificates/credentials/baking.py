"""A credential in a picture (Open Badges 3.0, section 5.3): put in, and taken out again without looking at the picture."""

from __future__ import annotations

import re
import struct
import zlib
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import escape, quoteattr

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

KEYWORD = b"openbadgecredential"
SPACE = "https://purl.imsglobal.org/ob/v3p0"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST = 512 * 1024  # a credential in a picture, unpacked


class NoBadge(Exception):
    """There is no credential in this picture, or it is no picture."""


def bake_png(picture: bytes, said: str) -> bytes:
    """An iTXt chunk before the first that holds pixels; `said` is the JSON with its proof, or a JWT."""
    chunk = _chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + said.encode())
    at = picture.index(b"IDAT") - 4
    return picture[:at] + chunk + picture[at:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bake_svg(picture: str, said: str, *, token: bool = False) -> str:
    """The element directly after `<svg …>`: JSON as its text, a JWT as its `verify`."""
    if token:
        element = f'<openbadges:credential xmlns:openbadges="{SPACE}" verify={quoteattr(said)}/>'
    else:
        element = f'<openbadges:credential xmlns:openbadges="{SPACE}">{escape(said)}</openbadges:credential>'
    return re.sub(r"(<svg\b[^>]*>)", lambda opening: opening[1] + element, picture, count=1)


def read_badge(data: bytes) -> str:
    """The JSON or JWT in a baked PNG or SVG. NoBadge for anything else."""
    return _read_png(data) if data.startswith(SIGNATURE) else _read_svg(data)


def _read_png(data: bytes) -> str:
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        if size > len(data) - at - 12:
            break
        if kind == b"iTXt" and (said := _itxt(data[at + 8 : at + 8 + size])) is not None:
            return said
        at += 12 + size
    raise NoBadge


def _itxt(body: bytes) -> str | None:
    """Keyword, 0, compressed?, method, language, 0, translated keyword, 0, text (PNG, 11.3.4.5)."""
    keyword, _zero, rest = body.partition(b"\0")
    if keyword != KEYWORD or len(rest) < 4:
        return None
    text = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    try:
        if rest[0]:
            unpacked = zlib.decompressobj()
            text = unpacked.decompress(text, LARGEST)
            if unpacked.unconsumed_tail:
                raise NoBadge
        return text.decode()
    except (zlib.error, UnicodeDecodeError) as problem:
        raise NoBadge from problem


def _read_svg(data: bytes) -> str:
    try:
        root = ElementTree.fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as problem:
        raise NoBadge from problem
    element = root.find(f"{{{SPACE}}}credential")
    said = "" if element is None else element.get("verify", "").strip() or (element.text or "").strip()
    if not said:
        raise NoBadge
    return said
