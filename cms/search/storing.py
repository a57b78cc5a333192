"""The table of words: FTS5 on SQLite, one stored tsvector on PostgreSQL. Each row belongs to an entry by its id.

Four columns of words: forms and spellings, of the title and of the text. Forms find what is inflected, spellings what is quoted or unfinished.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from .lemmas import lemmas
from .normalising import said

TABLE = "search_words"
MOST_POSITIONS = 8_000  # two places a word: a tsvector counts to 16,383
SQLITE = f"""CREATE VIRTUAL TABLE {TABLE} USING fts5(title, body, title_said, body_said, tokenize='ascii', prefix='2 3 4')"""
POSTGRESQL = [
    f"CREATE TABLE {TABLE} (entry_id bigint PRIMARY KEY, words tsvector NOT NULL)",
    f"CREATE INDEX {TABLE}_found ON {TABLE} USING gin (words)",
]


@dataclass(frozen=True)
class Words:
    """What is written into the index of an entry."""

    entry: int
    title: list[tuple[str, ...]]
    body: list[tuple[str, ...]]
    title_said: list[str]
    body_said: list[str]

    @property
    def vocabulary(self) -> set[str]:
        return {*self.title_said, *self.body_said, *(form for row in (*self.title, *self.body) for form in row)}


def words_of(entry: int, title: str, text: str) -> Words:
    return Words(entry, lemmas(title), lemmas(text), said(title), said(text))


def make_table(using: Any = connection) -> None:
    with using.cursor() as cursor:
        for line in [SQLITE] if using.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(line)


def drop_table(using: Any = connection) -> None:
    with using.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def table_stands() -> bool:
    """Whether the words are there and can be read."""
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return False
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('integrity-check')")
    return True


def write(rows: Iterable[Words]) -> None:
    made = [_sqlite(row) if connection.vendor == "sqlite" else _postgresql(row) for row in rows]
    if not made:
        return
    line = (
        f"INSERT OR REPLACE INTO {TABLE}(rowid, title, body, title_said, body_said) VALUES (%s, %s, %s, %s, %s)"
        if connection.vendor == "sqlite"
        else f"INSERT INTO {TABLE}(entry_id, words) VALUES (%s, %s::tsvector) ON CONFLICT (entry_id) DO UPDATE SET words = EXCLUDED.words"
    )
    with connection.cursor() as cursor:
        cursor.executemany(line, made)


def erase(entries: Sequence[int]) -> None:
    key = "rowid" if connection.vendor == "sqlite" else "entry_id"
    with connection.cursor() as cursor:
        for at in range(0, len(entries), 500):
            some = entries[at : at + 500]
            cursor.execute(f"DELETE FROM {TABLE} WHERE {key} IN ({', '.join(['%s'] * len(some))})", list(some))


def without_words() -> str:
    """A condition: entries of which the table knows nothing."""
    known = f"SELECT id FROM {TABLE}_docsize" if connection.vendor == "sqlite" else f"SELECT entry_id FROM {TABLE}"
    return f"search_searchentry.id NOT IN ({known})"


def _sqlite(row: Words) -> tuple[Any, ...]:
    def flat(forms: list[tuple[str, ...]]) -> str:
        return " ".join(form for some in forms for form in some)

    return (row.entry, flat(row.title), flat(row.body), " ".join(row.title_said), " ".join(row.body_said))


def _postgresql(row: Words) -> tuple[Any, ...]:
    """Weights: A forms of the title, B of the text, C spellings of the title, D of the text. Words stand two places apart: forms on even ones."""
    places: dict[str, list[str]] = {}
    for forms, spelt, weights, begins in ((row.title, row.title_said, "AC", 1), (row.body, row.body_said, "B", len(row.title) + 10)):
        for at, (some, word) in enumerate(zip(forms, spelt, strict=True), begins):
            if at > MOST_POSITIONS:
                break
            for form in some:
                places.setdefault(form, []).append(f"{at * 2}{weights[0]}")
            places.setdefault(word, []).append(f"{at * 2 + 1}{weights[1:]}")
    return (row.entry, " ".join(f"'{word}':{','.join(at[:250])}" for word, at in places.items()))
