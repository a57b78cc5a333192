"""After the day: corrections, then presence is confirmed, and what follows of it goes out."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.learning.models import CourseRun
from school.foundation import history
from school.foundation.refusing import Refusal

from . import letters
from .concluding import attendances_concluded_by, passed_by
from .enums import ApplicationState, DayState
from .feedback import ask_for_feedback
from .hours import counted_slots, has_earned, hours_of, presence_of, was_long_enough
from .models import Attendance, InternshipDay, Slot, SlotCorrection
from .signals import attendance_confirmed


class CannotSettle(Refusal):
    """Why this cannot be confirmed or corrected, in a sentence; `code` for programs."""


def correct_presence(*, attendance: Attendance, slot: Slot, present: bool, reason: str, actor: Any) -> Attendance:
    """A coordinator's word about one part of the day."""
    return correct_parts(attendance=attendance, parts={slot: present}, reason=reason, actor=actor)


@transaction.atomic
def correct_parts(*, attendance: Attendance, parts: dict[Slot, bool], reason: str, actor: Any) -> Attendance:
    """A coordinator's word about parts of the day, with a reason. What was confirmed is confirmed anew, once for all of them."""
    if not reason.strip():
        raise CannotSettle("reason", _("Say why: the reason stays with the correction."))
    attendance = _locked(attendance)
    if any(slot.day_id != attendance.day_id or not slot.counts for slot in parts):
        raise CannotSettle("part", _("This part of the day gives no hours: there is nothing to correct."))
    for slot, present in parts.items():
        values = {"present": present, "reason": reason.strip(), "at": timezone.now(), "by": actor}
        SlotCorrection.objects.update_or_create(attendance=attendance, slot=slot, defaults=values)
        history.record(attendance, "correct_presence", actor=actor, reason=reason.strip(), data={"slot": slot.pk, "present": present})
    if attendance.settled_at is not None:
        _confirm_one(attendance, actor)
    return attendance


@transaction.atomic
def conclude(*, run: CourseRun, user: Any) -> int:
    """The concluding test of a day is done: what presence alone did not earn is earned now. Returns for how many days."""
    return sum(_confirm_one(row, None) for row in attendances_concluded_by(run, user))


def _confirm_one(attendance: Attendance, actor: Any) -> bool:
    passed = passed_by(attendance.day, [attendance.user_id])
    return _confirm(attendance, attendance.day, counted_slots(attendance.day), passed, actor)


@transaction.atomic
def settle_day(*, day: InternshipDay, actor: Any) -> int:
    """Confirm presence: hours are counted, the news goes up, those present and absent are written to. Returns how many were confirmed.

    May be repeated when somebody is entered later: only what is new or has changed is confirmed, and nobody gets a letter twice.
    """
    day = InternshipDay.objects.select_for_update(of=("self",)).select_related("internship").get(pk=day.pk)
    if day.state is not DayState.PAST:
        raise CannotSettle("early", _("Presence is confirmed when the day is over."))
    rows = Attendance.objects.select_for_update(of=("self",)).filter(day=day).order_by("pk")
    counted = counted_slots(day)
    ask_for_feedback(day=day, actor=actor)
    with_facts = rows.select_related("user__profile", "application").prefetch_related("corrections", "scans")
    found = list(with_facts)
    passed = passed_by(day, [row.user_id for row in found])
    confirmed = sum(_confirm(row, day, counted, passed, actor) for row in found)
    for application in day.applications.filter(state=ApplicationState.ACCEPTED, attendance=None).select_related("user__profile", "day__internship"):
        if letters.absent(application):
            history.record(application, "absent", actor=actor)
    InternshipDay.objects.filter(pk=day.pk, settled_at=None).update(settled_at=timezone.now())
    history.record(day, "settle", actor=actor, data={"confirmed": confirmed})
    return confirmed


def _confirm(attendance: Attendance, day: InternshipDay, counted: list[Slot], passed: set[int], actor: Any) -> bool:
    """Count the hours; tell upwards when they are new or other than before."""
    attendance.day = day
    presence = presence_of(attendance, counted)
    hours, earned = hours_of(presence), has_earned(attendance, presence, passed=passed)
    if attendance.settled_at is not None and (attendance.hours, attendance.earned) == (hours, earned):
        return False
    attendance.hours, attendance.earned, attendance.settled_at = hours, earned, timezone.now()
    attendance.save(update_fields=["hours", "earned", "settled_at"])
    history.record(attendance, "confirm_attendance", actor=actor, data={"hours": str(hours), "earned": earned})
    letters.present(attendance, long_enough=was_long_enough(attendance, presence))
    attendance_confirmed.send(Attendance, attendance=attendance)
    return True


def _locked(attendance: Attendance) -> Attendance:
    return Attendance.objects.select_for_update(of=("self",)).select_related("day__internship", "user__profile", "application").get(pk=attendance.pk)
