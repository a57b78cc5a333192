"""What a person has learned for certain: presence that is confirmed, courses finished, webinars watched; with the certificates in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Q

from school.accounts.participation import participations
from school.foundation.centre import centre

from ..awards import kyiv_today
from ..freezing import credits_of
from ..models import Certificate


@dataclass(frozen=True)
class Learned:
    """`number` and `code` are those of a certificate in force; both empty where there is none."""

    on: date
    title: str
    label: str
    hours: Decimal
    ects: str
    number: str = ""
    code: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Learning:
    """The latest first."""

    rows: list[Learned]
    hours_per_credit: int

    @property
    def hours(self) -> Decimal:
        return sum((row.hours for row in self.rows), Decimal(0))

    @property
    def ects(self) -> str:
        return credits_of(self.hours, self.hours_per_credit)

    @property
    def certificates(self) -> int:
        return sum(bool(row.number) for row in self.rows)

    @property
    def by_year(self) -> list[tuple[int, list[Learned]]]:
        return [(year, list(rows)) for year, rows in groupby(self.rows, key=lambda row: row.on.year)]

    @property
    def shown(self) -> Learning:
        """Without what its holder hides."""
        return Learning([row for row in self.rows if not row.hidden], self.hours_per_credit)


def learning_of(person: Any, language: str) -> Learning:
    per_credit = centre(fresh=True).hours_per_credit
    found = _in_force(person)
    rows = [
        Learned(row.on, row.event.title, row.event.label, row.hours, credits_of(row.hours, per_credit), *found.get(row.key, ("", "", False)))
        for row in reversed(participations(language, person=person.pk))
    ]
    return Learning(rows, per_credit)


def _in_force(person: Any) -> dict[str, tuple[str, str, bool]]:
    rows = Certificate.objects.live().filter(Q(valid_until=None) | Q(valid_until__gte=kyiv_today()), person=person)
    return {row.award_key: (row.number, row.code, row.hidden_at is not None) for row in rows.only("award_key", "number", "code", "hidden_at")}
