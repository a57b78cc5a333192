"""Verbs on meetings of a run. The run's offer is locked first, as enrolling locks it: who enrols while a meeting moves is met whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.learning.models import CourseRun, Enrolment, Offer, ScheduledActivity
from school.foundation import history
from school.foundation.models import Job
from school.foundation.refusing import Refusal

from . import meeting_letters
from .models import Meeting, MeetingPresence

TOLD = ("starts_at", "ends_at", "room_uk", "room_en", "address_uk", "address_en")  # a change of these is written about
KIND = "session"


class CannotMeet(Refusal):
    """Why the meeting cannot be planned or changed, in a sentence; `code` for programs."""


@dataclass(frozen=True)
class Plan:
    """When, where and with whom."""

    starts_at: datetime
    ends_at: datetime
    room_uk: str
    address_uk: str
    room_en: str = ""
    address_en: str = ""
    trainer: Any = None

    @property
    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in (*TOLD, "trainer")}

    def changes(self, meeting: Meeting) -> list[str]:
        return [name for name, value in self.values.items() if getattr(meeting, name) != value]


@transaction.atomic
def plan_meeting(*, activity: ScheduledActivity, plan: Plan, actor: Any) -> Meeting:
    """A step of a run gets its time and room; everybody enrolled is invited. One that is over is entered without letters. Twice is once."""
    run = _lock_run(activity.run)
    activity = ScheduledActivity.objects.select_for_update(of=("self",)).select_related("activity").get(pk=activity.pk)
    if activity.kind != KIND or activity.retired_at is not None:
        raise CannotMeet("step", _("This step is no meeting of this run."))
    if run.cancelled_at is not None:
        raise CannotMeet("cancelled", _("This run is cancelled."))
    if (found := Meeting.objects.standing().filter(activity=activity).first()) is not None:
        if not plan.changes(found):
            return found
        raise CannotMeet("planned", _("This meeting is planned already. Move it instead."))
    meeting = Meeting.objects.create(run=run, activity=activity, planned_at=timezone.now(), **plan.values)
    told = 0
    if meeting.starts_at > timezone.now():
        told = _tell(meeting, meeting_letters.planned)
    history.record(meeting, "plan_meeting", actor=actor, data={"letters": told})
    return meeting


@transaction.atomic
def move_meeting(*, meeting: Meeting, plan: Plan, actor: Any, reason: str) -> Meeting:
    """Moved to where it already is, it stays, and nobody is written to; nor when only another trainer takes it."""
    meeting = lock_meeting(meeting)
    changed = plan.changes(meeting)
    if not changed:
        return meeting
    if refused := why_not(meeting, plan):
        raise CannotMeet(*refused)
    said = [name for name in changed if name in TOLD]
    if said and not reason.strip():
        raise CannotMeet("reason", _("Say why: people read the reason in a letter."))
    was, before = meeting_letters.when_and_where(meeting), {name: str(getattr(meeting, name)) for name in said}
    for name, value in plan.values.items():
        setattr(meeting, name, value)
    if {"starts_at", "ends_at"} & set(changed):
        MeetingPresence.objects.filter(meeting=meeting).delete()  # it has not begun: marks made early were of another hour
    meeting.sequence += bool(said)
    meeting.save(update_fields=[*changed, "sequence"])
    told = _tell(meeting, meeting_letters.moved, was=was, reason=reason.strip()) if said else 0
    history.record(meeting, "move", actor=actor, reason=reason.strip(), data={"was": before, "changed": changed, "letters": told})
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, actor: Any, reason: str) -> Meeting:
    """It will not be held then; the step stays, and may be planned anew."""
    meeting = lock_meeting(meeting)
    if meeting.cancelled_at is not None:
        return meeting
    if not reason.strip() and meeting.run.cancelled_at is None:
        raise CannotMeet("reason", _("Say why: people read the reason in a letter."))
    if timezone.now() >= meeting.starts_at:
        raise CannotMeet("begun", _("This meeting has begun or is over: it cannot be moved or cancelled."))
    meeting.cancelled_at = timezone.now()
    meeting.save(update_fields=["cancelled_at"])
    letter = meeting_letters.cancelled if meeting.run.cancelled_at is None else meeting_letters.run_cancelled
    told = _tell(meeting, letter, reason=reason.strip())
    history.record(meeting, "cancel", actor=actor, reason=reason.strip(), data={"letters": told})
    return meeting


def why_not(meeting: Meeting, plan: Plan) -> tuple[str, str] | None:
    """Code and words when a meeting cannot be moved at all, or not to there."""
    if meeting.cancelled_at is not None:
        return "cancelled", _("This meeting is cancelled. Plan it anew.")
    if timezone.now() >= meeting.starts_at:
        return "begun", _("This meeting has begun or is over: it cannot be moved or cancelled.")
    if plan.starts_at <= timezone.now():
        return "past", _("A meeting can be moved only to a time to come.")
    return None


def invite_newcomer(enrolment: Enrolment) -> None:
    """Whoever gets a place is invited to what is still to come. Called inside the verb that gives the place and holds the offer."""
    for meeting in _of_run(enrolment, Meeting.objects.coming()):
        meeting_letters.planned(meeting, enrolment)


def take_back_invitations(enrolment: Enrolment) -> None:
    for meeting in _of_run(enrolment, Meeting.objects.ahead()):
        meeting_letters.left(meeting, enrolment)


def cancel_meetings(job: Job) -> None:
    """What follows of a cancelled run. Safe to repeat."""
    for meeting in Meeting.objects.ahead().filter(run=job.args["run"]):
        cancel_meeting(meeting=meeting, actor=job.actor, reason=job.args["reason"])


def _of_run(enrolment: Enrolment, meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return meetings.filter(run=enrolment.run_id).select_related("run__course", "activity__activity", "trainer")


def invited(run: CourseRun) -> QuerySet[Enrolment]:
    """Whom a change of a meeting touches."""
    return run.enrolments.active().filter(user__is_active=True).select_related("run__course", "user__profile").order_by("pk")


def _tell(meeting: Meeting, letter: Any, **extra: Any) -> int:
    rows = list(invited(meeting.run))
    for enrolment in rows:
        letter(meeting, enrolment, **extra)
    return len(rows)


def _lock_run(run: CourseRun) -> CourseRun:
    Offer.objects.select_for_update().get(pk=run.offer_id)
    return CourseRun.objects.select_related("course").get(pk=run.pk)


def lock_meeting(meeting: Meeting) -> Meeting:
    _lock_run(meeting.run)
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("run__course", "activity__activity", "trainer")
    return rows.get(pk=meeting.pk)
