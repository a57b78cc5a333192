"""Other words in the place of those that were laid out: broken into lines, shaped and written by WeasyPrint's own functions."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.draw.text import draw_first_line
from weasyprint.matrix import Matrix
from weasyprint.text.line_break import split_first_line

from .slots import Box, Line

Words = list[Any]  # operators of a content stream, as pydyf joins them
_SHAPE = re.compile(r"((?:<[^<>]*>)*)([^<>]*)((?:<[^<>]*>)*)")
_BLANKS = re.compile("[ \t\n\r\f]+")
NEAR = 1e-6  # pixels; files hold six digits


class Unfit(Exception):
    """These words cannot be put here without laying out the whole; says why."""


def shape_of(markup: str) -> tuple[str, str, str]:
    """What stands around one text, and the text; Unfit where other tags stand within it."""
    found = _SHAPE.fullmatch(markup)
    if not found:
        raise Unfit("markup within the words")
    before, text, after = found.groups()
    text = html.unescape(text)
    if text != text.strip(" "):
        raise Unfit("a blank at an end")
    return before, one_spaced(text), after


def one_spaced(text: str) -> str:
    """As CSS and the contents of a file see it."""
    return _BLANKS.sub(" ", text).strip(" ")


def broken(text: str, line: Line, style: Any) -> list[Any]:
    """Layouts with their widths, one for each line that the text takes in the line's block."""
    room = None if line.room.tight else line.room.block.width
    found, rest = [], text.encode()
    while rest:
        layout, _length, resume, width, *_more = split_first_line(rest.decode(), style, None, room, 0)
        found.append((layout, width))
        rest = rest[resume:] if resume else b""
    return found


def relaid(line: Line, at: int, layout: Any, width: float, scratch: Scratch) -> Iterator[tuple[Box, Words]]:
    """The words of every piece of the line: the one that changed, and those it pushes aside."""
    _slot, old = line.leaves[at]
    more = width - old.width
    if line.room.exact and abs(more) > NEAR:
        raise Unfit("another width moves the neighbours")
    before, after = {"start": (0.0, more), "end": (-more, 0.0), "center": (-more / 2, more / 2)}[line.align]
    box = old.copy_with_text(layout.text)
    box.pango_layout = layout
    yield old, scratch.words(box, old.position_x + before)
    for number, (_slot, other) in enumerate(line.leaves):
        shift = before if number < at else after
        if number != at and other.text.strip():
            yield other, scratch.words(other, other.position_x + shift)


class Scratch:
    """Draws a text as on the page, without the page. Nothing may be needed that the sheet's typefaces do not carry."""

    def __init__(self, stream: Any) -> None:
        self.fonts = stream._fonts
        self.stream = stream.clone(fonts=self.fonts, resources=pydyf.Dictionary(), images={}, tags=None)

    def carry(self, style: Any, glyphs: str, like: Box) -> None:
        """The typeface of a style has all of these from now on."""
        box = like.copy_with_text(glyphs)
        box.pango_layout, *_rest = split_first_line(glyphs, style, None, None, 0)
        self._draw(box, 0)

    def words(self, box: Box, x: float) -> Words:
        known = {key: len(font.to_unicode) for key, font in self.fonts.items()}
        words = self._draw(box, x)
        unknown = [key for key, font in self.fonts.items() if len(font.to_unicode) != known.get(key)]
        for key in unknown:
            self._take_back(key, known.get(key))
        if unknown:
            raise Unfit("a sign the sheet does not carry")
        return words

    def _take_back(self, key: Any, count: int | None) -> None:
        if count is None:
            del self.fonts[key]
            return
        font = self.fonts[key]
        for glyph in list(font.to_unicode)[count:]:
            del font.to_unicode[glyph]
            font.widths.pop(glyph, None)

    def _draw(self, box: Box, x: float) -> Words:
        stream, start = self.stream, len(self.stream.stream)
        stream._current_font = None
        box.pango_layout.reactivate(box.style)
        emojis = draw_first_line(stream, box, "clip", "none", Matrix(d=-1, e=x, f=box.position_y + box.baseline))
        box.pango_layout.deactivate()
        if emojis:
            raise Unfit("a coloured sign")
        words, stream.stream[start:] = stream.stream[start:], []
        return words
