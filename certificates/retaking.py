"""Where the training of certificates that have ended, or soon will, can be taken again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from courses.internships.models import Attendance, InternshipDay, InternshipPage
from courses.learning.models import CoursePage, CourseRun, Enrolment

from .awards import kyiv_today
from .enums import AwardKind, CertificateState
from .models import Certificate

SOON = 60  # days, as the first letter


@dataclass(frozen=True)
class Repeat:
    address: str
    open: bool  # a run or a day takes people now


@dataclass(frozen=True)
class Training:
    """A course or a programme: the key of its pages, whether it takes people now."""

    key: Any
    open: bool


def is_due(certificate: Certificate) -> bool:
    until = certificate.valid_until
    return certificate.state == CertificateState.ISSUED and until is not None and until <= kyiv_today() + timedelta(days=SOON)


def repeat_of(certificate: Certificate) -> Repeat | None:
    return repeats_of([certificate]).get(certificate.pk)


def repeats_of(certificates: Iterable[Certificate]) -> dict[int, Repeat]:
    """By certificate: the page of its course or internship, in its own language where there is one; none for other kinds.

    As many queries for one as for a hundred.
    """
    rows = list(certificates)
    return _of_kind(rows, AwardKind.COURSE, _courses, CoursePage) | _of_kind(rows, AwardKind.DAY, _internships, InternshipPage)


def _of_kind(rows: list[Certificate], kind: AwardKind, trainings: Any, page_class: Any) -> dict[int, Repeat]:
    rows = [row for row in rows if row.award_kind == kind]
    found: dict[str, Training] = trainings([row.award_key for row in rows]) if rows else {}
    pages = _live_pages(page_class, {training.key for training in found.values()}) if found else {}
    said = {}
    for row in rows:
        if (training := found.get(row.award_key)) is None:
            continue
        told = pages.get(training.key, {})
        page = told.get(row.language) or next(iter(told.values()), None)
        if page is not None and page.url:
            said[row.pk] = Repeat(page.url, training.open)
    return said


def _live_pages(page_class: Any, keys: set[Any]) -> dict[Any, dict[str, Any]]:
    """By key, then by language."""
    said: dict[Any, dict[str, Any]] = {}
    for page in page_class.objects.filter(translation_key__in=keys, live=True).select_related("locale").order_by("pk"):
        said.setdefault(page.translation_key, {})[page.locale.language_code] = page
    return said


def _courses(keys: list[str]) -> dict[str, Training]:
    rows = list(Enrolment.objects.filter(code__in=keys).values_list("code", "run__course", "run__course__key"))
    taking = set(CourseRun.objects.filter(course__in={pk for _code, pk, _key in rows}).open_for_enrolment().values_list("course", flat=True))
    return {code: Training(key, pk in taking) for code, pk, key in rows}


def _internships(keys: list[str]) -> dict[str, Training]:
    rows = list(Attendance.objects.filter(code__in=keys).values_list("code", "day__internship", "day__internship__key"))
    days = InternshipDay.objects.filter(internship__in={pk for _code, pk, _key in rows})
    taking = set(days.open_for_application().values_list("internship", flat=True))
    return {code: Training(key, pk in taking) for code, pk, key in rows}
