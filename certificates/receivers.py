"""A completed enrolment and confirmed presence are news: they only write a job here."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from courses.internships.models import Attendance
from courses.internships.signals import attendance_confirmed
from courses.learning.models import Enrolment
from courses.learning.signals import enrolment_completed
from school.foundation import jobs

from .day_awards import job_key


@receiver(enrolment_completed)
def award_completed_enrolment(sender: Any, enrolment: Enrolment, **kwargs: Any) -> None:
    jobs.enqueue("certificates.award", key=f"course:{enrolment.code}", args={"kind": "course", "key": enrolment.code})


@receiver(attendance_confirmed)
def award_confirmed_attendance(sender: Any, attendance: Attendance, **kwargs: Any) -> None:
    """Confirmed anew with other hours, the certificate that was issued stays as it is: a coordinator replaces or revokes it."""
    if attendance.earned:
        jobs.enqueue("certificates.award", key=job_key(attendance), args={"kind": "day", "key": attendance.code})
