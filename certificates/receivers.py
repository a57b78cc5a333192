"""A completed enrolment, confirmed presence and a watched webinar are news: they only write a job here."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from courses.internships.models import Attendance
from courses.internships.signals import attendance_confirmed
from courses.learning.models import Enrolment
from courses.learning.signals import enrolment_completed
from school.foundation import jobs
from webinars.models import Viewing
from webinars.signals import webinar_watched

from .day_awards import job_key
from .desk_awards import series_finished_by
from .enums import AwardKind
from .models import AwardRule
from .webinar_awards import key_of


@receiver(enrolment_completed)
def award_completed_enrolment(sender: Any, enrolment: Enrolment, **kwargs: Any) -> None:
    if enrolment.run.gives_certificate:
        jobs.enqueue("certificates.award", key=f"course:{enrolment.code}", args={"kind": "course", "key": enrolment.code})


@receiver(attendance_confirmed)
def award_confirmed_attendance(sender: Any, attendance: Attendance, **kwargs: Any) -> None:
    """Confirmed anew with other hours, the certificate that was issued stays as it is: a coordinator replaces or revokes it."""
    if attendance.earned:
        jobs.enqueue("certificates.award", key=job_key(attendance), args={"kind": "day", "key": attendance.code})


@receiver(webinar_watched)
def award_watched_webinar(sender: Any, viewing: Viewing, **kwargs: Any) -> None:
    if viewing.webinar.gives_certificate:
        key = key_of(viewing)
        jobs.enqueue("certificates.award", key=f"webinar:{key}", args={"kind": "webinar", "key": key})
    award_watched_series(viewing)


def award_watched_series(viewing: Viewing) -> None:
    """A series gives a certificate by itself where a rule says so; else a coordinator gives it. Every part asks: whichever is last finds all."""
    if not AwardRule.objects.filter(kind=AwardKind.SERIES, active=True).exists():
        return
    for key in series_finished_by(viewing):
        jobs.enqueue("certificates.award", key=f"series:{key}:{viewing.webinar.code}", args={"kind": "series", "key": key})
