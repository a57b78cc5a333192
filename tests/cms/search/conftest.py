from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

import pytest

from cms.search import vocabulary
from cms.search.indexing import index_entry
from cms.search.querying import Found, search
from cms.search.sources import PUBLIC, Entry, Kind, Source, sources


class Shelf:
    """A source of a test: what is put there is indexed at once."""

    def __init__(self) -> None:
        self.entries: dict[str, list[Entry]] = {}

    def given(self, ids: Collection[str]) -> Iterator[Entry]:
        for one in ids:
            yield from self.entries.get(one, [])

    def stamps(self) -> Iterator[tuple[str, str]]:
        for one, entries in self.entries.items():
            yield one, str(hash(tuple((row.title, row.text) for row in entries)))

    def put(self, title: str, text: str = "", **rest: Any) -> str:
        number = rest.pop("object", f"{len(self.entries) + 1}")
        values = {"language": "uk", "kind": "test", "url": f"/{number}/", "tags": {PUBLIC: ""}, **rest}
        self.entries.setdefault(number, []).append(Entry(object=number, title=title, text=text, **values))
        index_entry("test", number)
        return number


@pytest.fixture
def shelf(db: None) -> Iterator[Shelf]:
    made = Shelf()
    sources.register(Source("test", made.given, made.stamps, kinds=[Kind("test", "Проба")], statuses={"lapsed": "Втратив чинність"}))
    vocabulary.forget_loaded()
    yield made
    del sources._sources["test"], sources.kinds["test"], sources.statuses["lapsed"]


@pytest.fixture
def find() -> Callable[..., list[str]]:
    def titles(query: str, **rest: Any) -> list[str]:
        return [hit.title for hit in found(query, **rest).hits]

    return titles


def found(query: str, **rest: Any) -> Found:
    return search(query, **{"tags": {PUBLIC}, "language": "uk", **rest})
