"""The editor's front page offers each person what they may really do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from courses.internships.models import Application
from courses.learning.enrolment import enrol
from courses.learning.enums import EnrolmentMode
from courses.learning.models import CoursePage
from courses.learning.teaching import appoint_trainer
from school.accounts.models import User
from school.dashboard.roles import ensure_roles
from school.dashboard.wagtail_hooks import first_steps
from tests.factories.learning import index, make_course, make_run

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def catalogue(groups: None) -> None:
    index()
    ensure_roles()


def steps(user: User) -> list[dict[str, str]]:
    return first_steps(User.objects.get(pk=user.pk))


def titles(user: User) -> list[str]:
    return [step["title"] for step in steps(user)]


def test_trainer_without_a_course_is_led_to_begin_one(catalogue: None, taras: User) -> None:
    assert titles(taras) == ["Почати курс", "Додати модулі, уроки й тест"]


def test_trainer_with_a_course_is_led_on_to_publishing_and_people(catalogue: None, taras: User, halyna: User) -> None:
    appoint_trainer(course=make_course(), user=taras, actor=halyna)
    assert titles(taras) == [
        "Почати курс",
        "Додати модулі, уроки й тест",
        "Подивитися очима учасника",
        "Опублікувати зараз або в певний день",
        "Побачити, хто вчиться",
    ]
    edit = reverse("wagtailadmin_pages:edit", args=[CoursePage.objects.get().pk])
    assert [step["url"] for step in steps(taras)[2:4]] == [edit, edit]


def test_coordinator_is_led_first_to_people_days_and_certificates(catalogue: None, halyna: User) -> None:
    assert titles(halyna) == [
        "Записати людей",
        "Обрати людей на день стажування",
        "Подбати про сертифікати",
        "Почати курс",
        "Додати модулі, уроки й тест",
        "Сформулювати листи",
    ]


def test_coordinator_sees_how_many_requests_wait(catalogue: None, halyna: User, olena: User) -> None:
    enrol(user=olena, run=make_run(mode=EnrolmentMode.APPROVAL), actor=olena)
    assert Application.objects.count() == 0
    assert [re.findall(r"чекає: (\d+)", step["about"]) for step in steps(halyna)[:2]] == [["1"], ["0"]]


def test_administrator_is_led_to_the_house_and_its_people_as_well(catalogue: None, admin: User) -> None:
    assert titles(admin)[-3:] == ["Сформулювати листи", "Люди й ролі", "Налаштування центру"]


def test_every_step_opens_for_whom_it_is_offered(catalogue: None, taras: User, halyna: User, admin: User, browser_of: Browser) -> None:
    appoint_trainer(course=make_course(), user=taras, actor=halyna)
    for user in (taras, halyna, admin):
        browser = browser_of(user)
        for step in steps(user):
            assert (step["title"], browser.get(step["url"], follow=True).status_code) == (step["title"], 200)


def test_front_page_shows_the_steps_and_our_own_mark_and_no_other_host(catalogue: None, taras: User, browser_of: Browser) -> None:
    html = browser_of(taras).get(reverse("wagtailadmin_home")).content.decode()
    assert "Почати курс" in html
    assert reverse("foundation:art", args=["mark", "shkola"]) in html
    assert [
        link
        for link in re.findall(r"https?://[^\"'\s<>\\]+", html)
        if not link.startswith(("http://testserver", "http://127.0.0.1", "http://www.w3.org/"))
    ] == []
