"""«My learning»: what Olena sees, and that it costs the same however much she learns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from courses.learning.enrolment import enrol
from courses.learning.models import CourseRun
from courses.learning.progress import mark_done, visit
from school.accounts.models import User
from school.dashboard.learning import my_learning
from tests.factories.internships import make_application, make_day
from tests.factories.learning import index, make_course, make_people, make_run

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def states(user: User) -> dict[str, str]:
    return {card["title"]: card["state"] for card in my_learning(user, "uk")["courses"]}


def learn(run: CourseRun, user: User, steps: int) -> None:
    enrolment = enrol(user=user, run=run)
    for row in run.activities.in_force()[:steps]:
        visit(enrolment=enrolment, activity=row)
        mark_done(enrolment=enrolment, activity=row)


def test_newcomer_is_led_to_the_catalogue(olena: User, browser_of: Browser) -> None:
    index()
    html = browser_of(olena).get(reverse("dashboard:my")).content.decode()
    assert my_learning(olena, "uk")["courses"] == []
    assert '<a class="btn btn--primary" href="/courses/">Обрати курс</a>' in html


def test_stranger_is_asked_to_sign_in(client: Client) -> None:
    response = client.get(reverse("dashboard:my"))
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/my/")


def test_every_course_says_how_it_stands(olena: User) -> None:
    now = timezone.now()
    full = make_run(make_course(title="Повний"), capacity=1)
    enrol(user=make_people(1)[0], run=full)
    enrol(user=olena, run=full)
    enrol(user=olena, run=make_run(make_course(title="Майбутній"), starts_at=now + timedelta(days=5)))
    enrol(user=olena, run=make_run(make_course(title="За згодою"), mode="approval"))
    learn(make_run(make_course(title="Триває", lessons=2)), olena, 1)
    learn(make_run(make_course(title="Пройдений", lessons=1)), olena, 1)
    assert states(olena) == {
        "Повний": "Черга", "Майбутній": "Ще не почалося", "За згодою": "Чекає на згоду", "Триває": "Триває", "Пройдений": "Завершили",
    }  # fmt: skip


def test_place_in_the_queue_and_steps_done_are_told(olena: User) -> None:
    full = make_run(make_course(title="Повний"), capacity=1)
    for user in make_people(2):
        enrol(user=user, run=full)
    enrol(user=olena, run=full)
    learn(make_run(make_course(title="Триває", lessons=3)), olena, 2)
    cards = {card["title"]: card for card in my_learning(olena, "uk")["courses"]}
    assert cards["Повний"]["queue"] == 2
    assert (cards["Триває"]["done"], cards["Триває"]["total"]) == (2, 3)


def test_she_goes_on_in_the_course_she_learnt_last_where_she_stopped(olena: User) -> None:
    learn(make_run(make_course(title="Перший", lessons=2)), olena, 1)
    learn(make_run(make_course(title="Другий", lessons=3)), olena, 2)
    resume = my_learning(olena, "uk")["resume"]
    assert resume is not None
    assert (resume["course"]["title"], resume["part_number"]) == ("Другий", 1)
    assert [step.done for step in resume["part"].steps] == [True, True, False]
    assert resume["step"] == resume["part"].steps[2]


def test_nothing_is_offered_to_go_on_with_when_all_is_done(olena: User) -> None:
    learn(make_run(make_course(lessons=1)), olena, 1)
    assert my_learning(olena, "uk")["resume"] is None


def test_days_ahead_stand_nearest_first(olena: User) -> None:
    now = timezone.now()
    enrol(user=olena, run=make_run(make_course(title="Майбутній"), starts_at=now + timedelta(days=20)))
    make_application(day=make_day(in_days=6), user=olena)
    agenda = my_learning(olena, "uk")["agenda"]
    assert len(agenda) == 2
    assert [row["at"] for row in agenda] == sorted(row["at"] for row in agenda)
    assert agenda[1]["title"] == "Майбутній"


def test_hours_are_of_finished_courses_only_and_certificates_are_hers(olena: User, petro: User) -> None:
    learn(make_run(make_course(title="Пройдений", lessons=1, hours=18)), olena, 1)
    learn(make_run(make_course(title="Триває", lessons=2, hours=30)), olena, 1)
    told = my_learning(olena, "uk")
    assert told["hours"] == 18
    assert {certificate.person for certificate in told["certificates"]} <= {olena}
    assert my_learning(petro, "uk")["courses"] == []


@pytest.mark.parametrize("language", ["uk", "en"])
def test_course_without_a_translation_keeps_its_own_words(olena: User, language: str) -> None:
    enrol(user=olena, run=make_run(make_course(title="Основи")))
    with override(language):
        assert [card["title"] for card in my_learning(olena, language)["courses"]] == ["Основи"]


def test_page_asks_the_same_for_one_thing_of_each_kind_and_for_three(olena: User, browser_of: Browser) -> None:
    browser, asked = browser_of(olena), []
    for rows in (1, 2):
        for _number in range(rows):
            enrol(user=olena, run=make_run(make_course(lessons=2)))
            learn(make_run(make_course(lessons=1)), olena, 1)
            make_application(day=make_day(capacity=5), user=olena)
        browser.get(reverse("dashboard:my"))
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(reverse("dashboard:my")).status_code == 200
        asked.append(len(seen))
    assert asked[0] == asked[1]
    assert asked[1] <= 20
