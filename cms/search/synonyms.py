"""What editors say means the same: a run of words in a query also stands for the others of its row."""

from __future__ import annotations

from school.foundation.memo import remember

from .lemmas import forms
from .models import Synonym
from .nodes import All, Any, Form, Node
from .normalising import parts, tokens
from .parsing import Piece

Row = list[tuple[str, ...]]  # the ways of saying one thing, each as spelt words
FRESH = "search-synonyms"


def rows() -> list[Row]:
    return remember(FRESH, lambda: [[tuple(token.word for token in tokens(line)) for line in row.lines] for row in Synonym.objects.all()])


def alike(pieces: tuple[Piece, ...], at: int) -> tuple[int, tuple[Node, ...]]:
    """How many pieces from `at` on are one way of a row, the longest first, and the other ways. (0, ()) where none is."""
    found: list[tuple[int, tuple[Node, ...]]] = []
    for row in rows():
        for way in row:
            if way and _says(pieces[at : at + len(way)], way):
                found.append((len(way), tuple(_node(other) for other in row if other and other != way)))
    return max(found, key=lambda pair: pair[0], default=(0, ()))


def _says(pieces: tuple[Piece, ...], way: tuple[str, ...]) -> bool:
    """In any inflected form."""
    if len(pieces) != len(way) or any(piece.phrase or piece.title for piece in pieces):
        return False
    return all(_met(piece.words[0]) & _met(word) for piece, word in zip(pieces, way, strict=True))


def _met(word: str) -> set[str]:
    """A word with a hyphen is met by its joined form: «е-урядування» is not «урядування»."""
    return set(forms(parts(word)[0]))


def _node(way: tuple[str, ...]) -> Node:
    return All(tuple(Any(tuple(Form(form) for form in sorted(_met(word)))) for word in way))
