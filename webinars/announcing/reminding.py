"""Reminders a day and an hour before, to those who have a place; once for each moment, so a moved webinar reminds anew."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from school.foundation.calendar import kyiv_day
from school.foundation.models import Letter

from ..models import Registration, Webinar
from . import letters
from .states import RegistrationState

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
REMINDERS = [("webinar_eve", DAY), ("webinar_hour", HOUR)]
LATEST = timedelta(minutes=10)  # a machine that was off still writes, but not when nobody would read it in time


def remind_of_webinars() -> int:
    """How many letters were written. A page taken off takes no promise away: only cancelling does."""
    now = timezone.now()
    due = Webinar.objects.upcoming(now).filter(starts_at__lte=now + DAY, cancelled_at=None).exclude(offer=None)
    return sum(_remind(webinar, now, purpose, before) for webinar in due for purpose, before in REMINDERS if _is_time(webinar, now, before))


def _is_time(webinar: Webinar, now: datetime, before: timedelta) -> bool:
    """«Tomorrow» is said on the eve only."""
    if webinar.starts_at is None or not LATEST < webinar.starts_at - now <= before:
        return False
    return before == HOUR or kyiv_day(webinar.starts_at) > kyiv_day(now)


def _remind(webinar: Webinar, now: datetime, purpose: str, before: timedelta) -> int:
    """Whoever got the place later than that has just been written to."""
    if webinar.starts_at is None:
        return 0
    rows = list(webinar.registrations.registered().filter(placed_at__lt=webinar.starts_at - before).select_related("webinar").order_by("pk"))
    keys = {letters.reminder_key(purpose, row): row.pk for row in rows}
    written = set(Letter.objects.filter(key__in=keys).values_list("key", flat=True))
    return sum(_write(pk, purpose, webinar.starts_at) for key, pk in keys.items() if key not in written)


@transaction.atomic
def _write(pk: int, purpose: str, starts_at: datetime) -> bool:
    """Locked with its webinar: nobody is reminded of an hour it has just left, or after withdrawing."""
    registration = Registration.objects.lock(pk)
    webinar = registration.webinar
    if registration.state != RegistrationState.REGISTERED or webinar.starts_at != starts_at or webinar.cancelled_at:
        return False
    letters.reminder(purpose, registration)
    return True
