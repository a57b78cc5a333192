"""Days of a year by month, for whoever plans: what was, what is to come, which months are empty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import formats
from django.utils.translation import get_language

from school.foundation.calendar import KYIV

from .enums import ApplicationState
from .models import Application, Attendance, InternshipDay
from .rules import days_seen_by


@dataclass(frozen=True)
class Month:
    name: str
    days: list[InternshipDay]

    @property
    def within(self) -> str:
        """Inside a sentence Ukrainian months begin with a small letter."""
        return self.name.lower() if (get_language() or "uk").startswith("uk") else self.name


def months_of(user: Any, year: int) -> list[Month]:
    """All twelve, in one query; each day has `accepted` and `came`."""
    starts, ends = (datetime(at, 1, 1, tzinfo=KYIV) for at in (year, year + 1))
    rows = days_seen_by(user).filter(starts_at__gte=starts, starts_at__lt=ends).select_related("internship", "offer").order_by("starts_at")
    rows = rows.annotate(accepted=_of_day(Application.objects.filter(state=ApplicationState.ACCEPTED)), came=_of_day(Attendance.objects.all()))
    found = list(rows)
    return [Month(_name(month), [day for day in found if day.date.month == month]) for month in range(1, 13)]


def _of_day(rows: QuerySet) -> Coalesce:
    counted = rows.filter(day=OuterRef("pk")).order_by().values("day").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _name(month: int) -> str:
    return formats.date_format(date(2000, month, 1), "F")


def years_of(user: Any, today: date) -> list[int]:
    """Years that have days, and this one."""
    found: Iterable[datetime] = days_seen_by(user).order_by().datetimes("starts_at", "year", tzinfo=KYIV)
    return sorted({today.year, *(moment.year for moment in found)})
