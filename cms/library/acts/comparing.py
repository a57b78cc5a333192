"""Two editions beside each other, in words: what was taken out and what was put in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ..models import Passage
from .enums import Level

MOST_WORDS = 3_000  # of one paragraph; a longer one is shown whole, twice
_WORD = re.compile(r"\s+|[\w’'ʼ-]+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    kind: str  # "same", "out", "in"
    text: str


@dataclass
class Compared:
    """One article or heading in both editions."""

    name: str
    anchor: str
    state: str  # "same", "changed", "added", "gone"
    heading: list[Piece] = field(default_factory=list)
    paragraphs: list[list[Piece]] = field(default_factory=list)
    ours: bool = False  # our summaries were compared: the act's own words are not here

    @property
    def changed(self) -> bool:
        return self.state != "same"


def compare(before: list[Passage], after: list[Passage]) -> list[Compared]:
    """By articles, in the order of the newer edition; what it lacks stands where it stood."""
    old = {_name(row): row for row in before}
    new = {_name(row): row for row in after}
    rows = []
    for tag, left, right, start, end in SequenceMatcher(None, list(old), list(new), autojunk=False).get_opcodes():
        rows += [_both(old[name], None) for name in list(old)[left:right] if tag != "equal" and name not in new]
        rows += [_both(old.get(name), new[name]) for name in list(new)[start:end]]
    return rows


def _name(row: Passage) -> tuple[str, str]:
    return (row.level, row.number or row.heading)


def _both(before: Passage | None, after: Passage | None) -> Compared:
    row = after or before
    assert row is not None
    ours = not (before and before.text) and not (after and after.text)
    left, right = (_text(part, ours) for part in (before, after))
    heading = pieces(before.heading if before else "", after.heading if after else "")
    cited = row.level not in (Level.PREAMBLE, Level.PART, Level.CHAPTER)
    made = Compared(row.name if cited else "", row.anchor if cited else "", "same", heading, list(paragraphs(left, right)), ours)
    if before is None or after is None:
        made.state = "added" if before is None else "gone"
    elif any(piece.kind != "same" for part in [made.heading, *made.paragraphs] for piece in part):
        made.state = "changed"
    return made


def _text(row: Passage | None, ours: bool) -> list[str]:
    if row is None:
        return []
    return [line for line in (row.gist if ours else row.text).split("\n") if line.strip()]


def paragraphs(before: list[str], after: list[str]) -> Iterator[list[Piece]]:
    """Paragraphs are matched first, so that one put in between does not make all the rest differ."""
    for tag, left, right, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from ([Piece("same", line)] for line in after[start:end])
            continue
        gone, come = before[left:right], after[start:end]
        for number in range(max(len(gone), len(come))):
            yield pieces(gone[number] if number < len(gone) else "", come[number] if number < len(come) else "")


def pieces(before: str, after: str) -> list[Piece]:
    if before == after:
        return [Piece("same", after)] if after else []
    left, right = _WORD.findall(before), _WORD.findall(after)
    if max(len(left), len(right)) > MOST_WORDS or not left or not right:
        return [piece for piece in (Piece("out", before), Piece("in", after)) if piece.text]
    found = []
    for tag, one, two, three, four in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(right[three:four])))
            continue
        found += [piece for piece in (Piece("out", "".join(left[one:two])), Piece("in", "".join(right[three:four]))) if piece.text]
    return found
