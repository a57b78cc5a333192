"""Matches put together: one hit a group, and how many there are of each kind, year and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import gettext as _

from .matching import Match, Narrowed
from .sources import sources

IN_ONES_LANGUAGE = 1.4  # how much more a hit in the reader's language weighs
MOST_VALUES = 12
LANGUAGES = {"uk": "Українська", "en": "English"}


@dataclass
class Group:
    best: Match
    parts: int  # in how many of its parts the words are


@dataclass(frozen=True)
class Value:
    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    values: list[Value]


def groups_of(rows: Iterable[Match], language: str, *, first: Iterable[Match] = ()) -> list[Group]:
    """The best first; those in `first` before all."""
    weighed = [replace(row, score=row.score * (IN_ONES_LANGUAGE if row.language == language else 1)) for row in rows]
    ordered = [*sorted(first, key=lambda row: row.language != language), *sorted(weighed, key=lambda row: -row.score)]
    groups: dict[str, Group] = {}
    met: dict[str, set[int]] = {}
    for row in ordered:
        group = groups.setdefault(row.group, Group(row, 0))
        seen = met.setdefault(row.group, set())
        if row.language == group.best.language and row.entry not in seen:
            seen.add(row.entry)
            group.parts += 1
    return list(groups.values())


def facets_of(rows: list[Match], chosen: Narrowed) -> list[Facet]:
    """Beside each choice how many hits it would leave, given what was chosen elsewhere."""
    made = [
        Facet("kind", _("Kind of material"), _values(rows, chosen, "kinds", lambda row: [row.kind], _kind_label)),
        Facet("topic", _("Topic"), _values(rows, chosen, "topics", lambda row: list(row.topics), _topic_labels(rows))),
        Facet("year", _("Year"), _by_value(_values(rows, chosen, "years", lambda row: [row.year] if row.year else [], str))),
        Facet("city", _("City"), _values(rows, chosen, "cities", lambda row: [row.city] if row.city else [], str)),
        Facet("status", _("State"), _values(rows, chosen, "statuses", lambda row: [row.status] if row.status else [], _status_label)),
        Facet("language", _("Language"), _values(rows, chosen, "languages", lambda row: [row.language], lambda code: LANGUAGES.get(code, code))),
    ]
    return [facet for facet in made if len(facet.values) > 1 or any(value.checked for value in facet.values)]


def _values(rows: list[Match], chosen: Narrowed, own: str, of: Callable[[Match], list], label: Callable[[str], str]) -> list[Value]:
    elsewhere = replace(chosen, **{own: ()})
    counted: dict[str, set[str]] = {}
    for row in rows:
        if _within(row, elsewhere):
            for value in of(row):
                counted.setdefault(str(value), set()).add(row.group)
    checked = {str(value) for value in getattr(chosen, own)}
    order = sorted({*counted, *checked}, key=lambda value: (-len(counted.get(value, ())), value))
    return [
        Value(value, label(value), len(counted.get(value, ())), value in checked)
        for value in order
        if value in checked or order.index(value) < MOST_VALUES
    ]


def _by_value(values: list[Value]) -> list[Value]:
    return sorted(values, key=lambda value: value.value, reverse=True)


def _within(row: Match, chosen: Narrowed) -> bool:
    pairs = [
        (chosen.kinds, row.kind),
        (chosen.years, row.year),
        (chosen.cities, row.city),
        (chosen.languages, row.language),
        (chosen.statuses, row.status),
    ]
    return all(not wanted or value in wanted for wanted, value in pairs) and (not chosen.topics or bool({*chosen.topics} & {*row.topics}))


def _kind_label(name: str) -> str:
    return str(sources.kinds[name].label) if name in sources.kinds else name


def _status_label(name: str) -> str:
    return str(sources.statuses.get(name, name))


def _topic_labels(rows: list[Match]) -> Callable[[str], str]:
    named: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: row.language != settings.LANGUAGE_CODE):
        for slug, name in row.topics.items():
            named.setdefault(slug, name)
    return lambda slug: named.get(slug, slug)
