"""Who was at a meeting: marked on the list that evening, confirmed when it is over, corrected later with a reason."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.learning.enums import CompletionRule, EnrolmentState
from courses.learning.models import Enrolment
from courses.learning.progress import complete
from school.accounts.finding import by_name
from school.foundation import history
from school.foundation.calendar import KYIV
from school.foundation.refusing import Refusal

from . import meeting_letters
from .enums import MarkSource
from .meeting_hours import counted
from .models import Meeting, MeetingPresence


class CannotMark(Refusal):
    """Why presence cannot be marked, confirmed or corrected, in a sentence; `code` for programs."""


def mark_present(
    *, meeting: Meeting, enrolment: Enrolment, actor: Any, arrived_at: datetime | None = None, left_at: datetime | None = None
) -> MeetingPresence:
    """Was there: from the start till the end, unless told otherwise. From two phones it is one mark."""
    return _mark(meeting, enrolment, actor, {"present": True, "arrived_at": arrived_at, "left_at": left_at})


def mark_absent(*, meeting: Meeting, enrolment: Enrolment, actor: Any) -> MeetingPresence:
    return _mark(meeting, enrolment, actor, {"present": False, "arrived_at": None, "left_at": None})


@transaction.atomic
def _mark(meeting: Meeting, enrolment: Enrolment, actor: Any, said: dict[str, Any]) -> MeetingPresence:
    meeting, enrolment = _locked(meeting), _of_run(meeting, enrolment)
    if refused := why_no_mark(meeting):
        raise CannotMark(*refused)
    if enrolment.state != EnrolmentState.ACTIVE:
        raise CannotMark("withdrawn", _("This person is no longer enrolled. Enrol them again, then mark."))
    _check_times(meeting, said)
    row, changed = _write(meeting, enrolment, actor, said, MarkSource.LIST)
    if changed:
        history.record(row, "mark_present" if row.present else "mark_absent", actor=actor, data=_data(said))
    return row


def why_no_mark(meeting: Meeting) -> tuple[str, str] | None:
    """Code and words when the list takes no marks."""
    if meeting.cancelled_at is not None:
        return "cancelled", _("This meeting is cancelled.")
    if meeting.settled_at is not None:
        return "confirmed", _("Presence is confirmed. Correct it with a reason.")
    if timezone.now() < datetime.combine(meeting.date, time.min, tzinfo=KYIV):
        return "early", _("People are marked on the day of the meeting.")
    return None


@transaction.atomic
def settle_meeting(*, meeting: Meeting, actor: Any) -> int:
    """Confirm presence: who is not marked was absent; hours are counted; the step of those who were there is done. Twice is once."""
    meeting = _locked(meeting)
    if meeting.cancelled_at is not None:
        raise CannotMark("cancelled", _("This meeting is cancelled."))
    if timezone.now() < meeting.ends_at:
        raise CannotMark("early", _("Presence is confirmed when the meeting is over."))
    for enrolment in unmarked(meeting):
        _write(meeting, enrolment, actor, {"present": False, "arrived_at": None, "left_at": None}, MarkSource.NOBODY)
    rows = meeting.presences.select_for_update(of=("self",)).select_related("enrolment__user__profile", "enrolment__run__course")
    confirmed = sum(_confirm(row, meeting, actor) for row in rows.order_by("enrolment_id"))
    if meeting.settled_at is None or confirmed:
        meeting.settled_at = meeting.settled_at or timezone.now()
        meeting.save(update_fields=["settled_at"])
        history.record(meeting, "settle_meeting", actor=actor, data={"confirmed": confirmed})
    return confirmed


def unmarked(meeting: Meeting) -> Any:
    """Whoever got a place when the meeting was over did not miss it."""
    rows = meeting.run.enrolments.active().filter(enrolled_at__lte=meeting.ends_at).exclude(presences__meeting=meeting)
    return rows.select_related("user__profile").order_by(*by_name("user__"), "pk")


@transaction.atomic
def correct_meeting_presence(
    *,
    meeting: Meeting,
    enrolment: Enrolment,
    present: bool,
    reason: str,
    actor: Any,
    arrived_at: datetime | None = None,
    left_at: datetime | None = None,
) -> MeetingPresence:
    """After the confirmation, with a reason. It may complete the step; what is completed stays so."""
    if not reason.strip():
        raise CannotMark("reason", _("Say why: the reason stays with the correction."))
    meeting, enrolment = _locked(meeting), _of_run(meeting, enrolment)
    if meeting.settled_at is None:
        raise CannotMark("open", _("Presence is not confirmed yet: mark it on the list."))
    said = {"present": present, "arrived_at": arrived_at if present else None, "left_at": left_at if present else None}
    _check_times(meeting, said)
    row, changed = _write(meeting, enrolment, actor, said, MarkSource.CORRECTION, reason=reason.strip())
    if changed:
        history.record(row, "correct_meeting_presence", actor=actor, reason=reason.strip(), data=_data(said))
    _confirm(row, meeting, actor)
    return row


def _confirm(row: MeetingPresence, meeting: Meeting, actor: Any) -> bool:
    """Count; complete the step of whoever was there; write to whoever was not, once."""
    found, first = counted(meeting, row), row.attended is None
    if not first and (row.minutes, row.hours, row.attended) == (found.minutes, found.hours, found.attended):
        return False
    row.minutes, row.hours, row.attended = found.minutes, found.hours, found.attended
    row.save(update_fields=["minutes", "hours", "attended"])
    history.record(row, "confirm_presence", actor=actor, data={"minutes": found.minutes, "attended": found.attended})
    if row.enrolment.state != EnrolmentState.ACTIVE:
        return True
    if found.attended:
        complete(enrolment=row.enrolment, activity=meeting.activity, how=CompletionRule.ATTENDED, actor=actor)
    elif first and _could_come(row.enrolment, meeting):
        meeting_letters.missed(meeting, row.enrolment)
    return True


def _could_come(enrolment: Enrolment, meeting: Meeting) -> bool:
    return (
        enrolment.user.is_active and not meeting.entered_afterwards and enrolment.enrolled_at is not None and enrolment.enrolled_at <= meeting.ends_at
    )


def _write(
    meeting: Meeting, enrolment: Enrolment, actor: Any, said: dict[str, Any], source: str, *, reason: str = ""
) -> tuple[MeetingPresence, bool]:
    """The row, and whether it says something else than before. The meeting is locked, so nobody writes beside."""
    row = MeetingPresence.objects.select_related("enrolment__user", "enrolment__run__course").filter(meeting=meeting, enrolment=enrolment).first()
    if row is not None and all(getattr(row, name) == value for name, value in said.items()):
        return row, False
    row = row or MeetingPresence(meeting=meeting, enrolment=enrolment)
    for name, value in {**said, "source": source, "marked_by": actor, "marked_at": timezone.now(), "reason": reason}.items():
        setattr(row, name, value)
    row.save()
    return row, True


def _check_times(meeting: Meeting, said: dict[str, Any]) -> None:
    arrived, left = said["arrived_at"], said["left_at"]
    if any(at is not None and not meeting.starts_at <= at <= meeting.ends_at for at in (arrived, left)) or (arrived and left and left <= arrived):
        raise CannotMark("times", _("These times do not fit into the meeting."))


def _data(said: dict[str, Any]) -> dict[str, Any]:
    return {"present": said["present"]} | {name: said[name].isoformat() for name in ("arrived_at", "left_at") if said[name]}


def _of_run(meeting: Meeting, enrolment: Enrolment) -> Enrolment:
    return Enrolment.objects.select_related("user", "run__course").get(pk=enrolment.pk, run=meeting.run_id)


def _locked(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("run__course", "activity__activity")
    return rows.get(pk=meeting.pk)
