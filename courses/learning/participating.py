"""What a run counts as: somebody finished it. Taught in a room it is told of where presence is kept; one that only concludes a day is not told of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from school.accounts.cities import Gazetteer
from school.accounts.participation import PERSON, Event, Participation, took_part

from .enums import EnrolmentState
from .models import CourseRun, Enrolment, Words
from .presenting import run_name
from .progress import words_for

KIND = "course"


def participated(before: datetime | None, gazetteer: Gazetteer, language: str, person: int | None = None) -> Iterable[Participation]:
    rows = Enrolment.objects.filter(completed_at__isnull=False, run__gives_certificate=True, run__in_room=False).exclude(
        state=EnrolmentState.DECLINED
    )
    rows = rows.filter(completed_at__lt=before) if before else rows
    rows = rows.filter(user=person) if person else rows
    runs = {run.pk: run for run in CourseRun.objects.filter(pk__in=rows.values("run")).select_related("course")}
    events = events_of(runs.values(), language)
    for run_id, code, completed, *who in rows.order_by("pk").values_list("run_id", "code", "completed_at", *PERSON):
        yield took_part(gazetteer, events[run_id], completed, runs[run_id].hours, code, tuple(who))


def events_of(runs: Iterable[CourseRun], language: str) -> dict[int, Event]:
    """By the run's id; one query."""
    found = list(runs)
    said = words_for([run.course.key for run in found], language, "uk")
    return {run.pk: _event(run, said, language) for run in found}


def _event(run: CourseRun, said: dict[Any, Words], language: str) -> Event:
    course = said.get(run.course.key)
    title = f"{course.title if course else run.course.title}, {run_name(run, language)}"
    return Event(KIND, run.code, title, _("course run"), run.project_id)
