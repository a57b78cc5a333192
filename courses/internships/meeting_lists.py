"""What is shown of meetings: to whoever learns, to whoever teaches. The same number of questions however many people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.learning.enums import EnrolmentState
from courses.learning.models import CourseRun, Enrolment, ScheduledActivity
from courses.learning.progress import words_for
from school.accounts.finding import by_name, named

from .meeting_words import place_of, titles_of
from .meetings import KIND
from .models import Meeting, MeetingPresence

ZERO = Decimal(0)


@dataclass(frozen=True)
class Line:
    """One person on the list of a meeting."""

    enrolment: Enrolment
    presence: MeetingPresence | None

    @property
    def gone(self) -> bool:
        return self.enrolment.state != EnrolmentState.ACTIVE


def lines_of(meeting: Meeting, text: str = "") -> list[Line]:
    """Everybody enrolled, and whoever was marked and has left since; by surname."""
    marked = {row.enrolment_id: row for row in meeting.presences.select_related("marked_by__profile")}
    rows = meeting.run.enrolments.filter(Q(state=EnrolmentState.ACTIVE) | Q(pk__in=marked)).select_related("user__profile__organisation")
    rows = rows.filter(named(text, "user__")) if text else rows
    return [Line(row, marked.get(row.pk)) for row in rows.order_by(*by_name("user__"), "pk")]


def counts_of(meeting: Meeting) -> dict[str, int]:
    present = meeting.presences.filter(present=True).count()
    absent = meeting.presences.filter(present=False).count()
    return {"all": meeting.run.enrolments.active().count(), "present": present, "absent": absent}


def desk(run: CourseRun) -> tuple[str, str]:
    """From a run's page to its meetings."""
    return _("Meetings"), reverse("internships:run_meetings", args=[run.code])


def moments_of(steps: list[ScheduledActivity]) -> dict[int, datetime]:
    """When each step meets; for the outline of a course."""
    rows = Meeting.objects.standing().filter(activity__in=[step.pk for step in steps])
    return dict(rows.values_list("activity_id", "starts_at"))


def meetings_of(run: CourseRun, language: str) -> list[dict[str, Any]]:
    """Each session step of a run with its meeting, if one is planned; steps taken out of the run only where they met."""
    counted = Count("presences", filter=Q(presences__present=True))
    rows = Meeting.objects.filter(run=run).select_related("run__course", "activity__activity", "trainer__profile").annotate(came=counted)
    standing = {row.activity_id: row for row in rows if row.cancelled_at is None}
    steps = list(run.activities.filter(kind=KIND).select_related("activity"))
    said = words_for([step.activity.key for step in steps], language, run.course.source_locale)
    shown = [step for step in steps if step.retired_at is None or step.pk in standing]
    return [
        {
            "step": step,
            "code": step.activity.code,
            "title": said[step.activity.key].title if step.activity.key in said else step.activity.title,
            "meeting": standing.get(step.pk),
            "place": place_of(standing[step.pk], language) if step.pk in standing else "",
            "retired": step.retired_at is not None,
            "cancelled": [row for row in rows if row.activity_id == step.pk and row.cancelled_at is not None],
        }
        for step in shown
    ]


@dataclass(frozen=True)
class PersonHours:
    enrolment: Enrolment
    attended: int
    hours: Decimal


def hours_by_person(run: CourseRun) -> list[PersonHours]:
    """Confirmed hours in the room of everybody enrolled or once there; one query."""
    done = Q(presences__attended=True)
    rows = run.enrolments.filter(Q(state=EnrolmentState.ACTIVE) | Q(presences__hours__gt=0)).select_related("user__profile")
    counts = rows.annotate(times=Count("presences", filter=done, distinct=True), sat=Sum("presences__hours"))
    return [PersonHours(row, row.times, row.sat or ZERO) for row in counts.order_by(*by_name("user__"), "pk")]


def hours_of_enrolment(enrolment: Enrolment) -> dict[str, Any]:
    """What a person's own pages say: times and hours confirmed, and of how many meetings that are over."""
    rows = list(enrolment.presences.exclude(hours=None).values_list("attended", "hours"))
    return {
        "attended": sum(bool(attended) for attended, _sat in rows),
        "of": len(rows),
        "hours": sum((hours or ZERO for _there, hours in rows), ZERO),
    }


def coming_of(user: Any, language: str) -> list[dict[str, Any]]:
    """A person's next meeting of each run, for what has a date."""
    rows = Meeting.objects.coming().filter(run__enrolments__in=Enrolment.objects.of(user).active(), run__cancelled_at=None)
    return _nearest(rows.select_related("run__course", "activity__activity").order_by("starts_at"), language)


def _nearest(rows: Iterable[Meeting], language: str) -> list[dict[str, Any]]:
    first: dict[int, Meeting] = {}
    for row in rows:
        first.setdefault(row.run_id, row)
    titles = titles_of(first.values(), language)
    return [{"meeting": row, "title": titles[row.pk], "place": place_of(row, language)} for row in first.values()]
