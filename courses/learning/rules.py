"""Who may what in learning. Predicates have names; views look records up through them."""

from __future__ import annotations

from typing import Any

import rules
from django.db.models import QuerySet

from school.accounts.rules import is_coordinator

from .models import Course, CourseRun, CourseTrainer


def teaches_course(user: Any, course: Course) -> bool:
    return user.is_authenticated and CourseTrainer.objects.filter(course=course, user=user, dismissed_at=None).exists()


@rules.predicate
def teaches(user: Any, run: CourseRun) -> bool:
    return teaches_course(user, run.course)


rules.add_perm("learning.see_run", teaches | is_coordinator)
rules.add_perm("learning.coordinate", is_coordinator)


def runs_seen_by(user: Any) -> QuerySet[CourseRun]:
    """Runs a person may look into: a coordinator every one, a trainer those of their courses."""
    if is_coordinator(user):
        return CourseRun.objects.all()
    return CourseRun.objects.taught_by(user).distinct() if user.is_authenticated else CourseRun.objects.none()


def courses_seen_by(user: Any) -> QuerySet[Course]:
    if is_coordinator(user):
        return Course.objects.all()
    if not user.is_authenticated:
        return Course.objects.none()
    return Course.objects.filter(trainers__user=user, trainers__dismissed_at=None)
