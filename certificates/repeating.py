"""Where the training of a certificate that has ended, or soon will, can be repeated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from courses.internships.models import InternshipDay, InternshipPage
from courses.learning.models import CoursePage, CourseRun

from .awards import kyiv_today
from .enums import AwardKind, CertificateState
from .models import Certificate

SOON = 60  # days, as the first letter


@dataclass(frozen=True)
class Repeat:
    address: str
    open: bool  # a run or a day takes people now


def is_due(certificate: Certificate) -> bool:
    until = certificate.valid_until
    return certificate.state == CertificateState.ISSUED and until is not None and until <= kyiv_today() + timedelta(days=SOON)


def repeat_of(certificate: Certificate) -> Repeat | None:
    """The page of the course or internship, in the certificate's language where it has one; none for other kinds."""
    found = {AwardKind.COURSE.value: _course, AwardKind.DAY.value: _internship}.get(certificate.award_kind, lambda _key: None)(certificate.award_key)
    if found is None:
        return None
    pages, is_open = found
    pages = pages.filter(live=True).select_related("locale")
    page = pages.filter(locale__language_code=certificate.language).first() or pages.first()
    return Repeat(page.url, is_open) if page and page.url else None


def _course(key: str) -> tuple[Any, bool] | None:
    run = CourseRun.objects.filter(enrolments__code=key).select_related("course").first()
    if run is None:
        return None
    is_open = CourseRun.objects.filter(course=run.course).open_for_enrolment().exists()
    return CoursePage.objects.filter(translation_key=run.course.key), is_open


def _internship(key: str) -> tuple[Any, bool] | None:
    day = InternshipDay.objects.filter(attendances__code=key).select_related("internship").first()
    if day is None:
        return None
    is_open = InternshipDay.objects.filter(internship=day.internship).open_for_application().exists()
    return InternshipPage.objects.filter(translation_key=day.internship.key), is_open
