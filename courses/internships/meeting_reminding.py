"""A reminder a day before a meeting in a room; once for each date, so a moved meeting reminds anew."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from school.foundation.calendar import KYIV

from . import meeting_letters
from .meetings import invited
from .models import Meeting
from .reminding import MORNING, NIGHT


def remind_of_meetings() -> int:
    """How many letters were written."""
    now = timezone.now().astimezone(KYIV)
    if not MORNING <= now.hour < NIGHT:
        return 0
    first = datetime.combine(now.date() + timedelta(days=1), time.min, tzinfo=KYIV)
    after = datetime.combine(now.date() + timedelta(days=2), time.min, tzinfo=KYIV)
    due = Meeting.objects.coming().filter(starts_at__gte=first, starts_at__lt=after, run__cancelled_at=None)
    return sum(_remind(meeting, first, after) for meeting in due)


@transaction.atomic
def _remind(meeting: Meeting, first: datetime, after: datetime) -> int:
    """The meeting is locked: it is not reminded of a date it has just left."""
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("run__course", "activity__activity")
    locked = rows.get(pk=meeting.pk)
    if locked.cancelled_at is not None or locked.activity.retired_at is not None or not first <= locked.starts_at < after:
        return 0
    return sum(meeting_letters.reminder(locked, enrolment) for enrolment in invited(locked.run))
