"""The concluding test of a day: a run of a course that whoever was there finishes. Its room keeps attempts; here is only the rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.learning.enrolment import CannotEnrol, enrol
from courses.learning.enums import EnrolmentState, Source
from courses.learning.models import CourseRun, Enrolment

from .models import Attendance, InternshipDay


def passed_by(day: InternshipDay, people: Iterable[int]) -> set[int]:
    """Of these people (ids of users), who has done the concluding test; nobody is asked where the day has none."""
    if day.concluding_id is None:
        return set()
    rows = Enrolment.objects.filter(run=day.concluding_id, user__in=list(people)).exclude(completed_at=None).exclude(state=EnrolmentState.DECLINED)
    return set(rows.values_list("user", flat=True))


def may_begin(day: InternshipDay) -> bool:
    """From the start of the day as long as the run goes on."""
    run = day.concluding
    if run is None or run.cancelled_at is not None or day.cancelled_at is not None:
        return False
    return day.starts_at <= timezone.now() and (run.ends_at is None or timezone.now() < run.ends_at)


@transaction.atomic
def begin_concluding_test(*, attendance: Attendance, language: str) -> Enrolment:
    """Whoever was there is enrolled on the run of the test; twice is the same as once. Raises CannotEnrol with a sentence."""
    day = attendance.day
    if day.concluding is None or not may_begin(day):
        raise CannotEnrol("closed", _("The concluding test is not open now."))
    return enrol(user=attendance.user, run=day.concluding, source=Source.INVITATION, language=language)


def attendances_concluded_by(run: CourseRun, user: Any) -> list[Attendance]:
    """Confirmed presence that waited for this test. The days are locked first, as confirming a day does, so that neither misses the other."""
    days = list(InternshipDay.objects.select_for_update(of=("self",), no_key=True).filter(concluding=run).order_by("pk"))
    rows = Attendance.objects.select_for_update(of=("self",)).filter(day__in=days, user=user, settled_at__isnull=False).order_by("pk")
    return list(rows.select_related("day__internship", "user__profile", "application"))
