"""The one place where the index is asked: entries that match, that the asker may find, within what they narrowed to. Best first."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from .storing import TABLE

MOST = 1_000  # entries of one answer that are ranked, counted and turned over
_FACTS = "e.id, e.thing_id, e.grouped, e.language, e.kind, e.year, e.city, e.status, e.topics"
_BM25 = "-bm25(search_words, 8.0, 1.0, 6.0, 1.0)"
_TS_RANK = "ts_rank('{0.1, 0.3, 0.7, 1.0}', w.words, q.asked, 1)"


@dataclass(frozen=True)
class Narrowed:
    """What a reader chose: of each facet any of its values."""

    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    cities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.kinds, self.topics, self.years, self.cities, self.languages, self.statuses))


@dataclass(frozen=True)
class Match:
    entry: int
    thing: int
    group: str
    language: str
    kind: str
    year: int | None
    city: str
    status: str
    topics: dict[str, str] = field(hash=False)
    score: float = 0.0


def matches(asked: str, tags: Collection[str], narrowed: Narrowed, *, most: int = MOST) -> list[Match]:
    """`asked` is in the database's own words (`nodes.expression`)."""
    conditions, values = _conditions(tags, narrowed)
    where = " AND ".join(conditions)
    if connection.vendor == "sqlite":
        line = f"""SELECT {_FACTS}, {_BM25} AS score FROM {TABLE} JOIN search_searchentry e ON e.id = {TABLE}.rowid
            WHERE {TABLE} MATCH %s AND {where} ORDER BY score DESC, e.id LIMIT {most}"""
        return _rows(line, [asked, *values])
    # The best of very many are not looked for among all: titles first, then as many others as are ranked.
    line = f"""WITH q AS (SELECT %s::tsquery AS asked, %s::tsquery AS titled), picked AS (
            (SELECT w.entry_id FROM q, {TABLE} w JOIN search_searchentry e ON e.id = w.entry_id WHERE w.words @@ q.titled AND {where} LIMIT {most})
            UNION (SELECT w.entry_id FROM q, {TABLE} w JOIN search_searchentry e ON e.id = w.entry_id WHERE w.words @@ q.asked AND {where} LIMIT {most}))
        SELECT {_FACTS}, {_TS_RANK} AS score FROM q, picked JOIN {TABLE} w USING (entry_id) JOIN search_searchentry e ON e.id = picked.entry_id
        ORDER BY score DESC, e.id LIMIT {most}"""
    titled = asked.replace(":AB", ":A").replace(":*AB", ":*A").replace(":CD", ":C").replace(":*CD", ":*C")
    return _rows(line, [asked, titled, *values, *values])


def numbered(number: str, tags: Collection[str], narrowed: Narrowed) -> list[Match]:
    """Entries of the act with this very number."""
    conditions, values = _conditions(tags, narrowed)
    line = f"SELECT {_FACTS}, 1.0 FROM search_searchentry e WHERE e.number = %s AND {' AND '.join(conditions)} ORDER BY e.id LIMIT {MOST}"
    return _rows(line, [number, *values])


def _conditions(tags: Collection[str], narrowed: Narrowed) -> tuple[list[str], list[Any]]:
    known = sorted(tags)
    conditions = [f"EXISTS (SELECT 1 FROM search_entrytag t WHERE t.entry_id = e.id AND t.tag IN ({_marks(known)}))"]
    values: list[Any] = [*known]
    columns: list[tuple[str, Sequence[Any]]] = [
        ("kind", narrowed.kinds), ("year", narrowed.years), ("city", narrowed.cities), ("language", narrowed.languages), ("status", narrowed.statuses),
    ]  # fmt: skip
    for column, chosen in columns:
        if chosen:
            conditions.append(f"e.{column} IN ({_marks(chosen)})")
            values += chosen
    if narrowed.topics:
        has = "EXISTS (SELECT 1 FROM json_each(e.topics) j WHERE j.key = %s)" if connection.vendor == "sqlite" else "jsonb_exists(e.topics, %s)"
        conditions.append(f"({' OR '.join([has] * len(narrowed.topics))})")
        values += narrowed.topics
    return conditions, values


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _rows(line: str, values: Sequence[Any]) -> list[Match]:
    with connection.cursor() as cursor:
        cursor.execute(line, values)
        return [Match(*row[:8], topics=json.loads(row[8]) if isinstance(row[8], str) else row[8], score=row[9]) for row in cursor.fetchall()]
