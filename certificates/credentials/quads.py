"""The fast path to a canonical form: what PyLD found once for a shape is filled with other words.

A shape is a document without its words and addresses: which members it has and how many of each. PyLD turns a shape into RDF
with a mark in the place of each word; afterwards the words are put where the marks stand, and pyoxigraph puts the quads into
canonical order (W3C RDFC-1.0). Whatever is in doubt is made by PyLD as a whole, and told.
"""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from typing import Any

import structlog

from .canonical import NotCanonical, canonical, dataset_of

KNOWN = {"pyld": "3.3.0", "pyoxigraph": "0.5.13"}  # with which both ways were proved to give the same bytes
MOST_SHAPES = 64
AGAIN = 500  # forms between two proofs
WORDS = {
    "name", "description", "narrative", "caption", "identifier", "identityHash", "salt", "value", "statusListIndex",
    "validFrom", "validUntil", "awardedDate", "activityStartDate", "activityEndDate", "created",
}  # fmt: skip
ADDRESSES = {"id", "url", "resultDescription", "statusListCredential"}
_MARK = re.compile(r"urn:mark:(\d+)")
_ADDRESS = re.compile(r"(?:https?://|urn:uuid:|did:web:)[\w!#$%&'()*+,./:;=?@~-]+", re.ASCII)
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")  # the two libraries write these differently
log = structlog.get_logger(__name__)


class Unfit(Exception):
    """This document has to be made by PyLD; the reason in words."""


@dataclass(frozen=True)
class Slot:
    """A word's or an address's place in a quad."""

    at: int
    datatype: Any = None  # None: an address


@dataclass
class Shape:
    quads: list[tuple[Any, Any, Any]] = field(default_factory=list)  # terms of pyoxigraph and Slots
    trouble: str = ""
    filled: int = 0


_shapes: OrderedDict[str, Shape] = OrderedDict()


def forget() -> None:
    _shapes.clear()


class Quick:
    """Gives the canonical form of a document, as `canonical` does, and remembers why PyLD had to make it."""

    def __init__(self) -> None:
        self.why = ""

    def __call__(self, document: dict[str, Any]) -> bytes:
        try:
            return _filled(document)
        except Unfit as problem:
            self.why = str(problem)
            log.info("credential_not_compiled", why=self.why)
            return canonical(document)

    @property
    def told(self) -> dict[str, str]:
        """For the history, which counts how many were made which way."""
        return {"form": "full", "form_why": self.why} if self.why else {"form": "compiled"}


def _filled(document: dict[str, Any]) -> bytes:
    values: list[tuple[str, str]] = []
    marked = _marked(document, "", values)
    key = json.dumps(marked)
    if key not in _shapes:
        _learn(key, marked, values, document)
        raise Unfit("the first of its shape")
    _shapes.move_to_end(key)
    shape = _shapes[key]
    if shape.trouble:
        raise Unfit(shape.trouble)
    data = _written(shape, values)
    shape.filled += 1
    if shape.filled % AGAIN == 0 and data != canonical(document):
        raise Unfit(_disproved(shape, key))
    return data


def _learn(key: str, marked: dict[str, Any], values: list[tuple[str, str]], document: dict[str, Any]) -> None:
    """A shape must give PyLD's own bytes for the very document it was learned from."""
    if trouble := _unknown_library():
        raise Unfit(trouble)
    shape = Shape()
    try:
        shape.quads = _quads(marked, len(values))
        if _written(shape, values) != canonical(document):
            _disproved(shape, key)
    except _ValueUnfit:
        raise  # its words are odd, the shape may be sound: the next document shows
    except (Unfit, NotCanonical) as problem:
        shape.trouble = str(problem)
    _shapes[key] = shape
    while len(_shapes) > MOST_SHAPES:
        _shapes.popitem(last=False)


class _ValueUnfit(Unfit):
    pass


def _disproved(shape: Shape, key: str) -> str:
    shape.trouble = "the two forms differ"
    log.error("compiled_credential_differs", shape=key[:2000])
    return shape.trouble


@cache
def _unknown_library() -> str:
    found = {name: version(name) for name in KNOWN}
    return "" if found == KNOWN else f"not proved with {found}"


def _marked(value: Any, term: str, values: list[tuple[str, str]]) -> Any:
    """The document with a mark for each word and address; these are put aside with their terms."""
    if isinstance(value, dict):
        return {name: _marked(value[name], name, values) for name in sorted(value)}
    if isinstance(value, list):
        return [_marked(item, term, values) for item in value]
    if isinstance(value, str) and term in WORDS | ADDRESSES:
        values.append((term, value))
        return f"urn:mark:{len(values) - 1}"
    return value


def _quads(marked: dict[str, Any], count: int) -> list[tuple[Any, Any, Any]]:
    """A mark stands for a whole term, and each is found: a word once, an address at least once."""
    dataset = dataset_of(marked)
    if set(dataset) != {"@default"}:
        raise Unfit("more than one graph")
    quads = [(_term(row["subject"]), _term(row["predicate"]), _term(row["object"])) for row in dataset["@default"]]
    slots = [term for quad in quads for term in quad if isinstance(term, Slot)]
    words = [slot.at for slot in slots if slot.datatype]
    if {slot.at for slot in slots} != set(range(count)) or len(words) != len(set(words)):
        raise Unfit("a word is not where it was expected")
    return quads


def _term(said: dict[str, str]) -> Any:
    from pyoxigraph import BlankNode, Literal, NamedNode

    found = _MARK.fullmatch(said["value"])
    if not found and _MARK.search(said["value"]):
        raise Unfit("a word is a part of another")
    if said["type"] == "blank node":
        return BlankNode(said["value"].removeprefix("_:"))
    if said["type"] == "IRI":
        return Slot(int(found[1])) if found else NamedNode(said["value"])
    if "language" in said:
        raise Unfit("a word has a language of its own")
    datatype = NamedNode(said["datatype"])
    return Slot(int(found[1]), datatype) if found else Literal(said["value"], datatype=datatype)


def _written(shape: Shape, values: list[tuple[str, str]]) -> bytes:
    from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, serialize

    for term, value in values:
        if _ODD.search(value) or (term in ADDRESSES and not _ADDRESS.fullmatch(value)):
            raise _ValueUnfit(f"an odd {term}")
    quads = [Quad(*(_put(term, values) for term in quad)) for quad in shape.quads]
    if any(_alike(quads)):
        raise _ValueUnfit("two nodes are alike")
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = (serialize(dataset, format=RdfFormat.N_QUADS) or b"").split(b"\n")[:-1]
    return b"".join(line + b"\n" for line in sorted(lines))  # UTF-8 sorts as its code points do


def _put(term: Any, values: list[tuple[str, str]]) -> Any:
    from pyoxigraph import Literal, NamedNode

    if not isinstance(term, Slot):
        return term
    value = values[term.at][1]
    return Literal(value, datatype=term.datatype) if term.datatype else NamedNode(value)


def _alike(quads: list[Any]) -> Iterator[bool]:
    """Nodes without a name that say the same: PyLD would be told to refuse them, and nothing is signed that is refused later."""
    from pyoxigraph import BlankNode

    said: dict[Any, set[Any]] = {}
    for quad in quads:
        if isinstance(quad.subject, BlankNode):
            said.setdefault(quad.subject, set()).add((quad.predicate, None if isinstance(quad.object, BlankNode) else quad.object))
    seen = set()
    for words in map(frozenset, said.values()):
        yield words in seen
        seen.add(words)
