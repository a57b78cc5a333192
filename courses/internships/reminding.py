"""Reminders a week and a day before, to those who have a place; once for each date, so a moved day reminds anew."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from school.foundation.calendar import KYIV

from . import letters
from .enums import ApplicationState
from .models import InternshipDay

MORNING, NIGHT = 8, 21  # in Kyiv: nobody is woken
WEEK, LATEST = 7, 5  # days before; a machine that was off over the morning still writes, but not when it is no week any more


def remind_of_days() -> int:
    """How many letters were written. Whoever has the letter already gets no second one."""
    now = timezone.now().astimezone(KYIV)
    if not MORNING <= now.hour < NIGHT:
        return 0
    written = 0
    for day in InternshipDay.objects.upcoming().filter(starts_at__lt=now + timedelta(days=WEEK + 1)):
        left = (day.date - now.date()).days
        if left == 1 or LATEST <= left <= WEEK:
            written += _remind(day, week=left > 1)
    return written


@transaction.atomic
def _remind(day: InternshipDay, *, week: bool) -> int:
    """The day is locked: it is reminded of once, and not of a date it has just left."""
    locked = InternshipDay.objects.select_for_update(of=("self",)).select_related("internship").get(pk=day.pk)
    if locked.starts_at != day.starts_at or locked.cancelled_at is not None:
        return 0
    rows = locked.applications.filter(state=ApplicationState.ACCEPTED).select_related("user__profile").order_by("pk")
    if week:
        rows = rows.filter(decided_at__lt=locked.starts_at - timedelta(days=WEEK))  # later ones have just been written to
    told = letters.reminded(locked, week=week)
    fresh = [row for row in rows if row.code not in told]
    for application in fresh:
        application.day = locked
        letters.reminder(application, week=week)
    return len(fresh)
