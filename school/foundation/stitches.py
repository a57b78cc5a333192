"""Pictures of numbers, sewn: cells on a grid, one cell is one stitch, drawn as SVG for pages and PDF, as PNG for DOCX.

The fuller the stitch, the more it says, so tones are told apart without colour. Digits are sewn too: no typeface is needed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from PIL import Image, ImageDraw

Cell = tuple[int, int]
Edge = tuple[int, int, int, int]
# Thread: how much of its cell a stitch fills, and the colour on paper; a page colours by its own tokens (components.css: .sewn).
THREADS = {
    "none": (0.34, "#857869"),
    "t1": (0.52, "#5f7dbd"),
    "t2": (0.68, "#4565ab"),
    "t3": (0.84, "#2a4c95"),
    "t4": (1.0, "#152f6b"),
    "ink": (1.0, "#1c1815"),
}
TONES = ("t1", "t2", "t3", "t4")
SEAM, MARK = "#857869", "#a3212f"
SCALE = 12  # pixels a stitch in PNG
GLYPHS = {
    "0": "ooo o.o o.o o.o ooo", "1": ".o. oo. .o. .o. ooo", "2": "ooo ..o ooo o.. ooo", "3": "ooo ..o .oo ..o ooo", "4": "o.o o.o ooo ..o ..o",
    "5": "ooo o.. ooo ..o ooo", "6": "ooo o.. ooo o.o ooo", "7": "ooo ..o ..o .o. .o.", "8": "ooo o.o ooo o.o ooo", "9": "ooo o.o ooo ..o ooo",
    "–": "... ... ooo ... ...", ".": ". . . . o",
}  # fmt: skip
TALL = 5


def width_of(text: str) -> int:
    return sum(GLYPHS[letter].index(" ") + 1 for letter in text) - 1


class Sewing:
    def __init__(self, w: int, h: int) -> None:
        self.w, self.h = w, h
        self.cells: dict[Cell, str] = {}
        self.seams: set[Edge] = set()
        self.rhombs: list[Cell] = []

    def put(self, cells: Iterable[Cell], thread: str) -> None:
        self.cells.update(dict.fromkeys(cells, thread))

    def clear(self, x: int, y: int, w: int, h: int) -> None:
        """Bare cloth, for what is to be read."""
        for cell in box(x, y, w, h):
            self.cells.pop(cell, None)
        self.seams = {(x1, y1, x2, y2) for x1, y1, x2, y2 in self.seams if not (x <= x1 and x2 <= x + w and y <= y1 and y2 <= y + h)}

    def write(self, text: str, x: int, y: int, thread: str = "ink") -> None:
        for letter in text:
            rows = GLYPHS[letter].split()
            self.put(((x + i, y + j) for j, row in enumerate(rows) for i, dot in enumerate(row) if dot == "o"), thread)
            x += len(rows[0]) + 1

    def svg(self, name: str, title: str, about: str) -> SafeString:
        """`name` is unique on its page; title and words are read aloud."""
        return format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" class="sewn" role="img" aria-labelledby="{0}-title {0}-about" viewBox="0 0 {1} {2}">'
            '<title id="{0}-title">{3}</title><desc id="{0}-about">{4}</desc>{5}</svg>',
            name, self.w, self.h, title, about, mark_safe("".join([*self._paths(), *self._lines()])),
        )  # fmt: skip

    def _paths(self) -> Iterable[str]:
        """A run of stitches is one dashed line, so the picture stays some kilobytes."""
        runs = self._runs()
        for thread, (size, colour) in THREADS.items():
            if thread not in runs:
                continue
            gap = (1 - size) / 2
            d = "".join(f"M{x + gap:g} {y}.5h{n - 2 * gap:g}" for x, y, n in runs[thread])
            dashes = f' stroke-dasharray="{size:g} {1 - size:g}"' if size < 1 else ""
            yield f'<path class="sewn__{thread}" fill="none" stroke="{colour}" stroke-width="{size:g}"{dashes} d="{d}"/>'

    def _runs(self) -> dict[str, list[tuple[int, int, int]]]:
        found: dict[str, list[tuple[int, int, int]]] = {}
        for (x, y), thread in sorted(self.cells.items(), key=lambda row: (row[0][1], row[0][0])):
            rows = found.setdefault(thread, [])
            if rows and rows[-1][1] == y and rows[-1][0] + rows[-1][2] == x:
                rows[-1] = (rows[-1][0], y, rows[-1][2] + 1)
            else:
                rows.append((x, y, 1))
        return found

    def _lines(self) -> Iterable[str]:
        d = "".join(f"M{x1} {y1}L{x2} {y2}" for x1, y1, x2, y2 in sorted(self.seams))
        if d:
            yield f'<path class="sewn__seam" fill="none" stroke="{SEAM}" stroke-width="0.25" d="{d}"/>'
        d = "".join(f"M{x}.5 {y - 1}l1.5 1.5-1.5 1.5-1.5-1.5z" for x, y in self.rhombs)
        if d:
            yield f'<path class="sewn__mark" fill="{MARK}" d="{d}"/>'

    def png(self) -> bytes:
        picture = Image.new("RGB", (self.w * SCALE, self.h * SCALE), "white")
        pen = ImageDraw.Draw(picture)
        for (x, y), thread in self.cells.items():
            size, colour = THREADS[thread]
            gap = round(SCALE * (1 - size) / 2)
            pen.rectangle((x * SCALE + gap, y * SCALE + gap, (x + 1) * SCALE - gap - 1, (y + 1) * SCALE - gap - 1), fill=colour)
        for seam in self.seams:
            pen.line([value * SCALE for value in seam], fill=SEAM, width=SCALE // 4)
        for x, y in self.rhombs:
            points = [(x + 0.5, y - 1), (x + 2, y + 0.5), (x + 0.5, y + 2), (x - 1, y + 0.5)]
            pen.polygon([(round(a * SCALE), round(b * SCALE)) for a, b in points], fill=MARK)
        out = io.BytesIO()
        picture.quantize(16).save(out, "PNG", optimize=True)
        return out.getvalue()


def box(x: int, y: int, w: int, h: int) -> list[Cell]:
    return [(x + i, y + j) for j in range(h) for i in range(w)]


def steps_of(most: int) -> list[int]:
    """Upper bounds of the four tones, finer among small numbers: 19 gives 2, 5, 11, 19. Fewer when there are fewer numbers."""
    return sorted({-(-most * k * k // 16) for k in range(1, 5)}) if most > 0 else []


def tone_of(value: int, steps: list[int]) -> str:
    """The thread of a number; with few steps the fullest ones are left for the greatest."""
    return TONES[len(TONES) - len(steps) + next(at for at, top in enumerate(steps) if value <= top)] if value > 0 else "none"
