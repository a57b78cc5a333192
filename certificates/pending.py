"""Who has earned a certificate and has none yet: written within seconds, else seen here and issued by hand."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from courses.internships.models import Attendance
from courses.learning.enums import EnrolmentState
from courses.learning.models import Enrolment
from courses.learning.progress import words_for
from school.foundation.centre import words
from school.foundation.models import Job, JobState
from webinars.models import Viewing

from .day_awards import job_key
from .enums import AwardKind
from .models import Certificate


def waiting_for_course() -> Any:
    """Completed enrolments for which no certificate was ever written."""
    return (
        Enrolment.objects.filter(run__gives_certificate=True)
        .exclude(completed_at=None)
        .exclude(state=EnrolmentState.DECLINED)
        .exclude(code__in=_written(AwardKind.COURSE))
    )


def waiting_for_day() -> Any:
    """Confirmed presence that earned a certificate which was never written."""
    return Attendance.objects.filter(earned=True).exclude(code__in=_written(AwardKind.DAY))


def waiting_for_webinar() -> Any:
    """Webinars watched to the end for which no certificate was ever written."""
    key = Concat("webinar__code", Value(":"), Cast("user_id", CharField()), output_field=CharField())
    watched = Viewing.objects.filter(webinar__gives_certificate=True).exclude(reached_at=None).annotate(award_key=key)
    return watched.exclude(award_key__in=_written(AwardKind.WEBINAR))


def _written(kind: AwardKind) -> Any:
    return Certificate.objects.filter(award_kind=kind).values("award_key")


def waiting_count() -> int:
    return waiting_for_course().count() + waiting_for_day().count()


def pending_of(user: Any, language: str) -> list[dict[str, Any]]:
    """What the person has earned and is being written, in a sentence's worth of facts: kind, title, and whether it failed."""
    rows = [*_courses(user, language), *_days(user, language)]
    failed = set(_failed([row["key"] for row in rows]))
    return [{**row, "failed": row["key"] in failed} for row in rows]


def _courses(user: Any, language: str) -> list[dict[str, Any]]:
    rows = list(waiting_for_course().filter(user=user).select_related("run__course"))
    told = words_for([row.run.course.key for row in rows], language, "uk")
    titles = {key: said.title for key, said in told.items()}
    return [
        {"kind": AwardKind.COURSE, "key": f"course:{row.code}", "title": titles.get(row.run.course.key, row.run.course.title), "at": row.completed_at}
        for row in rows
    ]


def _days(user: Any, language: str) -> list[dict[str, Any]]:
    rows = waiting_for_day().filter(user=user).select_related("day__internship")
    return [{"kind": AwardKind.DAY, "key": job_key(row), "title": words(row.day.internship, "title", language), "at": row.settled_at} for row in rows]


def _failed(keys: list[str]) -> Any:
    return Job.objects.filter(kind="certificates.award", state=JobState.FAILED, key__in=keys).values_list("key", flat=True)
