"""RDF Dataset Canonicalization (W3C RDFC-1.0) of our own two vocabularies. Nothing is ever fetched."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

VC = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_FILES = {VC: "credentials-v2.json", OPEN_BADGES: "open-badges-3.0.3.json"}


class NotCanonical(Exception):
    """The document means nothing in our vocabularies, or means less than it says."""


@cache
def _context(name: str) -> str:
    return (Path(__file__).parent / "contexts" / name).read_text(encoding="utf-8")


def load(url: str, options: Any = None) -> dict[str, Any]:
    """The only document loader: the bundled contexts, and no others."""
    if url not in _FILES:
        raise NotCanonical(f"not a bundled context: {url}")
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": json.loads(_context(_FILES[url]))}


def canonical(document: dict[str, Any]) -> bytes:
    """N-Quads in canonical order. Every word must have a meaning: what a vocabulary lacks would be signed by nobody."""
    with _told_as_not_canonical():
        return _plain().main(_dataset(document), {"format": "application/n-quads"}).encode()


def dataset_of(document: dict[str, Any]) -> dict[str, Any]:
    """PyLD's quads by graph, before their order."""
    with _told_as_not_canonical():
        return _dataset(document)


def _dataset(document: dict[str, Any]) -> dict[str, Any]:
    from pyld import jsonld  # met at the first signature, not at the start of every process: 0.4 s

    options: Any = {"documentLoader": load, "base": None}  # without a base nothing becomes an address by accident
    expanded = jsonld.expand(copy.deepcopy(document), options, on_property_dropped=_refuse)
    _absolute(expanded)
    return jsonld.to_rdf(expanded, options)


@contextmanager
def _told_as_not_canonical() -> Iterator[None]:
    from pyld import jsonld

    try:
        yield
    except NotCanonical:
        raise
    except (jsonld.JsonLdError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise NotCanonical(str(problem)[:200]) from problem


def _plain() -> Any:
    """Refuses what only hostile documents need: nodes alike to the last word, compared in every order."""
    from pyld.canon import URDNA2015

    class Plain(URDNA2015):
        def hash_n_degree_quads(self, id_: str, issuer: Any) -> Any:
            raise NotCanonical("two nodes are alike")

    return Plain()


def _refuse(name: str | None) -> None:
    raise NotCanonical(f"a word without a meaning: {name}")


def _absolute(value: Any) -> None:
    """A kind or a name that no vocabulary makes an address would be left out of what is signed."""
    if isinstance(value, list):
        for item in value:
            _absolute(item)
    elif isinstance(value, dict):
        named = value.get("@type", []) if "@value" not in value else []
        for name in [*(named if isinstance(named, list) else [named]), *([value["@id"]] if "@id" in value else [])]:
            if ":" not in name:
                _refuse(name)
        for inner in value.values():
            _absolute(inner)
