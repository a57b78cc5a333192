"""Paragraphs of an uploaded DOCX or HTML. A file is a stranger's: of an archive only its text is read, up to a limit, and nothing in it runs."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any
from xml.etree import ElementTree

from defusedxml import ElementTree as Safe
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from lxml import etree

from school.foundation.encodings import decode

LARGEST = 10 * 1024 * 1024
LARGEST_TEXT = 40 * 1024 * 1024  # word/document.xml, unpacked
MOST_FILES = 2_000
MOST_LINES = 60_000
BODY = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCX_HEAD, _OLE_HEAD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class UnreadableAct(Exception):
    """The file is refused; the text says why and what to do."""


def lines_of(upload: Any) -> list[str]:
    """The file's paragraphs, top to bottom, a row of a table as one."""
    if upload.size > LARGEST:
        raise UnreadableAct(
            _("The file is larger than %(n)d MB. The text of an act is smaller: save it without pictures.") % {"n": LARGEST // 1024**2}
        )
    raw = upload.read(LARGEST + 1)
    if raw.startswith(_OLE_HEAD):
        raise UnreadableAct(_("This is an old DOC or a protected file. Open it, save it as DOCX without a password, and send that."))
    lines = _docx(raw) if raw.startswith(_DOCX_HEAD) else _html(raw)
    if len(lines) > MOST_LINES:
        raise UnreadableAct(_("More than %(n)d paragraphs: this is not one act.") % {"n": MOST_LINES})
    if not any(line.strip() for line in lines):
        raise UnreadableAct(_("There is no text in this file. A scan must be recognised first."))
    return lines


def _docx(raw: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = archive.namelist()
            if len(names) > MOST_FILES or BODY not in names:
                raise UnreadableAct(_("This is not a DOCX. Save the text as DOCX or HTML and send that."))
            with archive.open(BODY) as file:
                text = file.read(LARGEST_TEXT + 1)  # what the archive says of sizes is not believed
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError, OSError) as problem:
        raise UnreadableAct(_("This DOCX is damaged. Open it, save it again and send that.")) from problem
    if len(text) > LARGEST_TEXT:
        raise UnreadableAct(_("This DOCX unpacks to far more than an act holds, so it was not opened."))
    try:
        root = Safe.fromstring(text, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as problem:
        raise UnreadableAct(_("This DOCX is damaged. Open it, save it again and send that.")) from problem
    body = root.find(f"{_W}body")
    return [] if body is None else [line for part in body for line in _part(part)]


def _part(element: Any) -> list[str]:
    if element.tag == f"{_W}p":
        return _paragraph(element).split("\n")
    if element.tag == f"{_W}tbl":
        rows = ([" ".join(_paragraph(p) for p in cell.iter(f"{_W}p")) for cell in row.findall(f"{_W}tc")] for row in element.iter(f"{_W}tr"))
        return [" | ".join(cell for cell in row if cell.strip()) for row in rows]
    return [line for child in element if child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}p", f"{_W}tbl") for line in _part(child)]


def _paragraph(element: Any) -> str:
    parts: list[str] = []
    for run in element.iter(f"{_W}r"):
        mark = run.find(f"{_W}rPr/{_W}vertAlign")
        raised = mark is not None and mark.get(f"{_W}val") == "superscript"
        _put(parts, "".join(_run(child) for child in run), raised=raised)
    return "".join(parts)


def _run(child: Any) -> str:
    if child.tag == f"{_W}t":
        return child.text or ""
    if child.tag in (f"{_W}br", f"{_W}cr"):
        return "\n"
    if child.tag == f"{_W}noBreakHyphen":
        return "-"
    return " " if child.tag == f"{_W}tab" else ""


def _put(parts: list[str], words: str, *, raised: bool) -> None:
    """«Стаття 10» with a raised 1 is article 10-1."""
    if raised and words.strip()[:1].isdigit() and parts and parts[-1][-1:].isdigit():
        parts += ["-", words.strip()]
    elif words:
        parts.append(words)


_BLOCKS = {
    "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "section", "article", "body", "br", "pre", "blockquote", "ul", "ol", "dd", "dt",
}  # fmt: skip
_SILENT = {"script", "style", "head", "noscript", "template", "svg", "nav", "iframe", "object", "select", "title"}
_MARKUP = re.compile(rb"<(?:!doctype|html|body|p|div|table)\b", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")


class _Lines:
    """What libxml2 tells of an HTML file: it goes over whatever it is given once, and knows no network."""

    def __init__(self) -> None:
        self.lines: list[list[str]] = [[]]
        self.silent: list[str] = []
        self.raised = 0

    def start(self, tag: str, attributes: Any) -> None:
        if tag in _SILENT:
            self.silent.append(tag)
        elif tag == "sup":
            self.raised += 1
        elif tag in _BLOCKS:
            self.lines.append([])
        elif tag in ("td", "th") and any(part.strip() for part in self.lines[-1]):
            self.lines[-1].append(" | ")

    def end(self, tag: str) -> None:
        if self.silent and tag == self.silent[-1]:
            self.silent.pop()
        elif tag == "sup":
            self.raised = max(0, self.raised - 1)
        elif tag in _BLOCKS:
            self.lines.append([])

    def data(self, words: str) -> None:
        if not self.silent:
            _put(self.lines[-1], _SPACES.sub(" ", words), raised=self.raised > 0)

    def close(self) -> list[str]:
        return ["".join(parts) for parts in self.lines]


def _html(raw: bytes) -> list[str]:
    if raw.startswith((b"%PDF", b"{\\rtf")) or not _MARKUP.search(raw[:65_536].replace(b"\x00", b"")):
        raise UnreadableAct(_("This is neither DOCX nor HTML. Save the text in one of them and send that."))
    parser = etree.HTMLParser(target=_Lines(), encoding="utf-8", no_network=True, huge_tree=False)
    try:
        parser.feed(decode(raw).text.replace("\x00", "").encode())
        return parser.close()
    except (etree.LxmlError, ValueError) as problem:
        raise UnreadableAct(_("This HTML is damaged. Open it in a browser, save it again and send that.")) from problem
