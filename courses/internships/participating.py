"""What a day and a run taught in a room count as: somebody was there, by the confirmed presence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, Sum

from courses.learning.models import CourseRun
from courses.learning.participating import events_of
from school.accounts.cities import Gazetteer
from school.accounts.participation import PERSON, Event, Participation, took_part
from school.foundation.centre import words

from .models import Attendance, InternshipDay, MeetingPresence

KIND, MEETINGS = "day", "meetings"
ENROLLED = tuple(f"enrolment__{name}" for name in PERSON)


def participated(before: datetime | None, gazetteer: Gazetteer, language: str, person: int | None = None) -> Iterable[Participation]:
    rows = Attendance.objects.filter(hours__gt=0, day__cancelled_at=None)
    rows = rows.filter(day__starts_at__lt=before) if before else rows
    rows = rows.filter(user=person) if person else rows
    days = {day.pk: (day, _event(day, language)) for day in InternshipDay.objects.filter(pk__in=rows.values("day")).select_related("internship")}
    told = rows.order_by("pk").values_list("day_id", "code", "hours", "application__city", "application__organisation", *PERSON)
    for day_id, code, hours, city, organisation, *who in told:
        day, event = days[day_id]
        yield took_part(gazetteer, event, day.starts_at, hours, code, tuple(who), city=city or "", organisation=organisation or "")


def _event(day: InternshipDay, language: str) -> Event:
    return Event(KIND, day.code, words(day.internship, "title", language), str(day.get_kind_display()), day.project_id)


def met(before: datetime | None, gazetteer: Gazetteer, language: str, person: int | None = None) -> Iterable[Participation]:
    """A person once a run, with the hours of the meetings they were at; the date is that of the last one."""
    rows = MeetingPresence.objects.filter(hours__gt=0, meeting__cancelled_at=None)
    rows = rows.filter(meeting__starts_at__lt=before) if before else rows
    rows = rows.filter(enrolment__user=person) if person else rows
    events = events_of(CourseRun.objects.filter(pk__in=rows.values("meeting__run")).select_related("course"), language)
    people = rows.order_by("meeting__run", "enrolment").values_list("meeting__run", "enrolment__code", *ENROLLED)
    for run, code, *who, hours, last in people.annotate(sum=Sum("hours"), last=Max("meeting__starts_at")):
        yield took_part(gazetteer, events[run], last, hours, code, tuple(who))
