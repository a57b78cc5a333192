"""Appointing trainers: the CourseTrainer row and the course's Wagtail group change together."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from wagtail.models import GroupPagePermission

from school.foundation import history

from .models import Course, CourseGroup, CoursePage, CourseTrainer

ON_PAGE = ("add_page", "change_page", "publish_page")


def group_of(key: UUID) -> Group:
    """The course's own group, with add, change and publish on its page in every language."""
    row = CourseGroup.objects.select_related("group").filter(course_key=key).first()
    group = row.group if row else Group.objects.get_or_create(name=f"course {key}")[0]
    if row is None:
        CourseGroup.objects.create(course_key=key, group=group)
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=ON_PAGE)
    for page in CoursePage.objects.filter(translation_key=key):
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(group=group, page=page.page_ptr, permission=permission)
    return group


def let_creator_work(*, page: CoursePage) -> None:
    """A new page of a course, its first or a translation, belongs to the course's group; the trainer who began the course is in it.

    There is no record before the first publishing, and so no CourseTrainer: that row follows then.
    """
    group = group_of(page.translation_key)
    first = not Course.objects.filter(key=page.translation_key).exists()
    if first and page.owner is not None and page.owner.groups.filter(name="trainer").exists():
        group.user_set.add(page.owner)


@transaction.atomic
def appoint_trainer(*, course: Course, user: Any, actor: Any) -> CourseTrainer:
    row = CourseTrainer.objects.filter(course=course, user=user, dismissed_at=None).first()
    if row is None:
        row = CourseTrainer.objects.create(course=course, user=user, appointed_at=timezone.now())
        history.record(course, "appoint_trainer", actor=actor, data={"user": user.pk})
    group_of(course.key).user_set.add(user)
    Group.objects.get_or_create(name="trainer")[0].user_set.add(user)
    return row


@transaction.atomic
def dismiss_trainer(*, course: Course, user: Any, actor: Any) -> None:
    changed = CourseTrainer.objects.filter(course=course, user=user, dismissed_at=None).update(dismissed_at=timezone.now())
    group_of(course.key).user_set.remove(user)
    if not CourseTrainer.objects.filter(user=user, dismissed_at=None).exists():
        Group.objects.get_or_create(name="trainer")[0].user_set.remove(user)
    if changed:
        history.record(course, "dismiss_trainer", actor=actor, data={"user": user.pk})
