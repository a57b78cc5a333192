"""The door of the search: words of a person, their tags and their choices in; hits, numbers and what else was tried out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from . import vocabulary
from .composing import Mended, Sense, excluded, node_of, senses
from .grouping import Facet, Group, facets_of, groups_of
from .hits import Hit, hits_of
from .matching import MOST, Match, Narrowed, matches, numbered
from .nodes import All, Any, Form, expression, words_in
from .normalising import fold
from .parsing import Asked, parse

SIZE = 10


@dataclass
class Tried:
    """What was looked for instead, or besides."""

    layout: str = ""  # the same keys on the other keyboard
    mended: dict[str, list[str]] = field(default_factory=dict)
    some: bool = False  # nothing has all the words: these have some of them


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
    """All the words; where nothing has them: the other keyboard, slips mended, and at last any of the words."""
    refused = excluded(asked)
    found = senses(asked)
    if answer := _ask(found, refused, tags, narrowed, Tried()):
        return answer
    layout = vocabulary.other_layout(asked.text)
    other = senses(parse(layout))
    if other and all(row.known for row in other) and (answer := _ask(other, refused, tags, narrowed, Tried(layout=layout))):
        return answer
    mended = _mended(found, tags)
    wider = senses(asked, mended, begun=True)
    if answer := _ask(wider, refused, tags, narrowed, Tried(mended=mended)):
        return answer
    if len(wider) > 1 and (answer := _ask(wider, refused, tags, narrowed, Tried(mended=mended, some=True))):
        return answer
    return _Answer([], [], set(), Tried(mended=mended))


def _ask(
    found: list[Sense], refused: tuple, tags: Collection[str], narrowed: Narrowed, tried: Tried
) -> _Answer | None:  # fmt: skip
    node = node_of(found, Any if tried.some else All)
    asked = expression(node, refused)
    whole = matches(asked, tags, Narrowed())
    if not whole:
        return None
    return _Answer(matches(asked, tags, narrowed) if narrowed else whole, whole, words_in(node), tried)


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
    from .nodes import Said

    return bool(matches(expression(Said((word,))), tags, Narrowed(), most=1))
