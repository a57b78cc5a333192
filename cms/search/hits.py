"""Hits as a page shows them. Two queries however many there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .grouping import Group
from .models import EntryTag, SearchEntry
from .passages import passage
from .sources import Kind, sources


@dataclass(frozen=True)
class Hit:
    title: str
    url: str
    kind: Kind
    passage: SafeString
    context: str
    language: str
    status: str
    status_label: str
    city: str
    year: int | None
    others: int  # other parts of the same thing that have the words


def hits_of(groups: list[Group], tags: Collection[str], words: Collection[str]) -> list[Hit]:
    ids = [group.best.entry for group in groups]
    entries = SearchEntry.objects.in_bulk(ids)
    ways = _ways(ids, tags)
    return [_hit(entries[pk], ways.get(pk, ""), group, words) for group, pk in zip(groups, ids, strict=True) if pk in entries]


def _ways(ids: list[int], tags: Collection[str]) -> dict[int, str]:
    """Where whoever comes by their own tag is led rather than to the public address: the latest way."""
    rows = EntryTag.objects.filter(entry__in=ids, tag__in=tags).exclude(url="").order_by("pk")
    return dict(rows.values_list("entry", "url"))


def _hit(entry: SearchEntry, way: str, group: Group, words: Collection[str]) -> Hit:
    told = passage(entry.text, words)
    url, context = entry.lines[told.line] if told.line < len(entry.lines) else ("", entry.context)
    return Hit(
        title=entry.title,
        url=url or way or entry.url,
        kind=_kind(entry.kind),
        passage=told.html,
        context=context,
        language=entry.language,
        status=entry.status,
        status_label=str(sources.statuses.get(entry.status, "")),
        city=entry.city,
        year=entry.year,
        others=group.parts - 1 if told.met else 0,  # parts found by their common title say nothing
    )


@dataclass(frozen=True)
class Suggestion:
    title: str
    url: str
    kind: Kind


def addressed(groups: list[Group], tags: Collection[str]) -> list[Suggestion]:
    """Titles with their addresses, each once."""
    ids = [group.best.entry for group in groups]
    rows = {pk: (title, url, kind) for pk, title, url, kind in SearchEntry.objects.filter(pk__in=ids).values_list("pk", "title", "url", "kind")}
    ways = _ways(ids, tags)
    made = [Suggestion(rows[pk][0], ways.get(pk) or rows[pk][1], _kind(rows[pk][2])) for pk in ids if pk in rows]
    return list({row.title: row for row in reversed(made)}.values())[::-1]


def _kind(name: str) -> Kind:
    return sources.kinds.get(name) or Kind(name, name)
