"""Days of the past that were not held here: only what is known of them is kept, and nobody is written to."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.learning.models import Offer
from school.foundation import history
from school.foundation.calendar import KYIV

from .models import Internship, InternshipDay


class NotPast(Exception):
    """The month is not over: such a day is announced, not entered afterwards."""


@transaction.atomic
def record_past_day(*, internship: Internship, kind: str, year: int, month: int, actor: Any, project: Any = None) -> InternshipDay:
    """A day of which only the month is known: no hours, no place, no people, no programme. The same day twice is one."""
    first, after = _month(year, month)
    if after > timezone.now():
        raise NotPast(_("This month is not over. Announce the day instead."))
    Internship.objects.select_for_update().get(pk=internship.pk)
    rows = InternshipDay.objects.filter(internship=internship, kind=kind, starts_at=first, exact_date=False, cancelled_at=None)
    if (found := rows.first()) is not None:
        return found
    day = InternshipDay.objects.create(
        internship=internship,
        kind=kind,
        exact_date=False,
        starts_at=first,
        ends_at=after,
        apply_by_at=first,
        hours=None,
        project=project,
        offer=Offer.objects.create(capacity=0, promote_until=first),
        published_at=timezone.now(),
    )
    history.record(day, "record_past_day", actor=actor)
    return day


def _month(year: int, month: int) -> tuple[datetime, datetime]:
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    return datetime.combine(first, time.min, tzinfo=KYIV), datetime.combine(after, time.min, tzinfo=KYIV)


@transaction.atomic
def take_back_past_day(*, day: InternshipDay, actor: Any, reason: str) -> InternshipDay:
    """Entered by mistake: it is shown no more. A fact is not deleted."""
    day = InternshipDay.objects.select_for_update(of=("self",)).get(pk=day.pk)
    if day.cancelled_at is None:
        day.cancelled_at, day.published_at = timezone.now(), None
        day.save(update_fields=["cancelled_at", "published_at"])
        history.record(day, "cancel", actor=actor, reason=reason)
    return day
