"""One laid out sheet, cut into what stays (bytes, made once) and what varies (made for each)."""

from __future__ import annotations

import hashlib
import io
import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

import pydyf
from weasyprint.document import Document, Page

from school.foundation.archival import Embedded, Pieces, moment

from .relaying import Scratch, Unfit, Words, broken, one_spaced, relaid, shape_of
from .slots import Box, Line, boxes_of, lines_of, slot_of

QR = "qr"
FEW = 20  # operators that are not worth compressing
GLYPHS = (  # all that a varying line may hold, carried by its typeface; a name with others (Polish, Romanian …) is drawn by WeasyPrint
    "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюяABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ’-–.,:;/%()«»\u00a0№"
)
SHAPES = " fi fl ff ffi ffl 1\u00a01 a\u00a0a а\u00a0а 1\u00a0а а\u00a01 1 1 a a а а 1 а 1–1 1\u00a0%"  # which letters take beside each other
_HEX = re.compile(rb"<([0-9a-f]+)>")
_HELD = frozenset(GLYPHS)
Runs = list[tuple[int, int, int]]  # x, y and width of a QR's dark runs, in modules


@dataclass(frozen=True)
class Varying:
    """What one person's sheet says. `words`: markup by slot; `heading` is what the contents of the file call it."""

    title: str
    heading: str
    words: dict[str, str]
    qr: Runs
    qr_said: str
    at: datetime
    embedded: list[Embedded] = field(default_factory=list)


class Cutter:
    """Watches WeasyPrint draw one sheet. Every sheet is cut, whether it is compiled or not: both paths give the same bytes."""

    def __init__(self) -> None:
        self.count = 0

    def begin(self, page: Page, stream: Any) -> None:
        """Typefaces carry a pool of glyphs, and carry it first: the same file whatever the name."""
        scratch, seen = Scratch(stream), set()
        for line in lines_of(page._page_box):
            for slot, box in line.leaves:
                key = (box.style["font_family"], box.style["font_weight"], box.style["font_style"])
                if slot and key not in seen:
                    seen.add(key)
                    scratch.carry(box.style, GLYPHS + SHAPES, box)
        self.carried = {font.hash: set(font.to_unicode) for font in scratch.fonts.values()}

    def finish(self, document: Document, pdf: pydyf.PDF, pieces: list[Pieces]) -> None:
        self.document, self.pdf = document, pdf
        if len(document.pages) == 1:
            self.contents = _contents(pdf)
            self.parts = _cut(pdf, document.pages[0], pieces[0])
            self.count = len(pdf.objects)


@dataclass
class Part:
    """A piece of the page that may be written anew: its own content stream."""

    box: Box
    stream: pydyf.Stream
    words: Words


def _cut(pdf: pydyf.PDF, page: Page, pieces: Pieces) -> list[Part]:
    at = {id(box): mcid for mcid, box in pieces.items()}
    contents = _contents(pdf)
    places = {word["MCID"]: number for number, word in enumerate(contents.stream) if isinstance(word, dict) and "MCID" in word}
    spans = []
    for box in _varying(page):
        if (mcid := at.get(id(box))) is not None and (span := _span(contents.stream, places[mcid], hasattr(box, "text"))):
            spans.append((*span, box))
    return _divided(pdf, contents, sorted(spans, key=lambda span: span[0]))


def _contents(pdf: pydyf.PDF) -> pydyf.Stream:
    page = pdf.objects[pdf.pages["Kids"][0]]
    return pdf.objects[int(page["Contents"].split()[0])]


def _varying(page: Page) -> Iterator[Box]:
    for line in lines_of(page._page_box):
        if any(slot for slot, _box in line.leaves):
            yield from (box for _slot, box in line.leaves)
    for box in boxes_of(page._page_box):
        if slot_of(box) == QR:
            yield from boxes_of(box)


def _span(words: Words, start: int, is_text: bool) -> tuple[int, int] | None:
    """From the matrix of a text to its end; from a drawing's first line to its stroke."""
    for number in range(start, len(words)):
        if words[number] == b"EMC":
            return None
        if is_text and words[number] == b"BT":
            return number + 1, words.index(b"ET", number)
        if not is_text and isinstance(words[number], bytes) and words[number].endswith(b" m"):
            return number, words.index(b"S", number)
    return None


