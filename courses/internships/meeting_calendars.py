"""A meeting in people's own calendars: one UID for each person and meeting, so that it moves and disappears by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from icalendar import Event, vCalAddress

from courses.learning.enums import EnrolmentState
from courses.learning.models import Enrolment
from school.foundation.calendar import KYIV
from school.foundation.mail import CalendarPart

from .ical import CANCEL, calendar_of, last_events, organizer
from .meeting_words import place_of, title_of, titles_of
from .models import Meeting, MeetingInvitation


def invitation(meeting: Meeting, enrolment: Enrolment, method: str) -> CalendarPart | None:
    """The next word to one calendar, numbered after the last; nothing is taken away from whoever was never invited."""
    last = MeetingInvitation.objects.select_for_update().filter(meeting=meeting, enrolment=enrolment).first()
    if method == CANCEL and (last is None or last.taken_back):
        return None
    sequence = meeting.sequence if last is None else max(meeting.sequence, last.sequence + 1)
    values = {"sequence": sequence, "taken_back": method == CANCEL}
    MeetingInvitation.objects.update_or_create(meeting=meeting, enrolment=enrolment, defaults=values)
    language = enrolment.language
    with override(language):
        status = "CANCELLED" if method == CANCEL else "CONFIRMED"
        event = _event(meeting, enrolment, title_of(meeting, language), language, status=status, sequence=sequence, at=timezone.now())
        event.add("attendee", _attendee(enrolment), encode=False)
        return CalendarPart(method, calendar_of([event], method=method).to_ical().decode())


def meeting_file(meeting: Meeting, enrolment: Enrolment, language: str) -> bytes:
    """The meeting as a file, for a calendar that knows no subscriptions."""
    last = MeetingInvitation.objects.filter(meeting=meeting, enrolment=enrolment).first()
    with override(language):
        title, sequence = title_of(meeting, language), last.sequence if last else meeting.sequence
        event = _event(meeting, enrolment, title, language, status=_status(meeting, enrolment), sequence=sequence, at=timezone.now())
        return calendar_of([event], method="PUBLISH").to_ical()


def fed_meetings(user: Any, language: str) -> list[tuple[Event, datetime]]:
    """Meetings of a person's runs, and those they were once invited to; each with the moment it last changed. Few queries for any number."""
    mine = Q(run__enrolments__user=user, run__enrolments__state=EnrolmentState.ACTIVE) & Q(cancelled_at=None, activity__retired_at=None)
    rows = list(
        Meeting.objects.filter(mine | Q(invitations__enrolment__user=user))
        .select_related("run__course", "activity__activity")
        .order_by("starts_at", "pk")
        .distinct()
    )
    if not rows:
        return []
    enrolments = {row.run_id: row for row in Enrolment.objects.of(user).filter(run__in={row.run_id for row in rows})}
    told = {row.meeting_id: row.sequence for row in MeetingInvitation.objects.filter(enrolment__user=user)}
    titles, own = titles_of(rows, language), last_events(Meeting, [row.pk for row in rows])
    joined = last_events(Enrolment, [row.pk for row in enrolments.values()])
    fed = []
    for row in rows:
        enrolment = enrolments[row.run_id]
        at = max(own.get(row.pk, row.planned_at), joined.get(enrolment.pk, row.planned_at)).replace(microsecond=0)
        sequence = told.get(row.pk, row.sequence)
        event = _event(row, enrolment, titles[row.pk], language, status=_status(row, enrolment), sequence=sequence, at=at)
        event.add("last-modified", at)
        fed.append((event, at))
    return fed


def _status(meeting: Meeting, enrolment: Enrolment) -> str:
    gone = meeting.cancelled_at or meeting.run.cancelled_at or enrolment.state != EnrolmentState.ACTIVE
    return "CANCELLED" if gone else "CONFIRMED"


def _event(meeting: Meeting, enrolment: Enrolment, title: str, language: str, *, status: str, sequence: int, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{meeting.code}-{enrolment.code}")
    event.add("sequence", sequence)
    event.add("dtstamp", at)
    event.add("dtstart", meeting.starts_at.astimezone(KYIV))
    event.add("dtend", meeting.ends_at.astimezone(KYIV))
    event.add("summary", title)
    event.add("location", place_of(meeting, language))
    path = reverse("learning:activity", args=[meeting.run.code, meeting.activity.activity.code])
    event.add("url", settings.PUBLIC_URL + path)
    event.add("status", status)
    event.add("organizer", organizer(language), encode=False)
    return event


def _attendee(enrolment: Enrolment) -> vCalAddress:
    address = vCalAddress(f"mailto:{enrolment.user.email}")
    address.params |= {"CN": enrolment.user.full_name, "ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE", "PARTSTAT": "ACCEPTED"}
    return address
