"""A trainer's courses as the editor's front page lists them: what state each is in, what publishing could not take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .models import Course, CoursePage
from .rules import courses_seen_by

SHOWN = 8  # the courses changed last; the explorer holds the rest


@dataclass(frozen=True)
class Tab:
    """A page of work beside runs and days, of a room above."""

    name: str
    label: Any
    url_name: str


TABS: list[Tab] = []  # filled in `AppConfig.ready()`


@dataclass(frozen=True)
class DeskCourse:
    page: CoursePage
    record: Course | None  # none until the course is published for the first time

    @property
    def problems(self) -> list[dict[str, str]]:
        return self.record.problems if self.record else []

    @property
    def state(self) -> str:
        if self.page.live:
            return _("published, with changes that are not published yet") if self.page.has_unpublished_changes else _("published")
        if self.page.approved_schedule:
            return _("waits for its day of publishing")
        return _("taken off the site") if self.record else _("draft: only you see it")


def courses_on_desk(user: Any) -> list[DeskCourse]:
    """Courses a person teaches or coordinates, and drafts of their own, each by the page it was written on; changed last, first."""
    records = {course.key: course for course in courses_seen_by(user)}
    pages = CoursePage.objects.filter(translation_key__in=list(records)) | CoursePage.objects.filter(owner=user)
    rows = [DeskCourse(page, records.get(page.translation_key)) for page in _sources(pages.select_related("locale").order_by("pk"), records)]
    return sorted(rows, key=lambda row: (row.page.latest_revision_created_at is not None, row.page.latest_revision_created_at), reverse=True)[:SHOWN]


def _sources(pages: Iterable[CoursePage], records: dict[Any, Course]) -> list[CoursePage]:
    """One page a course: the one in the language it was written in."""
    found: dict[Any, CoursePage] = {}
    for page in pages:
        record = records.get(page.translation_key)
        if record is None or record.source_locale == page.locale.language_code:
            found.setdefault(page.translation_key, page)
    return list(found.values())
