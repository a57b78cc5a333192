"""A day again on another date: everything but people, hidden until somebody has looked it through."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history
from school.foundation.calendar import KYIV
from school.foundation.refusing import Refusal

from .days import save_day
from .models import InternshipDay

# Every field of a day, and everything that hangs on it, is named once below: tests/…/test_copying.py asks about whatever is added.
COPIED = (
    "internship", "kind", "venue_uk", "venue_en", "address_uk", "address_en", "project", "hours", "required_share", "concluding",
    "needs_approval", "approval_days", "per_city", "per_organisation", "confirm_hours", "contacts_uk", "contacts_en",
    "asks_feedback", "feedback_form", "feedback_days",
)  # fmt: skip
SHIFTED = ("starts_at", "ends_at", "apply_by_at", "confirm_by_at", "cancel_by_at")
ANEW = ("id", "code", "exact_date", "offer", "sequence", "published_at", "cancelled_at", "settled_at")  # `offer` with the same capacity
PARTS = ("slots", "stations", "kept_places", "materials")
LEFT = ("applications", "reservations", "groups", "schedule_versions", "attendances", "packs")


class CannotCopy(Refusal):
    """Why there is no copy, in a sentence; `code` for programs."""


def why_no_copy(day: InternshipDay, starts_at: datetime) -> tuple[str, str] | None:
    """Code and words when the day cannot stand on that date too."""
    if day.internship.retired_at:
        return "retired", _("This programme is no longer published: publish its page first.")
    if starts_at <= timezone.now():
        return "past", _("This date is in the past. Choose a day to come.")
    if InternshipDay.objects.filter(internship=day.internship_id, starts_at=starts_at, cancelled_at=None).exists():
        return "taken", _("A day of this programme is already planned for this date and hour.")
    return None


@transaction.atomic
def copy_day(*, day: InternshipDay, starts_at: datetime, actor: Any) -> InternshipDay:
    """A draft. Hours are those of the clock in Kyiv, whatever happens to summer time between. Pressed twice it is made once."""
    day = InternshipDay.objects.select_for_update(of=("self",)).select_related("internship", "offer").get(pk=day.pk)
    if refused := why_no_copy(day, starts_at):
        raise CannotCopy(*refused)
    copy = InternshipDay(**{name: getattr(day, name) for name in COPIED}, **shifted(day, starts_at))
    for name in PARTS:
        setattr(copy, name, [_again(row) for row in getattr(day, name).all() if not names_people(row)])
    copy = save_day(day=copy, capacity=day.offer.wanted, shown=False, actor=actor)
    history.record(copy, "copy", actor=actor, data={"of": day.code})
    return copy


def shifted(day: InternshipDay, starts_at: datetime) -> dict[str, datetime | None]:
    """Every date as far from the new start as it was from the old one."""
    days = starts_at.astimezone(KYIV).date() - day.date
    length = day.ends_at.astimezone(KYIV) - day.starts_at.astimezone(KYIV)  # of the clock: both are in one zone
    dates = {name: _along(getattr(day, name), days, starts_at) for name in SHIFTED[2:]}
    return {"starts_at": starts_at, "ends_at": starts_at.astimezone(KYIV) + length, **dates}


def _along(moment: datetime | None, days: timedelta, latest: datetime) -> datetime | None:
    return None if moment is None else min(moment.astimezone(KYIV) + days, latest)


def _again(row: Model) -> Model:
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in ("id", "day", "code")}
    return type(row)(**kept)


def names_people(row: Any) -> bool:
    """Places kept for people by their addresses are theirs on that day only."""
    return bool(getattr(row, "people", ""))
