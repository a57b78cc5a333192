"""A completed enrolment is news: it only writes a job here."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from courses.learning.models import Enrolment
from courses.learning.signals import enrolment_completed
from school.foundation import jobs


@receiver(enrolment_completed)
def award_completed_enrolment(sender: Any, enrolment: Enrolment, **kwargs: Any) -> None:
    jobs.enqueue("certificates.award", key=f"course:{enrolment.code}", args={"kind": "course", "key": enrolment.code})
