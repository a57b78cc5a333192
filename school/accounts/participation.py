"""Who took part in what, gathered from the rooms above, each of which registers what it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from school.foundation.calendar import KYIV, deadline

from .cities import Gazetteer
from .models import City

# What a room asks of a person beside its own columns, in this order; said at the time rules over it.
PERSON = ("user_id", "user__profile__category", "user__profile__city_id", "user__profile__organisation__name")


@dataclass(frozen=True, slots=True)
class Event:
    """A day, a run, a webinar. `kind` is the award's; `label` says in words what it was: an internship, a conference, a course."""

    kind: str
    key: str
    title: str
    label: str
    project: int | None


@dataclass(frozen=True, slots=True)
class Participation:
    """A person took part for certain. `key` is the award's key; `city` is null where `city_words` name none of the list."""

    event: Event
    on: date
    hours: Decimal
    key: str
    person: int
    category: str
    city: City | None
    city_words: str
    organisation: str


# Takes the first instant that no longer counts (none: all), the cities, a language and whose (none: everybody's); asks the same however many took part.
Provider = Callable[[datetime | None, Gazetteer, str, int | None], Iterable[Participation]]
_providers: dict[str, Provider] = {}


def register(kind: str, provider: Provider) -> None:
    _providers[kind] = provider


def participations(language: str, till: date | None = None, person: int | None = None) -> list[Participation]:
    """Of all kinds, that last day included, the earliest first; of one person or of everybody."""
    gazetteer, before = Gazetteer(), deadline(till) if till else None
    rows = [row for provider in _providers.values() for row in provider(before, gazetteer, language, person)]
    return sorted(rows, key=lambda row: (row.on, row.event.kind, row.event.key, row.person))


def took_part(
    gazetteer: Gazetteer, event: Event, on: datetime, hours: Decimal, key: str, person: tuple[Any, ...], *, city: str = "", organisation: str = ""
) -> Participation:
    """`person` are the columns of PERSON; `city` and `organisation` are the words of the time, where the room keeps them."""
    user, category, own, house = person
    found = gazetteer.find(city, own)
    named = gazetteer.label(found) if found else city
    return Participation(event, on.astimezone(KYIV).date(), hours, key, user, category or "", found, named, organisation or house or "")


def cities_over_time(rows: Iterable[Participation]) -> Iterator[tuple[date, list[str]]]:
    """Each date that somebody came from a new city, with the new cities."""
    seen: set[str] = set()
    news: dict[date, list[str]] = {}
    for row in rows:
        if row.city_words and row.city_words not in seen:
            seen.add(row.city_words)
            news.setdefault(row.on, []).append(row.city_words)
    yield from news.items()
