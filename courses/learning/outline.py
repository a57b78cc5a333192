"""The hinge between pages and records. Reads the live tree, upserts, retires; never raises at an editor, never deletes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from school.foundation import history

from .kinds import kind_of
from .models import Activity, Course, CoursePage, Module, Words
from .models.pages import ActivityPage, ModulePage


@dataclass
class _Reading:
    """What one pass over a course's live tree found."""

    problems: list[dict[str, str]] = field(default_factory=list)
    modules: set[UUID] = field(default_factory=set)
    activities: set[UUID] = field(default_factory=set)

    def refuse(self, page: Page, why: str) -> None:
        self.problems.append({"page": str(page.pk), "title": page.title, "why": why})


def course_page_of(page: Page) -> CoursePage | None:
    """The course page a page of the outline belongs to, itself included."""
    if page.specific_class is CoursePage:
        return page.specific
    return CoursePage.objects.ancestor_of(page).first() if page.depth > 3 else None


@transaction.atomic
def publish_outline(*, key: UUID) -> Course | None:
    """Bring the records of one course in line with its published pages, in every language."""
    record = Course.objects.select_for_update().filter(key=key).first()
    pages = list(CoursePage.objects.filter(translation_key=key).select_related("locale").order_by("pk"))
    source = _source_of(record, pages)
    if source is None or (record is None and not source.live):
        return record
    reading = _Reading()
    record = _upsert_course(record, source, reading)
    with override(record.source_locale):
        _read_tree(record, source, reading)
    _retire(record, reading)
    for page in pages:
        _keep_words(page)
    record.problems = reading.problems
    record.published_at = timezone.now()
    record.save(update_fields=["problems", "published_at"])
    history.record(record, "publish_outline", data={"problems": len(reading.problems)})
    return record


def _source_of(record: Course | None, pages: list[CoursePage]) -> CoursePage | None:
    """The language the page was created in; a copy made for translation has a later primary key."""
    if record is not None:
        return next((page for page in pages if page.locale.language_code == record.source_locale), None)
    return pages[0] if pages else None


def _upsert_course(record: Course | None, page: CoursePage, reading: _Reading) -> Course:
    if record is None:
        record = Course(key=page.translation_key, source_locale=page.locale.language_code, hours=page.hours, title=page.title)
    if page.live:
        record.title, record.cloth, record.level = page.title, page.cloth, page.level
        if page.hours and page.hours > 0:
            record.hours = page.hours
        else:
            reading.refuse(page, _("A course needs its number of academic hours."))
    record.retired_at = None if page.live else record.retired_at or timezone.now()
    record.save()
    if page.live:
        record.topics.set(page.topics.all())
        record.prerequisites.set([course for course in page.prerequisites.all() if course.pk != record.pk])
    return record


def _read_tree(course: Course, source: CoursePage, reading: _Reading) -> None:
    position = 0
    for number, module_page in enumerate(ModulePage.objects.child_of(source).live().order_by("path")):
        module = _upsert_module(course, module_page, number)
        reading.modules.add(module.key)
        for page in module_page.get_children().live().specific().order_by("path"):
            position += 1
            if isinstance(page, ActivityPage):
                _upsert_activity(course, module, page, position, reading)


def _upsert_module(course: Course, page: ModulePage, position: int) -> Module:
    values = {"course": course, "position": position, "title": page.title, "release_after_days": page.release_after_days, "retired_at": None}
    module, _created = Module.objects.update_or_create(key=page.translation_key, defaults=values)
    return module


def _upsert_activity(course: Course, module: Module, page: ActivityPage, position: int, reading: _Reading) -> None:
    kind = kind_of(page)
    why = _("This kind of step is unknown.") if kind is None else kind.problem_of(page)
    existing = Activity.objects.filter(key=page.translation_key).first()
    if existing is not None and existing.course_id != course.pk:
        why = _("This step belongs to another course. Copy it instead of moving.")
    if why:
        reading.refuse(page, why)
        if existing is not None and existing.course_id == course.pk and existing.retired_at is None:
            reading.activities.add(existing.key)
        return
    assert kind is not None
    Activity.objects.update_or_create(
        key=page.translation_key,
        defaults={
            "course": course,
            "module": module,
            "kind": kind.name,
            "position": position,
            "title": page.title,
            "minutes": page.minutes,
            "required": page.required,
            "completion": page.completion,
            "min_seconds": (page.min_minutes or 0) * 60,
            "rules": kind.rules_of(page),
            "retired_at": None,
        },
    )
    reading.activities.add(page.translation_key)


def _retire(course: Course, reading: _Reading) -> None:
    now = timezone.now()
    course.modules.in_force().exclude(key__in=reading.modules).update(retired_at=now)
    course.activities.in_force().exclude(key__in=reading.activities).update(retired_at=now)


def _keep_words(course_page: CoursePage) -> None:
    """Copy every live page's words; mark the words of what is no longer live, and keep them."""
    language = course_page.locale.language_code
    tree = [course_page, *course_page.get_descendants().specific()]
    live = {page.translation_key: page for page in tree if page.live}
    for key, page in live.items():
        _write_words(key, language, page)
    gone = [page.translation_key for page in tree if not page.live]
    Words.objects.filter(key__in=gone, locale=language).update(live=False)


def _write_words(key: UUID, language: str, page: Any) -> None:
    body = getattr(page, "body", None)
    values = {
        "title": page.title,
        "summary": page.summary,
        "body": list(body.raw_data) if body is not None else [],
        "url": page.url or "",
        "live": True,
    }
    words = Words.objects.filter(key=key, locale=language).first()
    if words is None:
        Words.objects.create(key=key, locale=language, published_at=timezone.now(), **values)
    elif any(getattr(words, name) != value for name, value in values.items()):
        Words.objects.filter(pk=words.pk).update(**values, published_at=timezone.now(), version=F("version") + 1)
