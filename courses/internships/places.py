"""More or fewer places. Nobody loses one: what is over the new number comes down as places are given back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from courses.learning.enums import ClaimState
from courses.learning.models import Claim
from school.foundation import history
from school.foundation.refusing import Refusal

from .choosing import all_over, arrange_places, holders
from .enums import ApplicationState, DayState
from .models import Application, InternshipDay

LISTED = 20


class CannotResize(Refusal):
    """Why the number stays, in a sentence; `code` for programs."""


@dataclass(frozen=True)
class Places:
    """How many there are to be; None is without a limit."""

    capacity: int | None
    per_city: int | None
    per_organisation: int | None


def places_of(day: InternshipDay) -> Places:
    return Places(day.offer.wanted, day.per_city, day.per_organisation)


def why_places_stay(day: InternshipDay) -> tuple[str, str] | None:
    if day.state in (DayState.CANCELLED, DayState.PAST):
        return "over", _("This day is cancelled or over: its places stay as they are.")
    return None


@transaction.atomic
def resize_day(*, day: InternshipDay, places: Places, actor: Any) -> InternshipDay:
    """Who has a place keeps it. Numbers that stand already change nothing."""
    day = InternshipDay.objects.select_for_update(of=("self",)).select_related("internship", "offer").get(pk=day.pk)
    if refused := why_places_stay(day):
        raise CannotResize(*refused)
    was = places_of(day)
    if was == places:
        return day
    day.per_city, day.per_organisation = places.per_city, places.per_organisation
    day.save(update_fields=["per_city", "per_organisation"])
    arrange_places(day=day, capacity=places.capacity, gently=True)
    day.offer.refresh_from_db()
    history.record(day, "resize", actor=actor, data={"was": asdict(was), "now": asdict(places), "over": over_by(day, places)})
    return day


def over_by(day: InternshipDay, places: Places) -> int:
    """How many places are held beyond the number."""
    return 0 if places.capacity is None else max(day.offer.taken + day.offer.kept - places.capacity, 0)


def touched_by(day: InternshipDay, places: Places) -> dict[str, Any]:
    """Whom the new numbers touch: who is let in from the queue, who is over and keeps the place."""
    offer, over = day.offer, over_by(day, places)
    waiting = offer.claims.waiting().aggregate(n=Sum("size"))["n"] or 0
    free = waiting if places.capacity is None else max(places.capacity - offer.taken - offer.kept, 0)
    rows = holders(day)
    limits = (("city", places.per_city), ("organisation", places.per_organisation))
    return {
        "taken": offer.taken,
        "kept": offer.kept,
        "waiting": waiting,
        "let_in": min(waiting, free) if day.published_at else 0,
        "over": over,
        "latest": latest(day, over),
        "over_limit": [{"name": name, "n": count, "limit": limit} for word, limit in limits if limit for name, count in all_over(rows, word, limit)],
    }


def latest(day: InternshipDay, number: int) -> list[Application]:
    """Those who were given a place last."""
    given = Claim.objects.filter(state=ClaimState.GIVEN)
    rows = day.applications.filter(state=ApplicationState.ACCEPTED, claim__in=given).select_related("user__profile")
    return list(rows.order_by("-claim__given_at", "-pk")[: min(number, LISTED)])
