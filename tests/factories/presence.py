"""Days that are over, and people who were there, as the verbs make them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from courses.internships.applying import accept_application
from courses.internships.arriving import enter_from_paper
from courses.internships.models import Application, Attendance, InternshipDay
from school.accounts.models import User
from school.foundation.calendar import KYIV
from tests.factories.internships import make_application, make_day, make_person

# Three parts that count, 90 minutes each: 270 minutes are six academic hours.
PARTS: list[dict[str, Any]] = [
    {"starts": time(9), "ends": time(10, 30), "kind": "theory", "title_uk": "Портал і документообіг", "title_en": "Portal and document flow"},
    {"starts": time(10, 30), "ends": time(11), "kind": "break", "title_uk": "Кава", "title_en": "Coffee"},
    {"starts": time(11), "ends": time(12, 30), "kind": "practice", "title_uk": "Прозорий офіс", "title_en": "Transparent office"},
    {"starts": time(13), "ends": time(14, 30), "kind": "practice", "title_uk": "План перших кроків", "title_en": "Plan of first steps"},
]


def make_held_day(*, on: date | None = None, accepted: int = 0, actor: Any = None, **fields: Any) -> InternshipDay:
    """A day of three parts that is over, with some accepted people. By default it was yesterday."""
    day = make_day(capacity=None, slots=PARTS, hours=Decimal(6), **fields)
    for _number in range(accepted):
        accept_application(application=make_application(day=day), actor=actor)
    return held(day, on)


def held(day: InternshipDay, on: date | None = None) -> InternshipDay:
    on = on or (timezone.localdate(timezone=KYIV) - timedelta(days=1))
    starts, ends = datetime.combine(on, time(9), tzinfo=KYIV), datetime.combine(on, time(15), tzinfo=KYIV)
    InternshipDay.objects.filter(pk=day.pk).update(starts_at=starts, ends_at=ends, apply_by_at=starts - timedelta(days=3))
    return InternshipDay.objects.select_related("internship").get(pk=day.pk)


def clock(day: InternshipDay, said: str) -> datetime:
    return datetime.combine(day.date, time.fromisoformat(said), tzinfo=KYIV)


def make_presence(day: InternshipDay, *, came: str = "09:00", left: str | None = None, user: User | None = None) -> Attendance:
    """Somebody from the signed sheet, by the clock of the day."""
    arrived, gone = clock(day, came), clock(day, left) if left else None
    return enter_from_paper(day=day, user=user or make_person(), arrived_at=arrived, left_at=gone, actor=None).attendance


def accepted_for(day: InternshipDay, *, user: User | None = None, **said: Any) -> Application:
    """A place on a day still to come."""
    return accept_application(application=make_application(day=day, user=user, **said), actor=None)
