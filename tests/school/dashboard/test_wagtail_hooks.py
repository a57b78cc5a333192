"""The editor's front page offers each person what they may really do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from courses.learning.teaching import appoint_trainer
from school.accounts.models import User
from school.dashboard.roles import ensure_roles
from school.dashboard.wagtail_hooks import first_steps
from tests.factories.learning import index, make_course

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def catalogue(groups: None) -> None:
    index()
    ensure_roles()


def titles(user: User) -> list[str]:
    return [step["title"] for step in first_steps(User.objects.get(pk=user.pk))]


def test_trainer_begins_with_courses_and_sees_who_learns_once_there_is_one(catalogue: None, taras: User, halyna: User) -> None:
    assert titles(taras) == ["Почати курс", "Продовжити свої курси"]
    appoint_trainer(course=make_course(), user=taras, actor=halyna)
    assert titles(taras) == ["Почати курс", "Продовжити свої курси", "Побачити, хто вчиться"]


def test_coordinator_is_led_to_people_days_and_certificates(catalogue: None, halyna: User) -> None:
    assert titles(halyna)[2:] == ["Записати людей", "Обрати людей на день стажування", "Подбати про сертифікати", "Сформулювати листи"]


def test_every_step_opens_for_whom_it_is_offered(catalogue: None, taras: User, halyna: User, admin: User, browser_of: Browser) -> None:
    for user in (taras, halyna, admin):
        browser = browser_of(user)
        for step in first_steps(User.objects.get(pk=user.pk)):
            assert (step["title"], browser.get(step["url"]).status_code) == (step["title"], 200)


def test_front_page_shows_the_steps_and_our_own_mark(catalogue: None, taras: User, browser_of: Browser) -> None:
    html = browser_of(taras).get(reverse("wagtailadmin_home")).content.decode()
    assert "Почати курс" in html
    assert reverse("foundation:art", args=["mark", "shkola"]) in html
