"""A trainer writes questions beside their own test, and beside nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from courses.assessment.models import Question, TestPage
from courses.learning.models import Activity, Course, CoursePage
from courses.learning.teaching import appoint_trainer
from school.accounts.models import User
from tests.factories.learning import make_course

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def test_page(taras: User, halyna: User) -> TestPage:
    course: Course = make_course(with_test=True)
    appoint_trainer(course=course, user=taras, actor=halyna)
    return TestPage.objects.get()


def send(browser: Client, page: TestPage, *, right: tuple[bool, ...], kind: str = "single") -> HttpResponse:
    data: dict[str, Any] = {"text_uk": "Хто ухвалює бюджет громади?", "text_en": "", "kind": kind, "points": "1"}
    data |= {
        f"options-{name}": str(number)
        for name, number in (("TOTAL_FORMS", len(right)), ("INITIAL_FORMS", 0), ("MIN_NUM_FORMS", 0), ("MAX_NUM_FORMS", 1000))
    }
    for number, marked in enumerate(right):
        data |= {f"options-{number}-text_uk": f"Відповідь {number}", f"options-{number}-ORDER": str(number + 1), f"options-{number}-id": ""}
        data |= {f"options-{number}-right": "on"} if marked else {}
    return browser.post(reverse("wagtailsnippets_assessment_question:add") + f"?test={page.translation_key}", data)


def test_trainer_adds_a_question_and_the_course_asks_it(taras: User, test_page: TestPage, browser_of: Browser) -> None:
    before = Question.objects.of_test(test_page.translation_key).count()
    assert send(browser_of(taras), test_page, right=(True, False)).status_code == 302
    rows = Question.objects.of_test(test_page.translation_key)
    assert rows.count() == before + 1
    assert list(rows.last().options.values_list("text_uk", "right")) == [("Відповідь 0", True), ("Відповідь 1", False)]


@pytest.mark.parametrize(
    ("kind", "right", "says"),
    [
        ("single", (True, True), "Позначте рівно одну правильну відповідь."),
        ("single", (False, False), "Позначте рівно одну правильну відповідь."),
        ("multiple", (False, False), "Позначте правильні відповіді."),
    ],
)
def test_question_without_its_right_answers_is_refused_in_words(
    taras: User, test_page: TestPage, browser_of: Browser, kind: str, right: tuple[bool, ...], says: str
) -> None:
    before = Question.objects.count()
    response = send(browser_of(taras), test_page, right=right, kind=kind)
    assert says in response.content.decode()
    assert "Хто ухвалює бюджет громади?" in response.content.decode()
    assert Question.objects.count() == before


def test_first_question_of_a_published_test_brings_it_into_the_course(taras: User, halyna: User, test_page: TestPage, browser_of: Browser) -> None:
    Question.objects.all().delete()
    Activity.objects.filter(key=test_page.translation_key).delete()
    assert send(browser_of(taras), test_page, right=(True, False)).status_code == 302
    assert Activity.objects.in_force().filter(key=test_page.translation_key).exists()


def test_another_courses_trainer_and_a_stranger_are_refused(test_page: TestPage, petro: User, taras: User, browser_of: Browser) -> None:
    other = make_course(with_test=True)
    page = TestPage.objects.exclude(pk=test_page.pk).get()
    before = Question.objects.count()
    assert send(browser_of(taras), page, right=(True, False)).status_code == 302  # Wagtail leads away with a sentence
    assert send(browser_of(petro), test_page, right=(True, False)).status_code in (302, 403)
    assert Question.objects.count() == before
    assert CoursePage.objects.filter(translation_key=other.key).exists()
