"""The badge: a woven cover in the certificate's threads, and what it is given for. Drawn from frozen words; it names no person.

Letters are drawn as outlines, so that the picture looks the same without our typeface; the words are in `<title>` and `<desc>`.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import override
from PIL import Image, ImageDraw, ImageFont

from certificates.models import Certificate
from school.foundation import motif
from school.foundation.templatetags.when import academic_hours

STITCH, SIDE, EDGE = 6, 630, 30  # motif.cover is 105 by 70 stitches: 630 by 420, and a square with the words below
PAPER, INK, SOFT = "#FFFDF8", "#1C1815", "#6A6058"
SIZES = ((36, 42, 2), (28, 33, 3), (22, 25, 4))  # size, step, most lines
GRAIN = 600  # units of an em in which outlines are written: whole numbers, small files
_RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1")
_PATH = re.compile(r'<path fill="(#\w+)" d="([^"]+)"/>')


@dataclass(frozen=True)
class Line:
    text: str
    weight: int
    size: int
    base: int
    colour: str


def badge_svg(certificate: Certificate) -> str:
    frozen = certificate.frozen
    woven = motif.cover(frozen["what"], frozen["cloth"])
    inside = woven[woven.index(">") + 1 : woven.rindex("</svg>")]
    glyphs: dict[str, str] = {}
    words = "".join(_outlined(line, glyphs) for line in lines_of(frozen))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}" role="img">'
        f"<title>{escape(name_of(frozen))}</title><desc>{escape(about(frozen))}</desc>"
        f'<defs>{"".join(glyphs.values())}</defs><path fill="{PAPER}" d="M0 0h{SIDE}v{SIDE}H0z"/>'
        f'<g transform="scale({STITCH})" shape-rendering="crispEdges">{inside}</g>{words}</svg>\n'
    )


def badge_png(certificate: Certificate) -> bytes:
    frozen = certificate.frozen
    picture = Image.new("RGB", (SIDE, SIDE), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, SIDE - 1, 70 * STITCH - 1), fill=motif.PALETTES[frozen["cloth"]][0])
    for colour, path in _PATH.findall(motif.cover(frozen["what"], frozen["cloth"])):
        for x, y, long in (map(int, run) for run in _RUN.findall(path)):
            pen.rectangle((x * STITCH, y * STITCH, (x + long) * STITCH - 1, (y + 1) * STITCH - 1), fill=colour)
    for line in lines_of(frozen):
        pen.text((EDGE, line.base), line.text, font=_drawn(line.weight, line.size), fill=line.colour, anchor="ls")
    out = io.BytesIO()
    picture.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def name_of(frozen: dict[str, Any]) -> str:
    return f"{frozen['title']}: {frozen['what']}"


def about(frozen: dict[str, Any]) -> str:
    return ". ".join(part for part in (_volume(frozen), frozen["centre"] or frozen["school"]) if part)


def lines_of(frozen: dict[str, Any]) -> list[Line]:
    """What it is, what for, whose."""
    top, said = 70 * STITCH, []
    said.append(Line(_cut(f"{frozen['title']} · {_volume(frozen)}", 600, 19), 600, 19, top + 38, SOFT))
    size, step, titles = _title(frozen["what"])
    said += [Line(text, 800, size, top + 46 + step * (at + 1) - step // 6, INK) for at, text in enumerate(titles)]
    said.append(Line(_cut(frozen["school"] or frozen["centre"], 400, 19), 400, 19, SIDE - 24, SOFT))
    return said


def _volume(frozen: dict[str, Any]) -> str:
    with override(frozen["language"]):
        return academic_hours(frozen["hours"])


def _title(text: str) -> tuple[int, int, list[str]]:
    """In the largest letters in which it has room; the longest of all ends with «…» and stands whole in the accessible text."""
    for size, step, most in SIZES:
        rows = _wrapped(text, 800, size)
        if len(rows) <= most:
            return size, step, rows
    rows = rows[:most]
    return size, step, [*rows[:-1], _cut(f"{rows[-1]} …", 800, size)]


def _wrapped(text: str, weight: int, size: int) -> list[str]:
    rows: list[str] = []
    for word in text.split():
        if rows and width_of(f"{rows[-1]} {word}", weight, size) <= SIDE - 2 * EDGE:
            rows[-1] += f" {word}"
        else:
            rows.append(_cut(word, weight, size))
    return rows


def _cut(text: str, weight: int, size: int) -> str:
    kept = text
    while kept and width_of(kept, weight, size) > SIDE - 2 * EDGE:
        kept = kept.rstrip(" …")[:-1]
    return kept if kept == text else f"{kept.rstrip()}…"[-len(text) :] if len(kept) < 2 else f"{kept[:-1].rstrip()}…"


@cache
def _face(weight: int) -> Any:
    from fontTools.ttLib import TTFont  # met at the first badge, not at the start of every process

    return TTFont(_file(weight))


def _file(weight: int) -> Path:
    return Path(settings.STATICFILES_DIRS[0]) / "fonts" / "print" / f"commissioner-{weight}.woff2"


@cache
def _drawn(weight: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_file(weight)), size)


def _letters(text: str, weight: int) -> list[tuple[str, int]]:
    """Glyph and advance of each letter the typeface has."""
    face = _face(weight)
    names, widths = face.getBestCmap(), face["hmtx"]
    return [(names[ord(letter)], widths[names[ord(letter)]][0]) for letter in text if ord(letter) in names]


def width_of(text: str, weight: int, size: int) -> float:
    return sum(advance for _name, advance in _letters(text, weight)) * size / _face(weight)["head"].unitsPerEm


def _outlined(line: Line, glyphs: dict[str, str]) -> str:
    """The line as uses of outlines, each of which stands once in `glyphs`."""
    face, scale, x, said = _face(line.weight), line.size / GRAIN, 0.0, []
    for name, advance in _letters(line.text, line.weight):
        key = f"g{line.weight}-{face.getGlyphID(name)}"
        if key not in glyphs:
            glyphs[key] = f'<path id="{key}" d="{_outline(line.weight, name)}"/>'
        said.append(f'<use href="#{key}" x="{x:.0f}"/>')
        x += advance * GRAIN / face["head"].unitsPerEm
    return f'<g fill="{line.colour}" transform="translate({EDGE} {line.base}) scale({scale:.5f} -{scale:.5f})">{"".join(said)}</g>'


@cache
def _outline(weight: int, name: str) -> str:
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    glyphs, grain = _face(weight).getGlyphSet(), GRAIN / _face(weight)["head"].unitsPerEm
    pen = SVGPathPen(glyphs, ntos=lambda value: str(round(value)))
    glyphs[name].draw(TransformPen(pen, (grain, 0, 0, grain, 0, 0)))
    return pen.getCommands()
