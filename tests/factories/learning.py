"""Courses as pages, published as an editor publishes them; runs by the verb."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.pages.models import HomePage
from courses.assessment.models import Question, TestPage
from courses.assessment.questions import add_question
from courses.learning.models import Course, CoursePage, CourseRun, CoursesIndexPage, LessonPage, ModulePage
from courses.learning.runs import open_run
from school.accounts.models import User
from tests.factories.accounts import make_person
from tests.factories.pages import publish

_numbers = count(1)


def home(language: str = "uk") -> HomePage:
    locale, _new = Locale.objects.get_or_create(language_code=language)
    found = HomePage.objects.filter(locale=locale).first()
    if found is not None:
        return found
    page = HomePage(title="Школа", slug=f"school-{language}", locale=locale)
    first = HomePage.objects.first()
    if first is not None:
        page.translation_key = first.translation_key
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale)
    root.add_child(instance=page)
    if first is None:
        Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": page})
    Site.clear_site_root_paths_cache()
    return page


def index(language: str = "uk") -> CoursesIndexPage:
    found = CoursesIndexPage.objects.filter(locale__language_code=language).first()
    if found is None:
        parent = home(language)
        found = CoursesIndexPage(title="Курси", slug="courses", locale=parent.locale, show_in_menus=True)
        publish(parent, found)
    return found


def make_course_page(*, language: str = "uk", key: UUID | None = None, **fields: Any) -> CoursePage:
    parent = index(language)
    page = CoursePage(**{"title": "Основи е-урядування", "slug": f"course-{next(_numbers)}", "hours": 18, "locale": parent.locale, **fields})
    if key is not None:
        page.translation_key = key
    return publish(parent, page)


def make_module(course_page: CoursePage, **fields: Any) -> ModulePage:
    return publish(course_page, ModulePage(**{"title": "Модуль", "slug": f"module-{next(_numbers)}", "locale": course_page.locale, **fields}))


def make_lesson(module: ModulePage, **fields: Any) -> LessonPage:
    body = fields.pop("body", [("text", "<p>Слова уроку.</p>")])
    return publish(module, LessonPage(**{"title": f"Урок {next(_numbers)}", "minutes": 10, "body": body, "locale": module.locale, **fields}))


def make_test(module: ModulePage, *, questions: int = 3, **fields: Any) -> TestPage:
    page = TestPage(
        **{
            "title": "Підсумковий тест",
            "slug": f"test-{next(_numbers)}",
            "minutes": 15,
            "pass_mark": 70,
            "shuffle": False,
            "locale": module.locale,
            **fields,
        }
    )
    for number in range(questions):
        make_question(page.translation_key, f"Запитання {number + 1}")
    return publish(module, page)


def make_question(key: UUID, text: str = "Скільки буде двічі по два?", *, kind: str = "single", right: int = 1) -> Question:
    options = [{"text_uk": f"відповідь {n}", "text_en": f"answer {n}", "right": n < right, "feedback_uk": f"пояснення {n}"} for n in range(4)]
    return add_question(test_key=key, kind=kind, text_uk=text, options=options)


def make_course(*, lessons: int = 2, with_test: bool = False, **fields: Any) -> Course:
    """A published course of one module."""
    page = make_course_page(**fields)
    module = make_module(page)
    for _number in range(lessons):
        make_lesson(module)
    if with_test:
        make_test(module)
    return Course.objects.get(key=page.translation_key)


def make_run(course: Course | None = None, *, actor: User | None = None, **fields: Any) -> CourseRun:
    """A run that enrols and teaches now, unless told otherwise."""
    now = timezone.now()
    values: dict[str, Any] = {
        "name_uk": "Осінь",
        "enrolment_opens_at": now - timedelta(days=10),
        "starts_at": now - timedelta(days=5),
        "ends_at": now + timedelta(days=30),
        **fields,
    }
    return open_run(course=course or make_course(), actor=actor, **values)


def make_people(number: int) -> list[User]:
    return [make_person(surname=f"Прізвище{n}") for n in range(number)]
