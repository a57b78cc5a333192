"""From what was asked to what the database is asked: each word in all its forms, or in the words that mean the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .lemmas import forms
from .nodes import All, Any, Form, Node, Said
from .normalising import fold, parts
from .parsing import Asked, Piece
from .synonyms import alike
from .vocabulary import known

Mended = dict[str, list[str]]  # an unknown word to what it may be a slip of


@dataclass(frozen=True)
class Sense:
    """A word of the query as it is looked for."""

    piece: Piece
    node: Node
    known: bool


def senses(asked: Asked, mended: Mended | None = None, *, begun: bool = False) -> list[Sense]:
    """One query: which words the index has. With `begun` every word may be only the beginning of one."""
    pieces = asked.wanted
    spelt = {form for piece in pieces if not piece.phrase for form in _of(piece.words[0])}
    has = known(spelt)
    found, at = [], 0
    while at < len(pieces):
        length, others = alike(pieces, at)
        if length:
            own = [_sense(piece, has, mended or {}, begun).node for piece in pieces[at : at + length]]
            found.append(Sense(pieces[at], Any((All(tuple(own)), *others)), True))
        else:
            found.append(_sense(pieces[at], has, mended or {}, begun))
        at += length or 1
    return found


def _of(word: str) -> set[str]:
    return {form for part in parts(word) for form in (*forms(part), fold(part))}


def _sense(piece: Piece, has: set[str], mended: Mended, begun: bool) -> Sense:
    if piece.phrase:
        said = tuple(fold(part) for word in piece.words for part in parts(word))
        return Sense(piece, Said(said, piece.title), True)
    word = piece.words[0]
    whole, *rest = parts(word)
    is_known = bool(has & {*forms(whole), fold(whole)}) or (bool(rest) and all(has & {*forms(part), fold(part)} for part in rest))
    nodes = [_word(whole, piece, begun or not is_known)]
    if rest:
        nodes.append(All(tuple(_word(part, piece, False) for part in rest)))
    nodes += [_word(other, piece, False) for other in mended.get(word, [])]
    return Sense(piece, nodes[0] if len(nodes) == 1 else Any(tuple(nodes)), is_known)


def _word(word: str, piece: Piece, begun: bool) -> Node:
    """All normal forms, or the word as it was said: what stands exactly so comes first."""
    spelt = fold(word)
    nodes: list[Node] = [Form(form, piece.title) for form in forms(word)]
    return Any((*nodes, Said((spelt,), piece.title, (begun and len(spelt) > 2) or piece.begun)))


def node_of(found: list[Sense], join: Callable[[tuple[Node, ...]], Node] = All) -> Node:
    return join(tuple(row.node for row in found))


def excluded(asked: Asked) -> tuple[Node, ...]:
    return tuple(_sense(piece, set(), {}, False).node if piece.phrase else _forms_only(piece) for piece in asked.excluded)


def _forms_only(piece: Piece) -> Node:
    return Any(tuple(Form(form, piece.title) for form in forms(parts(piece.words[0])[0])))