def _divided(pdf: pydyf.PDF, contents: pydyf.Stream, spans: list[tuple[int, int, Box]]) -> list[Part]:
    """The page's content as several streams, one for each span and one for what is between."""
    whole, done, parts, order = contents.stream, 0, [], []

    def add(words: Words) -> pydyf.Stream:
        stream = pydyf.Stream(words, compress=len(words) > FEW)
        pdf.add_object(stream)
        order.append(stream.reference)
        return stream

    for start, end, box in spans:
        add(whole[done:start])
        parts.append(Part(box, add(whole[start:end]), whole[start:end]))
        done = end
    contents.stream = whole[done:]
    pdf.objects[pdf.pages["Kids"][0]]["Contents"] = pydyf.Array([*order, contents.reference])
    return parts


class Fixed(pydyf.Object):
    """An object that is the same in every file: its bytes are made once."""

    data = b""
    compressible = False
    indirect = b""

    def __init__(self, made: pydyf.Object) -> None:
        super().__init__()
        self.number, self.free, self.generation = made.number, made.free, made.generation
        if made.free == "n":
            self.data, self.compressible = made.data, made.compressible
            self.indirect = f"{self.number} {self.generation} obj\n".encode() + self.data + b"\nendobj"


class Compiled:
    """A sheet that can be written again. `write` gives the very bytes WeasyPrint would, or raises Unfit."""

    def __init__(self, cutter: Cutter, drawn: Varying) -> None:
        if not cutter.count:
            raise Unfit("more than one page")
        self.pdf, self.drawn, self.parts = cutter.pdf, drawn, {id(part.box): part for part in cutter.parts}
        self.scratch = Scratch(cutter.contents)
        self.lines = [line for line in lines_of(cutter.document.pages[0]._page_box) if any(slot for slot, _box in line.leaves)]
        self.slots = self._slots()
        varying = [self.parts[id(line.leaves[at][1])] for rows in self.slots.values() for line, at in rows if line.leaves[at][1].text.strip()]
        self._expect(all(_glyphs(part.words).issubset(cutter.carried[_face(part.words)]) for part in varying), "a sign the sheet does not carry")
        self.lock = threading.Lock()
        del self.pdf.objects[cutter.count :]
        self._find()
        self._fix()

    def _slots(self) -> dict[str, list[tuple[Line, int]]]:
        """The lines of every slot; a line with the piece of the slot in it."""
        found: dict[str, list[tuple[Line, int]]] = {}
        for line in self.lines:
            for number, (slot, _box) in enumerate(line.leaves):
                if slot:
                    found.setdefault(slot, []).append((line, number))
        return found

    # --- what varies besides the page ------------------------------------------------------------------

    def _find(self) -> None:
        rows = [row for row in self.pdf.objects if isinstance(row, dict)]
        self.outline = [row for row in rows if "Dest" in row and row["Title"].string == one_spaced(self.drawn.heading)]
        self.figure = [row for row in rows if row.get("S") == "/Figure" and "Alt" in row and row["Alt"].string == self.drawn.qr_said]
        self.metadata = self.pdf.objects[int(self.pdf.catalog["Metadata"].split()[0])]
        [self.xmp] = self.metadata.stream
        files = {row["UF"].string: row for row in rows if row.get("Type") == "/Filespec"}
        self.files = {row.name: self.pdf.objects[int(files[row.name]["EF"]["F"].split()[0])] for row in self.drawn.embedded}
        self.qr = [part for part in self.parts.values() if not hasattr(part.box, "text")]
        self._expect(len(self.outline) == len(self.figure) == len(self.qr) == 1, "the file's own words are not found")
        self._expect(self.qr[0].words == strokes(self.drawn.qr), "another drawing of the QR code")
        self._expect(self.pdf.info["Title"].string == self.drawn.title, "another title")

    @staticmethod
    def _expect(true: bool, otherwise: str) -> None:
        if not true:
            raise Unfit(otherwise)

    def _fix(self) -> None:
        vary = [*self.outline, *self.figure, self.metadata, *self.files.values(), *(part.stream for part in self.parts.values())]
        kept = {id(row) for row in vary}
        self.objects = [row if id(row) in kept else Fixed(row) for row in self.pdf.objects]

    # --- writing ---------------------------------------------------------------------------------------

    def write(self, sheet: Varying) -> bytes:
        with self.lock:
            words = self._words(sheet)
            for key, part in self.parts.items():
                part.stream.stream = list(words.get(key, part.words))
            self.qr[0].stream.stream = strokes(sheet.qr)
            self._say(sheet)
            return self._written()

    def _words(self, sheet: Varying) -> dict[int, Words]:
        self._expect(sheet.words.keys() == self.drawn.words.keys(), "other slots")
        found: dict[int, Words] = {}
        for slot, markup in sheet.words.items():
            if markup != self.drawn.words[slot]:
                found |= {id(box): words for box, words in self._relaid(slot, markup)}
        return found

    def _relaid(self, slot: str, markup: str) -> Iterator[tuple[Box, Words]]:
        lines = self.slots.get(slot, [])
        self._expect(bool(lines) and len({id(line) for line, _at in lines}) == len(lines), "a slot of several pieces")
        before, text, after = shape_of(markup)
        was_before, was, was_after = shape_of(self.drawn.words[slot])
        self._expect((before, after) == (was_before, was_after), "other markup")
        self._expect(_HELD.issuperset(text), "a sign the sheet does not carry")
        self._expect(_plain(was) == _plain(" ".join(line.leaves[at][1].text for line, at in lines)), "the slot holds other words")
        style = lines[0][0].leaves[lines[0][1]][1].style
        laid = broken(text, lines[0][0], style)
        self._expect(len(laid) == len(lines), "another number of lines")
        for (line, at), (layout, width) in zip(lines, laid, strict=True):
            self._expect(line.plain and line.align != "justify", "a line with more than words")
            yield from relaid(line, at, layout, width, self.scratch)

    def _say(self, sheet: Varying) -> None:
        when, was = moment(sheet.at), moment(self.drawn.at)
        info = self.pdf.info
        info["Title"] = pydyf.String(sheet.title)
        info["CreationDate"] = info["ModDate"] = _day(sheet.at)
        self.outline[0]["Title"] = pydyf.String(one_spaced(sheet.heading))
        self.figure[0]["Alt"] = pydyf.String(sheet.qr_said)
        said = self.xmp.replace(escape(self.drawn.title).encode(), escape(sheet.title).encode())
        self.metadata.stream = [said.replace(was.encode(), when.encode())]
        self._attach(sheet.embedded, sheet.at)

    def _attach(self, embedded: Iterable[Embedded], at: datetime) -> None:
        embedded = list(embedded)
        self._expect([row.name for row in embedded] == list(self.files), "other files")
        for row in embedded:
            file, params = self.files[row.name], self.files[row.name].extra["Params"]
            file.stream = [row.data]
            params["CheckSum"], params["Size"] = f"<{hashlib.md5(row.data, usedforsecurity=False).hexdigest()}>", len(row.data)
            params["CreationDate"] = params["ModDate"] = _day(at)

    def _written(self) -> bytes:
        pdf, out = self.pdf, io.BytesIO()
        pdf.current_position, pdf.objects = 0, [row if isinstance(row, Fixed) else Fixed(row) for row in self.objects]
        pdf.write(out, b"1.7", True, True)
        return out.getvalue()


def strokes(runs: Runs) -> Words:
    """A QR code as WeasyPrint draws its path, which it begins at the corner."""
    return [b"0 0 m"] + [word for x, y, wide in runs for word in (f"{x} {y}.5 m".encode(), f"{x + wide} {y}.5 l".encode())]


def _day(at: datetime) -> pydyf.String:
    return pydyf.String(at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ"))


def _glyphs(words: Words) -> set[int]:
    """Else the typefaces of this sheet would carry more than the next person's."""
    shown = b"".join(b"".join(_HEX.findall(word)) for word in words if word.endswith(b"TJ"))
    return {int(shown[at : at + 4], 16) for at in range(0, len(shown), 4)}


def _face(words: Words) -> str:
    [name] = {word.split()[0][1:].decode() for word in words if word.endswith(b" Tf")} or {""}
    return name


def _plain(text: str) -> str:
    return "".join(text.split())
