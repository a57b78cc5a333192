"""Whether everybody can read a designer's sheet: it is laid out by WeasyPrint for several people, and its pieces are measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _
from weasyprint.layout.absolute import AbsolutePlaceholder

from ..colours import SMALL
from .slots import MUST, SLOTS

MM = 96 / 25.4
MARGIN, BORDERED = 8.0, 25.0  # millimetres free of words at every edge; within the woven border
QR, QUIET = 25.0, 3.0  # the least side and the bare paper around it
SLACK = 1.0  # px
SMALLEST, LEAST = 6.0, 5.0  # points, of what must stand and of anything
Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Piece:
    """A run of letters or a picture: what it is part of, where its ink is, and what stands around it."""

    part: str
    rectangle: Rectangle
    box: Any
    around: tuple[Any, ...]

    @property
    def is_text(self) -> bool:
        return hasattr(self.box, "text")

    @property
    def words(self) -> str:
        return f"{{{self.part}}}" if self.part else f"«{self.box.text.strip()[:30]}»" if self.is_text else _("a picture")


def problem_of(document: Any) -> str:
    """A sentence about the first thing that cannot be seen as it should, else nothing."""
    if len(document.pages) != 1:
        return _("it does not fit on one page")
    page = document.pages[0]
    boxes = list(_boxes(page._page_box, "", ()))
    pieces = [piece for piece in boxes if _inked(piece)]
    drawn = {piece.part for piece in boxes}
    checks = (
        lambda: _margins(page, pieces, BORDERED if "border" in drawn else MARGIN),
        lambda: _border(page, drawn),
        lambda: _present(pieces),
        lambda: _sizes(pieces),
        lambda: _contrasts(pieces),
        lambda: _crossings([piece for piece in pieces if piece.part != "border"]),
        lambda: _covers(boxes, pieces),
    )
    return next((said for check in checks if (said := check())), "")


def _boxes(box: Any, part: str, around: tuple[Any, ...]) -> Iterator[Piece]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    element = box.element if getattr(box, "element", None) is not None and box.element_tag == box.element.tag else None
    if element is not None:
        part = element.get("data-part") or element.get("data-drawn") or part
    yield Piece(part, _rectangle(box), box, around)
    for child in getattr(box, "children", ()):
        yield from _boxes(child, part, (*around, box))


def _rectangle(box: Any) -> Rectangle:
    """Of letters: from the top of a capital to the line they stand on. Of all else: with its border."""
    if hasattr(box, "text"):
        foot = box.position_y + box.baseline
        return box.position_x, foot - 0.6 * box.style["font_size"], box.position_x + box.width, foot
    left, top = box.border_box_x(), box.border_box_y()
    return left, top, left + box.border_width(), top + box.border_height()


def _inked(piece: Piece) -> bool:
    return bool(piece.box.text.strip()) if piece.is_text else hasattr(piece.box, "replacement")


def _margins(page: Any, pieces: list[Piece], margin: float) -> str:
    edge = margin * MM - SLACK
    for piece in pieces:
        left, top, right, bottom = piece.rectangle
        outside = left < edge or top < edge or right > page.width - edge or bottom > page.height - edge
        if outside and piece.part not in ("border", "towel", "mark"):
            return _("%(what)s stands nearer to the edge than %(n)d mm") % {"what": piece.words, "n": margin}
    return ""


def _border(page: Any, drawn: set[str]) -> str:
    return _("{border} is woven for a landscape sheet only") if "border" in drawn and page.width < page.height else ""


def _present(pieces: list[Piece]) -> str:
    for name in MUST:
        own = [piece for piece in pieces if piece.part == name]
        if not any(piece.rectangle[2] > piece.rectangle[0] + SLACK and piece.rectangle[3] > piece.rectangle[1] + SLACK for piece in own):
            return _("{%(name)s} cannot be seen: %(label)s") % {"name": name, "label": SLOTS[name].label}
    return ""


def _sizes(pieces: list[Piece]) -> str:
    for piece in pieces:
        least = SMALLEST if piece.part in MUST else LEAST
        if piece.is_text and piece.box.style["font_size"] * 0.75 < least - 0.01:
            return _("%(what)s is set smaller than %(n)d points") % {"what": piece.words, "n": least}
        if piece.part == "qr" and min(piece.box.width, piece.box.height) < QR * MM:
            return _("the QR code is smaller than %(n)d mm") % {"n": QR}
    return ""


def _contrasts(pieces: list[Piece]) -> str:
    for piece in pieces:
        if piece.is_text and min(_contrast(piece.box.style["color"], ground) for ground in _grounds(piece)) < SMALL:
            return _("%(what)s can hardly be told from its ground: a contrast of 4.5 : 1 is needed") % {"what": piece.words}
    return ""


def _grounds(piece: Piece) -> list[Any]:
    """The colours that may lie under the letters, of the nearest element that has one."""
    for box in reversed((*piece.around, piece.box)):
        stops = [colour for kind, image in box.style["background_image"] if kind != "none" for colour in image.colors]
        solid = [box.style["background_color"]] if box.style["background_color"].alpha else []
        if stops or solid:
            return stops or solid
    return []


def _contrast(one: Any, other: Any) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Any) -> float:
    parts = colour.to("srgb").coordinates
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _crossings(pieces: list[Piece]) -> str:
    for one, other in combinations(pieces, 2):
        if _cross(_kept(one), _kept(other)):
            return _("%(one)s runs into %(other)s") % {"one": one.words, "other": other.words}
    return ""


def _kept(piece: Piece) -> Rectangle:
    """A QR code keeps bare paper around it."""
    left, top, right, bottom = piece.rectangle
    bare = QUIET * MM if piece.part == "qr" else 0
    return left - bare, top - bare, right + bare, bottom + bare


def _cross(one: Rectangle, other: Rectangle) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > SLACK and high > SLACK


def _covers(boxes: list[Piece], pieces: list[Piece]) -> str:
    """A painted element lies over words that are not within it. Whatever is painted first, such words are not safe."""
    for box in (box for box in boxes if not _inked(box) and box.part not in ("border", "towel", "mark")):
        for strip in _painted(box):
            for piece in pieces:
                if piece.part != "border" and not any(box.box is one for one in (*piece.around, piece.box)) and _cross(_kept(piece), strip):
                    return _("an element with a background or a border lies across %(what)s. Put the words into it") % {"what": piece.words}
    return ""


def _painted(piece: Piece) -> list[Rectangle]:
    """The whole box where it has a ground, else the lines of its border."""
    style, (left, top, right, bottom) = piece.box.style, piece.rectangle
    if style["background_color"].alpha or any(kind != "none" for kind, _image in style["background_image"]):
        return [piece.rectangle]
    widths = {side: style[f"border_{side}_width"] for side in ("left", "top", "right", "bottom")}
    strips = {
        "left": (left, top, left + widths["left"], bottom),
        "top": (left, top, right, top + widths["top"]),
        "right": (right - widths["right"], top, right, bottom),
        "bottom": (left, bottom - widths["bottom"], right, bottom),
    }
    return [strip for side, strip in strips.items() if widths[side]]
