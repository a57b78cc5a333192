"""The report over a project or a period, counted from what the rooms say took place. A person counts once, however much they came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeVar

from certificates.enums import CertificateState
from certificates.models import Certificate
from school.accounts.enums import Category
from school.accounts.models import Project
from school.accounts.participation import Participation, participations
from school.foundation.calendar import KYIV

Key = TypeVar("Key")


@dataclass(frozen=True)
class EventRow:
    label: str
    title: str
    first: date
    last: date
    people: int
    hours: Decimal


@dataclass(frozen=True)
class KindRow:
    label: str
    events: int
    people: int
    hours: Decimal


@dataclass(frozen=True)
class PeriodReport:
    """`people` is the latest participation of each person, with the last city and organisation they named."""

    project: Project | None
    since: date | None
    till: date | None
    rows: list[Participation]
    people: list[Participation]
    newcomers: int
    numbers: dict[str, str]  # certificates by award, in force
    issued: int
    events: list[EventRow]
    kinds: list[KindRow]

    @property
    def hours(self) -> Decimal:
        return hours_of(self.rows)

    @property
    def categories(self) -> Counter[str]:
        labels = dict(Category.choices)
        return Counter(str(labels.get(row.category, "")) for row in self.people)

    @property
    def cities(self) -> Counter[str]:
        return Counter(row.city_words for row in self.people)

    @property
    def organisations(self) -> Counter[str]:
        return Counter(row.organisation for row in self.people)


def period_report(language: str, *, project: Project | None = None, since: date | None = None, till: date | None = None) -> PeriodReport:
    """A fixed number of queries, however much took place. What was before tells who is new."""
    everything = participations(language, till)
    rows = [row for row in everything if (project is None or row.event.project == project.pk) and (since is None or row.on >= since)]
    numbers, issued = _certificates(rows)
    return PeriodReport(
        project=project,
        since=since,
        till=till,
        rows=rows,
        people=list(_latest(rows).values()),
        newcomers=_newcomers(everything, rows),
        numbers=numbers,
        issued=issued,
        events=_events(rows),
        kinds=_kinds(rows),
    )


def hours_of(rows: Iterable[Participation]) -> Decimal:
    return sum((row.hours for row in rows), Decimal(0))


def people_of(rows: Iterable[Participation]) -> int:
    return len({row.person for row in rows})


def _latest(rows: list[Participation]) -> dict[int, Participation]:
    """Of each person the last time; a time when they named their city rules over one when they did not."""
    found: dict[int, Participation] = {}
    for row in rows:
        if row.city_words or row.person not in found:
            found[row.person] = row
    return found


def _newcomers(everything: list[Participation], rows: list[Participation]) -> int:
    """People whose first time of all is their first time here."""
    first: dict[int, date] = {}
    for row in everything:
        first.setdefault(row.person, row.on)
    here: dict[int, date] = {}
    for row in rows:
        here.setdefault(row.person, row.on)
    return sum(first[person] == on for person, on in here.items())


def _certificates(rows: list[Participation]) -> tuple[dict[str, str], int]:
    """Numbers in force by award, and how many awards have ever had a certificate. Asked by date and not by key, which is one query always."""
    if not rows:
        return {}, 0
    awards = {(row.event.kind, row.key) for row in rows}
    since = datetime.combine(rows[0].on, time.min, tzinfo=KYIV)
    told = Certificate.objects.filter(issued_at__gte=since).order_by("pk").values_list("award_kind", "award_key", "number", "state")
    found = [row for row in told if row[:2] in awards]
    return {key: number for _kind, key, number, state in found if state == CertificateState.ISSUED}, len({row[:2] for row in found})


def _grouped(rows: Iterable[Participation], key: Callable[[Participation], Key]) -> dict[Key, list[Participation]]:
    found: dict[Key, list[Participation]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _events(rows: list[Participation]) -> list[EventRow]:
    """By the date of the first who took part."""
    return [
        EventRow(event.label, event.title, part[0].on, part[-1].on, people_of(part), hours_of(part))
        for event, part in _grouped(rows, lambda row: row.event).items()
    ]


def _kinds(rows: list[Participation]) -> list[KindRow]:
    """Of which there were most hours, first."""
    found = _grouped(rows, lambda row: row.event.label).items()
    kinds = [KindRow(label, len({row.event for row in part}), people_of(part), hours_of(part)) for label, part in found]
    return sorted(kinds, key=lambda row: (-row.hours, row.label))
