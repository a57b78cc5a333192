"""A query as a tree, and how each database is asked for it. Only normalised words stand in it: no sign of a person's reaches a database's own syntax."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Form:
    """A normal form of a word."""

    word: str
    title: bool = False


@dataclass(frozen=True)
class Said:
    """Words one after another exactly as they were said; the last may be only begun."""

    words: tuple[str, ...]
    title: bool = False
    begun: bool = False


@dataclass(frozen=True)
class All:
    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Any:
    nodes: tuple[Node, ...]


Node = Form | Said | All | Any


def expression(wanted: Node, excluded: tuple[Node, ...] = ()) -> str:
    write, refuse = (_fts5, " NOT ") if connection.vendor == "sqlite" else (_tsquery, " & !")
    return refuse.join([f"({write(wanted)})", *(f"({write(node)})" for node in excluded)])


def words_in(node: Node) -> set[str]:
    """For marking what was found: forms and spellings as they are, what is only begun with an asterisk."""
    if isinstance(node, Form):
        return {node.word}
    if isinstance(node, Said):
        return {*node.words[:-1], f"{node.words[-1]}*" if node.begun else node.words[-1]}
    return {word for one in node.nodes for word in words_in(one)}


def _fts5(node: Node) -> str:
    if isinstance(node, Form):
        return f'{{{"title" if node.title else "title body"}}} : "{node.word}"'
    if isinstance(node, Said):
        columns = "title_said" if node.title else "title_said body_said"
        return f'{{{columns}}} : "{" ".join(node.words)}"{" *" if node.begun else ""}'
    return f"({(' AND ' if isinstance(node, All) else ' OR ').join(map(_fts5, node.nodes))})"


def _tsquery(node: Node) -> str:
    if isinstance(node, Form):
        return f"'{node.word}':{'A' if node.title else 'AB'}"
    if isinstance(node, Said):
        weights = "C" if node.title else "CD"
        rows = [f"'{word}':{weights}" for word in node.words]
        return f"({' <2> '.join([*rows[:-1], rows[-1].replace(':', ':*') if node.begun else rows[-1]])})"
    return f"({(' & ' if isinstance(node, All) else ' | ').join(map(_tsquery, node.nodes))})"
