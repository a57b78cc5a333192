"""Publishing brings the record in line; a freed place lets the next person in."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from courses.learning.models import CourseRun, Enrolment
from courses.learning.signals import enrolment_activated, enrolment_completed, enrolment_withdrawn, place_given, run_cancelled
from school.foundation import jobs

from .applying import promote_waiting
from .findable import want_day
from .meetings import invite_newcomer, take_back_invitations
from .models import InternshipDay, InternshipPage
from .publishing import publish_internship
from .reserving import tell_of_seats
from .settling import conclude


@receiver([page_published, page_unpublished], sender=InternshipPage)
@receiver(post_delete, sender=InternshipPage)
def programme_changed(sender: Any, instance: InternshipPage, **kwargs: Any) -> None:
    publish_internship(key=instance.translation_key)


@receiver([post_save, post_delete], sender=InternshipDay)
def day_changed(sender: Any, instance: InternshipDay, raw: bool = False, **kwargs: Any) -> None:
    if not raw and instance.pk:
        want_day(instance)


@receiver(place_given)
def place_was_given(sender: Any, claim: Any, **kwargs: Any) -> None:
    promote_waiting(claim)
    tell_of_seats(claim)


@receiver(enrolment_completed)
def concluding_test_was_done(sender: Any, enrolment: Enrolment, **kwargs: Any) -> None:
    conclude(run=enrolment.run, user=enrolment.user)


@receiver(enrolment_activated)
def learner_came(sender: Any, enrolment: Enrolment, **kwargs: Any) -> None:
    invite_newcomer(enrolment)


@receiver(enrolment_withdrawn)
def learner_left(sender: Any, enrolment: Enrolment, **kwargs: Any) -> None:
    take_back_invitations(enrolment)


@receiver(run_cancelled)
def run_was_cancelled(sender: Any, run: CourseRun, actor: Any, reason: str, **kwargs: Any) -> None:
    """By a job: the verb holds the run, and a meeting asks for its places first."""
    if run.meetings.ahead().exists():
        jobs.enqueue("internships.cancel_meetings", key=run.code, args={"run": run.pk, "reason": reason}, actor=actor)
