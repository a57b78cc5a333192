"""Bringing the index in line with what there is. Each thing is replaced in a transaction of its own: readers go on finding meanwhile."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, replace
from itertools import islice

from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.utils import timezone

from . import storing, vocabulary, waiting
from .attachments import with_files
from .models import EntryTag, SearchEntry, SearchThing
from .normalising import fold_number
from .plain import tidy
from .sources import Entry, Source, sources

LONGEST = 8_000  # signs of an entry: what is longer is several, so that a passage is near what was looked for
BATCH = 50
MENDING = "search-mending"  # in the cache while lost words are given back: the page says so


def catch_up() -> int:
    """Index what waits, until nothing does. Safe to be done by two at once."""
    count = 0
    while rows := waiting.due():
        for thing in rows:
            index_thing(thing)
        count += len(rows)
    return count


def index_entry(source: str, object: str) -> None:
    """One object, here and now."""
    thing, _new = SearchThing.objects.get_or_create(source=source, object=object)
    index_thing(thing)


def index_thing(thing: SearchThing, *, force: bool = False) -> bool:
    """Whether it went well."""
    try:
        source = sources.get(thing.source)
        entries = list(with_files(source.entries([thing.object]), thing.source)) if source else []
        _put(thing, entries, force=force)
    except Exception as problem:
        waiting.failed(thing, problem)
        return False
    return True


@transaction.atomic
def _put(thing: SearchThing, entries: list[Entry], *, force: bool = False) -> None:
    """What was read after `wanted` stood where `thing` has it is put in; a later change goes on waiting."""
    held = SearchThing.objects.select_for_update().filter(pk=thing.pk).first()
    if held is None or held.done > thing.wanted:
        return
    entries = [piece for entry in entries for piece in _pieces(entry)]
    digest = _digest(entries)
    if force or digest != held.digest:
        _erase(held)
        _write(held, entries)
    held.done, held.digest, held.indexed_at, held.problem, held.failures = thing.wanted, digest, timezone.now(), "", 0
    held.save(update_fields=["done", "digest", "indexed_at", "problem", "failures"])


def _digest(entries: list[Entry]) -> str:
    return hashlib.sha256(json.dumps([asdict(entry) for entry in entries], sort_keys=True, default=str).encode()).hexdigest()


def _pieces(entry: Entry) -> Iterator[Entry]:
    """A long text in pieces, cut between words."""
    text = tidy(entry.text)
    entry = entry if len(entry.lines) == text.count("\n") + 1 and len(text) <= LONGEST else replace(entry, lines=())
    at, number = 0, 0
    while number == 0 or at < len(text):
        end = len(text) if len(text) - at <= LONGEST else max(text.rfind(" ", at, at + LONGEST), at + LONGEST // 2)
        yield replace(entry, text=text[at:end].strip(), part=f"{entry.part}~{number}" if number else entry.part)
        at, number = end, number + 1


def forget(source: str, object: str) -> None:
    thing = SearchThing.objects.filter(source=source, object=object).first()
    if thing is not None:
        with transaction.atomic():
            _erase(thing)
            thing.delete()


def _erase(thing: SearchThing) -> None:
    ids = list(thing.entries.values_list("pk", flat=True))
    if ids:
        storing.erase(ids)
        EntryTag.objects.filter(entry__thing=thing).delete()
        thing.entries.all().delete()


def _write(thing: SearchThing, entries: list[Entry]) -> None:
    rows = [_row(thing, entry) for entry in entries]
    SearchEntry.objects.bulk_create(rows, batch_size=200)
    tags = [EntryTag(entry=row, tag=tag, url=url) for row, entry in zip(rows, entries, strict=True) for tag, url in entry.tags.items()]
    EntryTag.objects.bulk_create(tags, batch_size=500)
    write_words(rows)


def write_words(rows: Collection[SearchEntry]) -> None:
    made = [storing.words_of(row.pk, row.title, f"{row.text} {row.context}") for row in rows]
    vocabulary.remember({word for one in made for word in one.vocabulary})
    storing.write(made)


def _row(thing: SearchThing, entry: Entry) -> SearchEntry:
    return SearchEntry(
        thing=thing, part=entry.part, language=entry.language, kind=entry.kind, grouped=entry.group or f"{thing.source}:{entry.object}",
        title=entry.title[:500], text=entry.text, context=entry.context[:300], url=entry.url, year=entry.year, city=entry.city,
        status=entry.status, number=fold_number(entry.number), topics=dict(entry.topics),
        lines=[list(line) for line in entry.lines],
    )  # fmt: skip


# --- the whole ---------------------------------------------------------------------------------------


def sweep() -> int:
    """Find what nobody said: changed, new and vanished objects, and entries whose words were lost. Then catch up."""
    mend_table()
    for source in sources:
        there = dict(source.stamps())
        known = dict(SearchThing.objects.filter(source=source.name).values_list("object", "stamp"))
        changed = [one for one, stamp in there.items() if known.get(one) != stamp]
        for one in known.keys() - there.keys():
            forget(source.name, one)
        waiting.want(source.name, *changed)
        _keep_stamps(source, {one: there[one] for one in changed})
    for row in SearchThing.objects.exclude(source__in=[source.name for source in sources]):
        forget(row.source, row.object)
    return catch_up() + _give_words_back()


def _keep_stamps(source: Source, stamps: dict[str, str]) -> None:
    rows = list(SearchThing.objects.filter(source=source.name, object__in=list(stamps)))
    for row in rows:
        row.stamp = stamps[row.object]
    SearchThing.objects.bulk_update(rows, ["stamp"], batch_size=200)


def mend_table() -> bool:
    """Make the table of words anew if it is lost or torn. Whether it had to be."""
    try:
        with transaction.atomic():
            if storing.table_stands():
                return False
    except DatabaseError:
        pass
    with transaction.atomic():
        storing.drop_table()
        storing.make_table()
    cache.set(MENDING, True, 3_600)
    return True


def _give_words_back() -> int:
    lost = SearchEntry.objects.extra(where=[storing.without_words()]).order_by("pk")
    count = 0
    while rows := list(lost[:BATCH]):
        with transaction.atomic():
            write_words(rows)
        count += len(rows)
    cache.delete(MENDING)
    return count


def rebuild(say: Callable[[str], object] = lambda line: None) -> int:
    """Everything anew, thing by thing, while readers go on finding what stood there before."""
    mend_table()
    count = 0
    for source in sources:
        there = dict(source.stamps())
        for one in set(SearchThing.objects.filter(source=source.name).values_list("object", flat=True)) - there.keys():
            forget(source.name, one)
        objects = iter(there)
        while batch := list(islice(objects, BATCH)):
            waiting.want(source.name, *batch)
            _keep_stamps(source, {one: there[one] for one in batch})
            for thing in SearchThing.objects.filter(source=source.name, object__in=batch):
                count += index_thing(thing, force=True)
        say(f"{source.name}: {len(there)}")
    cache.delete(MENDING)
    return count
