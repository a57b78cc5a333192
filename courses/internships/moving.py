"""Moving a day: nobody loses a place or a turn, everybody who applied is written to, calendars follow by themselves."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.learning.models import Offer
from school.foundation import history
from school.foundation.calendar import KYIV, deadline, last_day
from school.foundation.refusing import Refusal

from . import choice_letters, letters
from .enums import ApplicationState, DayState
from .models import InternshipDay, Slot

WORDS = ("venue_uk", "venue_en", "address_uk", "address_en")


class CannotMove(Refusal):
    """Why the day stays where it is, in a sentence; `code` for programs."""


@dataclass(frozen=True)
class Move:
    """When and where a day is to be. Dates of confirming and cancelling go along by as many days."""

    starts_at: datetime
    ends_at: datetime
    apply_by_at: datetime
    venue_uk: str
    address_uk: str
    venue_en: str = ""
    address_en: str = ""

    def values_for(self, day: InternshipDay) -> dict[str, Any]:
        days = self.starts_at.astimezone(KYIV).date() - day.date
        return asdict(self) | {name: self._along(getattr(day, name), days) for name in ("confirm_by_at", "cancel_by_at")}

    def _along(self, moment: datetime | None, days: timedelta) -> datetime | None:
        if moment is None:
            return None
        return min(max(deadline(last_day(moment) + days), self.apply_by_at), self.starts_at)

    def changes(self, day: InternshipDay) -> list[str]:
        return [name for name, value in self.values_for(day).items() if getattr(day, name) != value]


def why_not(day: InternshipDay, move: Move | None = None) -> tuple[str, str] | None:
    """Code and words when a day cannot be moved at all, or not to there."""
    if day.state is DayState.CANCELLED:
        return "cancelled", _("This day is cancelled: it cannot be moved. Announce a new one.")
    if timezone.now() >= day.starts_at:
        return "begun", _("This day has begun or is over: it cannot be moved.")
    if move is not None and move.starts_at <= timezone.now():
        return "past", _("A day can be moved only to a time to come.")
    return None


@transaction.atomic
def move_day(*, day: InternshipDay, move: Move, actor: Any, reason: str) -> InternshipDay:
    """Moved to where it already is, it stays, and nobody is written to. The row is locked: who is just applying waits and reads the new date."""
    if not reason.strip():
        raise CannotMove("reason", _("Say why: people read the reason in a letter."))
    day = InternshipDay.objects.select_for_update(of=("self",)).select_related("internship", "offer").get(pk=day.pk)
    if refused := why_not(day, move):
        raise CannotMove(*refused)
    changed, was = move.changes(day), letters.when_and_where(day)
    if not changed:
        return day
    before = {name: str(getattr(day, name)) for name in changed}
    for name, value in move.values_for(day).items():
        setattr(day, name, value)
    day.sequence += 1
    day.save(update_fields=[*changed, "sequence"])
    Offer.objects.filter(pk=day.offer_id).update(promote_until=day.starts_at)
    told = _tell(day, was, reason.strip())
    after = {name: str(getattr(day, name)) for name in changed}
    history.record(day, "move", actor=actor, reason=reason.strip(), data={"was": before, "now": after, "sequence": day.sequence, "letters": told})
    return day


def _tell(day: InternshipDay, was: dict[str, str], reason: str) -> int:
    """One letter each; whoever has a place gets it moved in the calendar too. Heads who asked for seats hear of it as well."""
    rows = list(day.applications.current().select_for_update(of=("self",)).select_related("user__profile").order_by("pk"))
    for application in rows:
        application.day = day
        letters.moved(application, was=was, reason=reason)
    reservations = list(day.reservations.open().select_related("organisation", "made_by__profile").order_by("pk"))
    for reservation in reservations:
        reservation.day = day
        choice_letters.seats_moved(reservation, was=was, reason=reason)
    return len(rows) + len(reservations)


def touched(day: InternshipDay) -> dict[str, int]:
    """Whom a change of the day touches: people by state, heads who asked for seats, and all of them."""
    counts = dict(day.applications.current().order_by().values_list("state").annotate(n=Count("pk")))
    states = {state.value: counts.get(state, 0) for state in (ApplicationState.ACCEPTED, ApplicationState.WAITING, ApplicationState.APPLIED)}
    told = states | {"heads": day.reservations.open().count()}
    return told | {"all": sum(told.values())}


def left_outside(day: InternshipDay, move: Move) -> list[Slot]:
    """Parts of the day that would be before its start or after its end: they keep their hours, somebody has to look."""
    starts, ends = (at.astimezone(KYIV).time() for at in (move.starts_at, move.ends_at))
    return [slot for slot in day.slots.all() if slot.starts < starts or slot.ends > ends]
