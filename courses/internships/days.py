"""Verbs on days: arrange, publish, cancel. Places come from courses.learning.seats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from courses.learning.models import Offer
from school.foundation import history

from . import choice_letters, letters
from .choosing import arrange_places
from .findable import want_day
from .models import Internship, InternshipDay, Slot

MOVED = ("starts_at", "ends_at", "venue_uk", "venue_en", "address_uk", "address_en", "sequence")


@transaction.atomic
def announce_day(
    *,
    internship: Internship,
    starts_at: datetime,
    ends_at: datetime,
    apply_by_at: datetime,
    capacity: int | None,
    actor: Any,
    slots: Iterable[dict[str, Any]] = (),
    hours: Decimal | None = None,
    shown: bool = True,
    **words: Any,
) -> InternshipDay:
    """A new day. `slots` are fields of Slot in order; `words` are venue, address and project."""
    promised = internship.hours if hours is None else hours
    day = InternshipDay(internship=internship, starts_at=starts_at, ends_at=ends_at, apply_by_at=apply_by_at, hours=promised, **words)
    day.slots = [Slot(sort_order=number, **fields) for number, fields in enumerate(slots)]
    return save_day(day=day, capacity=capacity, shown=shown, actor=actor)


@transaction.atomic
def save_day(*, day: InternshipDay, capacity: int | None, shown: bool, actor: Any, gently: bool = False) -> InternshipDay:
    """Keep a day with its slots and places. More places let people in from the queue; once shown, the queue moves until it starts.
    `gently`: a number that does not hold what is taken comes down as places are given back."""
    created = day.pk is None
    if created:
        day.offer = Offer.objects.create(capacity=capacity, promote_until=day.starts_at)
    else:
        _keep_moved(day)
        Offer.objects.filter(pk=day.offer_id).update(promote_until=day.starts_at)
    day.published_at = (day.published_at or timezone.now()) if shown else None
    day.save()
    arrange_places(day=day, capacity=capacity, gently=gently)
    day.offer.refresh_from_db()
    history.record(day, "announce" if created else "change", actor=actor, data={"capacity": capacity, "shown": shown})
    return day


def _keep_moved(day: InternshipDay) -> None:
    """Whoever saves a form opened before the day was moved does not move it back."""
    standing = InternshipDay.objects.select_for_update(of=("self",)).get(pk=day.pk)
    if standing.sequence != day.sequence:
        for name in MOVED:
            setattr(day, name, getattr(standing, name))


@transaction.atomic
def cancel_day(*, day: InternshipDay, actor: Any, reason: str) -> InternshipDay:
    """The day will not be held: everybody who applied and was not refused is told why."""
    day = InternshipDay.objects.select_for_update().get(pk=day.pk)
    if day.cancelled_at is not None:
        return day
    day.cancelled_at = timezone.now()
    InternshipDay.objects.filter(pk=day.pk).update(cancelled_at=day.cancelled_at)
    want_day(day)
    history.record(day, "cancel", actor=actor, reason=reason)
    for application in day.applications.current().select_related("user__profile", "day__internship"):
        letters.cancelled(application, reason=reason)
    for reservation in day.reservations.open().select_related("day__internship", "organisation", "made_by__profile"):
        choice_letters.seats_cancelled(reservation, reason=reason)
    return day
