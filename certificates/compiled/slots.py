"""Where the varying words of a laid out page stand: lines of text whose element, or one around it, is marked `data-slot`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

Box = Any  # WeasyPrint's boxes are not typed


@dataclass(frozen=True)
class Room:
    """What the boxes around a line say of it."""

    slot: str = ""
    block: Box = None
    tight: bool = False  # the block is as wide as its widest line
    exact: bool = False  # another width would move the neighbours: a cell of a table that measures its words


@dataclass(frozen=True)
class Line:
    """`leaves` are its pieces of text from left to right, with the slot each belongs to ("" for words that stay)."""

    leaves: list[tuple[str, Box]]
    room: Room
    plain: bool  # nothing but text stands in it
    align: str  # start, end, center


def slot_of(box: Box) -> str:
    own = box.element is not None and box.element_tag == box.element.tag  # not one of its ::before
    return box.element.get("data-slot", "") if own else ""


def boxes_of(box: Box) -> Iterator[Box]:
    """The box and everything in it, what stands absolutely too."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    yield box
    for child in getattr(box, "children", ()):
        yield from boxes_of(child)


def lines_of(box: Box, room: Room = Room()) -> Iterator[Line]:  # noqa: B008: frozen
    """Every line of the page, in the order of the markup."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.LineBox):
        leaves: list[tuple[str, Box]] = []
        others: list[Box] = []
        _sort(box, room.slot, leaves, others)
        yield Line(leaves, room, not others, _align(box))
        for other in others:
            yield from lines_of(other, room)
    elif isinstance(box, boxes.ParentBox):
        inner = _within(box, room)
        for child in box.children:
            yield from lines_of(child, inner)


def _within(box: Box, room: Room) -> Room:
    room = replace(room, slot=slot_of(box) or room.slot, block=box)
    if isinstance(box, boxes.TableBox):
        return replace(room, exact=box.style["table_layout"] != "fixed")
    if box.style["width"] != "auto":
        return replace(room, tight=False, exact=False)
    floating = box.is_absolutely_positioned() and "auto" in (box.style["left"], box.style["right"])
    return replace(room, tight=room.tight or floating or isinstance(box, boxes.InlineBlockBox))


def _sort(box: Box, slot: str, leaves: list[tuple[str, Box]], others: list[Box]) -> None:
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            leaves.append((slot, child))
        elif isinstance(child, boxes.InlineBox):
            _sort(child, slot_of(child) or slot, leaves, others)
        else:
            others.append(child)


def _align(line: Box) -> str:
    said = line.style["text_align_all"]
    return {"left": "start", "right": "end"}.get(said, said)
