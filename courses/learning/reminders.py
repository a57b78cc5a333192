"""Letters that the clock writes: a day before learning starts."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from . import letters
from .models import Enrolment


def remind_of_starts() -> int:
    """Write to those whose run starts within a day; the letter's key lets each be written once."""
    now = timezone.now()
    due = Enrolment.objects.active().filter(
        run__starts_at__gt=now, run__starts_at__lte=now + timedelta(days=1), run__cancelled_at=None, enrolled_at__lt=now - timedelta(days=1)
    )
    count = 0
    for enrolment in due.select_related("run__course", "user"):
        letters.starts_soon(enrolment)
        count += 1
    return count
