"""Publishing brings the records in line; a freed place lets the next person in."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from school.foundation import memo

from .enrolment import promote_waiting
from .findable import want_steps
from .models import Course, CoursePage, CourseRun, Instructor
from .outline import course_page_of, publish_outline
from .signals import outline_adopted, place_given
from .teaching import appoint_trainer, group_of, let_creator_work


def _bring_in_line(page: Page) -> None:
    course_page = course_page_of(page)
    if course_page is not None:
        _brought(publish_outline(key=course_page.translation_key))


def _brought(course: Course | None) -> None:
    if course is not None:
        want_steps(course)


@receiver([post_save], sender=CourseRun)
def run_changed(sender: Any, instance: CourseRun, raw: bool = False, **kwargs: Any) -> None:
    want_steps(instance.course)


@receiver(outline_adopted)
def outline_was_adopted(sender: Any, run: CourseRun, **kwargs: Any) -> None:
    want_steps(run.course)


@receiver([page_published, page_unpublished])
def outline_published(sender: Any, instance: Page, **kwargs: Any) -> None:
    _bring_in_line(instance)
    if isinstance(instance.specific, CoursePage):
        _appoint_creator(instance.specific)


@receiver(post_page_move)
def outline_moved(sender: Any, instance: Page, parent_page_before: Page, **kwargs: Any) -> None:
    _bring_in_line(instance)
    before = course_page_of(parent_page_before)
    if before is not None:
        _brought(publish_outline(key=before.translation_key))


@receiver(post_save, sender=CoursePage)
def course_page_made(sender: Any, instance: CoursePage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw:
        let_creator_work(page=instance)


def _appoint_creator(page: CoursePage) -> None:
    """Whoever creates a course teaches it, until a coordinator says otherwise."""
    course = Course.objects.filter(key=page.translation_key).first()
    if course is None:
        return
    group_of(course.key)
    owner = page.owner
    if owner is not None and not course.trainers.exists() and owner.groups.filter(name="trainer").exists():
        with transaction.atomic():
            appoint_trainer(course=course, user=owner, actor=owner)


@receiver(post_save, sender=Instructor)
def instructor_changed(sender: Any, **kwargs: Any) -> None:
    """A trainer's card stands on course pages that are kept."""
    memo.forget()


@receiver(place_given)
def place_was_given(sender: Any, claim: Any, **kwargs: Any) -> None:
    promote_waiting(claim)
