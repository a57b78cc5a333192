"""The door of the search: words of a person, their tags and their choices in; hits, numbers and what else was tried out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from . import vocabulary
from .composing import Mended, Sense, excluded, node_of, senses
from .grouping import Facet, Group, facets_of, groups_of
from .hits import Hit, hits_of
from .matching import MOST, Match, Narrowed, matches, numbered
from .nodes import All, Any, Form, Node, Said, expression, words_in
from .normalising import fold
from .parsing import Asked, parse

SIZE = 10
FEW = 5  # hits, below which those with only some of the words follow


@dataclass
class Tried:
    """What was looked for instead, or besides."""

    layout: str = ""  # the same keys on the other keyboard
    mended: dict[str, list[str]] = field(default_factory=dict)
    some: bool = False  # nothing has all the words: these have some of them
    after: int = 0  # so many have all the words, those after them some


@dataclass
class Found:
    asked: Asked
    hits: list[Hit]
    total: int
    many: bool  # there are more than were counted
    facets: list[Facet]
    tried: Tried
    narrowed: bool = False


@dataclass
class _Answer:
    rows: list[Match]
    whole: list[Match]  # the same without what was narrowed, for numbers beside the choices
    words: set[str]
    tried: Tried


def search(text: str, *, tags: Collection[str], language: str, narrowed: Narrowed | None = None, page: int = 1, size: int = SIZE) -> Found:
    """Raises DatabaseError where the index is lost; see `indexing.sweep`."""
    asked = parse(text)
    chosen = narrowed or Narrowed()
    if asked.year and not chosen.years:
        chosen = replace(chosen, years=(asked.year,))
    answer = _answer(asked, tags, chosen) if asked.wanted else _Answer([], [], set(), Tried())
    first = numbered(asked.number, tags, chosen) if asked.number else []
    groups = groups_of(answer.rows, language, first=first)
    shown = groups[(page - 1) * size : page * size]
    facets = facets_of([*first, *answer.whole], chosen)
    return Found(asked, hits_of(shown, tags, answer.words), len(groups), len(answer.rows) >= MOST, facets, answer.tried, bool(narrowed))


def suggest(text: str, *, tags: Collection[str], language: str, most: int = 8) -> list[Group]:
    """Things whose title goes on as the words begin: while they are typed."""
    asked = parse(text)
    pieces = [replace(piece, title=True, begun=piece is asked.wanted[-1]) for piece in asked.wanted if not piece.phrase]
    if not pieces:
        return []
    found = senses(replace(asked, wanted=tuple(pieces)))
    return groups_of(matches(expression(node_of(found)), tags, Narrowed(), most=60), language)[:most]


def _answer(asked: Asked, tags: Collection[str], narrowed: Narrowed) -> _Answer:
    """All the words; where nothing has them: the other keyboard, slips mended, and at last some of the words. Few are followed by those with some."""
    refused = excluded(asked)
    found = senses(asked)
    answer = _ask(All, found, refused, tags, narrowed, Tried())
    if answer is None and (layout := _other_keyboard(asked, found)) is not None:
        asked, found, tried = layout
        answer = _ask(All, found, refused, tags, narrowed, tried)
    else:
        tried = Tried()
    if answer is None:
        mended = _mended(found, tags)
        found, tried = senses(asked, mended, begun=True), replace(tried, mended=mended)
        answer = _ask(All, found, refused, tags, narrowed, tried)
    if len(found) > 1 and (answer is None or len({row.group for row in answer.whole}) < FEW):
        some = _ask(_all_but_one, found, refused, tags, narrowed, tried) or _ask(Any, found, refused, tags, narrowed, tried)
        answer = _followed(answer, some)
    return answer or _Answer([], [], set(), tried)


def _other_keyboard(asked: Asked, found: list[Sense]) -> tuple[Asked, list[Sense], Tried] | None:
    """The same keys with the other letters, if more of its words are known."""
    text = vocabulary.other_layout(asked.text)
    other = parse(text)
    senses_there = senses(other)
    if sum(row.known for row in senses_there) > sum(row.known for row in found):
        return other, senses_there, Tried(layout=text)
    return None


def _all_but_one(nodes: tuple[Node, ...]) -> Node:
    """All the words but one, whichever: with two words either."""
    return Any(tuple(All(nodes[:at] + nodes[at + 1 :]) for at in range(len(nodes))))


def _ask(
    join: Callable[[tuple[Node, ...]], Node], found: list[Sense], refused: tuple[Node, ...], tags: Collection[str], narrowed: Narrowed, tried: Tried
) -> _Answer | None:
    """What was quoted or wanted in a title is never given up."""
    firm = tuple(row.node for row in found if row.piece.phrase or row.piece.title)
    free = [row for row in found if not row.piece.phrase and not row.piece.title]
    if join is not All and (len(free) < 2 or not found):
        return None
    node = All((*firm, node_of(free, join))) if free else All(firm)
    asked = expression(node, refused)
    whole = matches(asked, tags, Narrowed())
    if not whole:
        return None
    return _Answer(matches(asked, tags, narrowed) if narrowed else whole, whole, words_in(node), tried)


def _followed(answer: _Answer | None, some: _Answer | None) -> _Answer | None:
    """Those with all the words, then those with some of them."""
    if answer is None or some is None:
        return some and replace(some, tried=replace(some.tried, some=True)) if answer is None else answer
    lowest = min((row.score for row in answer.whole), default=0)
    highest = max((row.score for row in some.whole), default=0) or 1

    def after(before: list[Match], rows: list[Match]) -> list[Match]:
        there = {row.group for row in before}
        return before + [replace(row, score=row.score / highest * lowest / 2) for row in rows if row.group not in there]

    tried = replace(answer.tried, after=len({row.group for row in answer.rows}))
    return _Answer(after(answer.rows, some.rows), after(answer.whole, some.whole), answer.words | some.words, tried)


def _mended(found: list[Sense], tags: Collection[str]) -> Mended:
    """Slips of a letter; only words that the asker can find are told of."""
    doubtful = [row.piece.words[0] for row in found if not row.piece.phrase and not row.known]
    doubtful = doubtful or [row.piece.words[0] for row in found if not row.piece.phrase]
    mended: Mended = {}
    for word in doubtful:
        others = [
            other for other in vocabulary.near(fold(word)) if matches(expression(Any((Form(other),))), tags, Narrowed(), most=1) or _said(other, tags)
        ]
        if others:
            mended[word] = others
    return mended


def _said(word: str, tags: Collection[str]) -> bool:
    return bool(matches(expression(Said((word,))), tags, Narrowed(), most=1))
