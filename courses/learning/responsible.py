"""For the library: who answers for the words of a course's pages."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from .models import CoursePage, CourseTrainer


def trainers_of(pages: list[Page]) -> dict[int, list[Any]]:
    """Trainers appointed today by the page's primary key; two queries whatever the number of pages."""
    above = {page.pk: {page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)} for page in pages}
    courses = CoursePage.objects.filter(path__in={path for paths in above.values() for path in paths})
    keys = {row.path: row.translation_key for row in courses.only("path", "translation_key")}
    trainers: dict[Any, list[Any]] = {}
    for row in CourseTrainer.objects.filter(course__key__in=keys.values(), dismissed_at=None, user__is_active=True).select_related("course", "user"):
        trainers.setdefault(row.course.key, []).append(row.user)
    return {pk: [person for path in paths if path in keys for person in trainers.get(keys[path], [])] for pk, paths in above.items()}
