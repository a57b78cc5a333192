"""Office files are ZIP archives of XML: only the parts with words are unpacked, up to a bound, whatever the archive says of its size."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from .refusals import Damaged, Locked, TooLarge

LARGEST = 60 * 1024 * 1024  # of all parts together, unpacked
MOST_PARTS = 2_000
_BREAKS = {"p", "h", "br", "tab", "row", "si", "list-item", "table-cell", "tc", "line-break"}
_WORDS = {"t"}  # elements of Office Open XML that hold text


def docx(data: bytes) -> list[str]:
    with _opened(data) as archive:
        names = ["word/document.xml", *_numbered(archive, r"word/(?:footnotes|endnotes|comments)\.xml")]
        return ["\n".join(_text(xml, words=_WORDS) for xml in _parts(archive, names, needed=names[0]))]


def pptx(data: bytes) -> list[str]:
    """A page for each slide, its notes with it."""
    with _opened(data) as archive:
        slides = _numbered(archive, r"ppt/slides/slide(\d+)\.xml")
        return [_text(xml, words=_WORDS) for xml in _parts(archive, slides, needed=slides[0] if slides else "ppt/slides/slide1.xml")]


def xlsx(data: bytes) -> list[str]:
    """The words of all cells; numbers are not searched for."""
    with _opened(data) as archive:
        names = [*_numbered(archive, r"xl/sharedStrings\.xml"), *_numbered(archive, r"xl/worksheets/sheet(\d+)\.xml")]
        return ["\n".join(_text(xml, words=_WORDS) for xml in _parts(archive, names, needed=names[0] if names else "xl/workbook.xml"))]


def opendocument(data: bytes) -> list[str]:
    with _opened(data) as archive:
        manifest = b"".join(_parts(archive, _numbered(archive, r"META-INF/manifest\.xml")))
        if b"encryption-data" in manifest:
            raise Locked
        return [_text(xml, words=None) for xml in _parts(archive, ["content.xml"], needed="content.xml")]


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        raise Damaged from problem


def _numbered(archive: zipfile.ZipFile, pattern: str) -> list[str]:
    found = [(match, name) for name in archive.namelist() if (match := re.fullmatch(pattern, name))]
    return [name for _match, name in sorted(found, key=lambda row: (int(row[0][1]) if row[0].groups() else 0, row[1]))][:MOST_PARTS]


def _parts(archive: zipfile.ZipFile, names: list[str], needed: str = "") -> Iterator[bytes]:
    """A bomb is known by what comes out of it, not by what it says."""
    left = LARGEST
    if needed and needed not in archive.namelist():
        raise Damaged
    for name in names:
        try:
            with archive.open(name) as file:
                xml = file.read(left + 1)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as problem:
            raise Damaged from problem
        except RuntimeError as problem:  # the archive itself has a password
            raise Locked from problem
        left -= len(xml)
        if left < 0:
            raise TooLarge
        yield xml


def _text(xml: bytes, words: set[str] | None) -> str:
    """Text of the elements named, or of all; a line for each paragraph."""
    pieces: list[str] = []
    try:
        for event, element in iterparse(io.BytesIO(xml), events=("start", "end")):
            name = element.tag.rpartition("}")[2]
            if event == "start":
                continue
            if words is None or name in words:
                pieces.append(element.text or "")
            if name in _BREAKS:
                pieces.append("\n")
            if words is None:
                pieces.append(element.tail or "")
            element.clear()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as problem:
        raise Damaged from problem
    return "".join(pieces)
