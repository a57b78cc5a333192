"""The search at size: what people type over the demo beside Wagtail's own search, then latency among very many documents."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from statistics import median, quantiles
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from cms.search.indexing import rebuild, write_words
from cms.search.models import EntryTag, SearchEntry, SearchThing
from cms.search.normalising import tokens
from cms.search.querying import search, suggest
from cms.search.sources import PUBLIC
from tests.cms.search.wanted import make_corpus, names_of, ours, queries, wagtails

from .school import School
from .table import Row

GROUP = "search"
DOCUMENTS = {"sqlite": 10_000, "postgresql": 100_000}
WORDS, BATCH, ASKED = 200, 500, 200
SLOWEST, SUGGESTED = 50, 100  # ms, p95: of database time, of a suggestion


def run(school: School | None) -> list[Row]:
    if school is None:
        make_corpus()
    else:
        rebuild()
    rows = recall_rows()
    number = int(os.environ.get("SEARCH_DOCUMENTS", DOCUMENTS[connection.vendor]))
    return [*rows, *size_rows(number), *latency_rows(number), dictionary_row()]


def recall_rows() -> list[Row]:
    asked = [(query, names_of(wanted)) for query, wanted in queries()]
    found = sum(bool(names & ours(query)) for query, names in asked) / len(asked)
    theirs = [bool(names & wagtails(query)) for query, names in asked]
    worse = sum(there and not names & ours(query) for (query, names), there in zip(asked, theirs, strict=True))
    first = sum(
        search(query, tags={PUBLIC, "coordinate"}, language="uk", size=1).hits[:1] != [] and bool(names & _first(query)) for query, names in asked
    )
    wagtail = sum(theirs) / len(asked)
    return [
        Row(
            GROUP,
            f"recall at 10, {len(asked)} queries of people (baseline: Wagtail’s)",
            round(found, 3),
            "share",
            round(wagtail, 3),
            None,
            "≥ 0.97",
            found >= 0.97,
        ),
        Row(GROUP, "wanted page is the very first", round(first / len(asked), 3), "share"),
        Row(GROUP, "queries that Wagtail answers and ours does not", worse, "queries of people", goal="0", ok=worse == 0),
    ]


def _first(query: str) -> set[str]:
    return {hit.title for hit in search(query, tags={PUBLIC, "coordinate"}, language="uk", size=1).hits}


def vocabulary() -> list[str]:
    """Words of the demo, in the forms in which they stand there."""
    files = sorted((settings.BASE_DIR / "school" / "demo" / "content").rglob("*.yaml"))
    words = {token.word for file in files for token in tokens(file.read_text(encoding="utf-8")) if len(token.word) > 2 and token.word[0] > "z"}
    return sorted(words)


def texts(number: int, words: list[str]) -> Any:
    """Documents whose words are as uneven as those of a language."""
    chance = random.Random(2012)
    shuffled = chance.sample(words, len(words))
    weights = [1 / (place + 5) for place in range(len(words))]
    for at in range(number):
        yield f"Документ {at} {' '.join(chance.choices(shuffled, k=3))}", " ".join(chance.choices(shuffled, weights, k=WORDS))


def size_rows(number: int) -> list[Row]:
    before, began = _bytes(), time.monotonic()
    made = texts(number, vocabulary())
    done = 0
    while batch := list(islice(made, BATCH)):
        _put(batch, done)
        done += len(batch)
        print(f"  {done:,} documents, {time.monotonic() - began:.0f} s", end="\r", file=sys.stderr)
    took = time.monotonic() - began
    return [
        Row(GROUP, f"documents of {WORDS} words indexed", round(number / took, 1), "a second"),
        Row(GROUP, "index and entry of a document, its text in it", round((_bytes() - before) / number), "bytes"),
    ]


@transaction.atomic
def _put(batch: list[tuple[str, str]], done: int) -> None:
    things = SearchThing.objects.bulk_create([SearchThing(source="bench", object=f"{done + at}", done=1) for at in range(len(batch))])
    entries = [
        SearchEntry(
            thing=thing, language="uk", kind="page", grouped=f"bench:{thing.object}", title=title, text=text, url=f"/{thing.object}/",
            year=2010 + int(thing.object) % 16, city=f"Місто {int(thing.object) % 40}", topics={f"t{int(thing.object) % 12}": "Тема"},
        )
        for thing, (title, text) in zip(things, batch, strict=True)
    ]  # fmt: skip
    SearchEntry.objects.bulk_create(entries)
    EntryTag.objects.bulk_create([EntryTag(entry=entry, tag=PUBLIC) for entry in entries])
    write_words(entries)


def _bytes() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def latency_rows(number: int) -> list[Row]:
    """Two words of the collection, one often met and one seldom; half of them narrowed by nothing, as people ask."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE search_words, search_searchentry, search_entrytag")
    chance, words = random.Random(7), vocabulary()
    asked = [" ".join(chance.sample(words, 2)) for _turn in range(ASKED)]
    common = [query for query, _wanted in queries()]
    begun = [word[: chance.randint(3, 6)] for word in chance.sample(words, ASKED)]
    rows = []
    for name, texts_asked in (("two chance words", asked), ("queries of people", common)):
        whole, database = _times(texts_asked, lambda text: search(text, tags={PUBLIC, "coordinate"}, language="uk"))
        p95 = quantiles(database, n=20)[-1]
        rows += [
            Row(GROUP, f"{name} among {number:,}: database time, p50", round(median(database), 2), "ms"),
            Row(GROUP, f"{name} among {number:,}: database time, p95", round(p95, 2), "ms", goal=f"≤ {SLOWEST}", ok=p95 <= SLOWEST),
            Row(GROUP, f"{name} among {number:,}: the whole answer, p95", round(quantiles(whole, n=20)[-1], 2), "ms"),
        ]
    whole, _database = _times(begun, lambda text: suggest(text, tags={PUBLIC}, language="uk"))
    p95 = quantiles(whole, n=20)[-1]
    return [*rows, Row(GROUP, f"suggestion among {number:,}, p95", round(p95, 2), "ms", goal=f"≤ {SUGGESTED}", ok=p95 <= SUGGESTED)]


def _times(asked: list[str], ask: Callable[[str], Any]) -> tuple[list[float], list[float]]:
    """Milliseconds of each: all of it, and what the database took."""
    whole, database = [], []
    for text in asked[:5]:
        ask(text)
    for text in asked:
        spent = 0.0

        def timed(execute: Any, *args: Any) -> Any:
            nonlocal spent
            began = time.perf_counter()
            try:
                return execute(*args)
            finally:
                spent += (time.perf_counter() - began) * 1000

        began = time.perf_counter()
        with connection.execute_wrapper(timed):
            ask(text)
        whole.append((time.perf_counter() - began) * 1000)
        database.append(spent)
    return whole, database


def dictionary_row() -> Row:
    """In a process of its own: before the first word, and after it."""
    code = (
        "from cms.search.lemmas import forms; rss = lambda: int(open('/proc/self/statm').read().split()[1]) * 4; a = rss(); forms('людей'); "
        "forms('services'); print(rss() - a)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=settings.BASE_DIR, check=True).stdout
    return Row(GROUP, "memory of the dictionary, once it is asked", round(int(said) / 1024, 1), "MB")
