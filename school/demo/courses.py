"""Demo courses as pages in both languages, their questions by the verb; publishing makes the records."""

from __future__ import annotations

import uuid
from typing import Any

from wagtail.rich_text import RichText

from cms.library.models import Topic
from courses.assessment.models import TestPage
from courses.assessment.questions import add_question
from courses.internships.models import SessionPage
from courses.learning.models import Course, CourseInstructor, CoursePage, Instructor, LessonPage, ModulePage

from . import content
from .blocks import body
from .site import publish

CLOTHS = {
    "e-governance": "синька",
    "e-tools-for-journalists": "вишня",
    "digital-multimedia": "барвінок",
    "world-of-possibilities": "мед",
    "after-the-day": "полотно",
}


def key_of(*parts: str) -> uuid.UUID:
    """The same key on every machine, so that covers and links are the same in every demo."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "demo/" + "/".join(parts))


def make_course(slug: str, indexes: dict[str, Any], instructors: list[Instructor], prerequisites: list[Course]) -> Course:
    told = content.read(f"courses/{slug}/course.yaml")
    for code in content.LANGUAGES:
        page = _course_page(told, code, indexes[code], instructors, prerequisites)
        for number, module in enumerate(told["modules"]):
            last = number == len(told["modules"]) - 1
            _module(told, module, code, page, with_test=last)
        page.save_revision().publish()
    return Course.objects.get(key=key_of(slug))


def _course_page(told: dict[str, Any], code: str, parent: Any, instructors: list[Instructor], prerequisites: list[Course]) -> CoursePage:
    parent.refresh_from_db()
    page = CoursePage(
        title=told["title"][code],
        slug=told["slug"],
        summary=told["summary"][code][:300],
        audience=told["audience"][code],
        outcomes=[{"type": "outcome", "value": row, "id": str(key_of(code, row))} for row in told["outcomes"][code]],
        about=told["about"][code],
        certificate_note=told["certificate_note"][code],
        in_catalogue=told.get("in_catalogue", True),
        cloth=CLOTHS.get(told["slug"], ""),
        hours=told["hours"],
        level=told["level"],
        locale=parent.locale,
        translation_key=key_of(told["slug"]),
    )
    page.topics = Topic.objects.filter(slug__in=told["topics"])
    page.prerequisites = prerequisites
    page.instructors = [CourseInstructor(instructor=row, sort_order=n) for n, row in enumerate(instructors)]
    return publish(parent, page)


def _module(told: dict[str, Any], module: dict[str, Any], code: str, course: CoursePage, *, with_test: bool) -> None:
    slug = told["slug"]
    course.refresh_from_db()
    page = ModulePage(
        title=module["title"][code],
        slug=module["slug"],
        summary=module["summary"][code][:300],
        locale=course.locale,
        translation_key=key_of(slug, module["slug"]),
    )
    page = publish(course, page)
    for name in module["lessons"]:
        _lesson(slug, name, code, page)
    _evenings(slug, module["slug"], code, page)
    if with_test:
        _test(slug, code, page)


def _lesson(slug: str, name: str, code: str, module: ModulePage) -> None:
    told = content.read(f"courses/{slug}/{name}.yaml")
    module.refresh_from_db()
    timed = told.get("completion") == "timed"
    page = LessonPage(
        title=told["title"][code],
        slug=name,
        summary=told["summary"][code][:300],
        minutes=told["minutes"],
        required=told.get("required", True),
        completion=told.get("completion", "marked"),
        min_minutes=2 if timed else None,
        free_preview=told.get("free_preview", False),
        body=body(told["body"][code], f"courses/{slug}"),
        locale=module.locale,
        translation_key=key_of(slug, name),
    )
    publish(module, page)


def _evenings(slug: str, module: str, code: str, page: ModulePage) -> None:
    """Meetings in a room, after the lessons of the module; only runs taught in a room have them."""
    name = f"courses/{slug}/evenings.yaml"
    for row in content.read(name).get(module, []) if content.exists(name) else []:
        page.refresh_from_db()
        evening = SessionPage(
            title=row["title"][code],
            slug=row["slug"],
            summary=row["summary"][code],
            minutes=row["minutes"],
            body=[("text", RichText(row["body"][code]))],
            locale=page.locale,
            translation_key=key_of(slug, row["slug"]),
        )
        publish(page, evening)


def _test(slug: str, code: str, module: ModulePage) -> None:
    told = content.read(f"courses/{slug}/test.yaml")
    key = key_of(slug, "test")
    if code == "uk":
        for row in told["questions"]:
            add_question(test_key=key, kind=row["kind"], points=row.get("points", 1), options=_options(row), **_pair("text", row["text"]))
    module.refresh_from_db()
    page = TestPage(
        title=told["title"][code],
        slug="test",
        summary=told["summary"][code][:300],
        minutes=told["minutes"],
        pass_mark=told["pass_mark"],
        draw=told["draw"],
        attempts=told["attempts"],
        shuffle=told.get("shuffle", True),
        completion="passed",
        locale=module.locale,
        translation_key=key,
    )
    publish(module, page)


def _pair(name: str, words: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{code}": words[code] for code in content.LANGUAGES}


def _options(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {**_pair("text", option["text"]), **_pair("feedback", option.get("feedback", {"uk": "", "en": ""})), "right": bool(option["right"])}
        for option in row["options"]
    ]
