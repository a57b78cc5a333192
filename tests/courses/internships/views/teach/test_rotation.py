"""The groups' page: for coordinators alone, saving and publishing apart, hostile forms harmless."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.internships.models import InternshipDay
from courses.internships.scheduling import plan_of, propose_rotation
from school.accounts.models import User
from tests.courses.internships.test_scheduling import rotating_day
from tests.reading import messages_of, words_of

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def page(day: InternshipDay) -> str:
    return reverse("internships:rotation", args=[day.code])


@pytest.mark.parametrize("who", ["olena", "taras", "petro", "oksana"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_groups_of_a_day_do_not_exist_for_anybody_else(request: pytest.FixtureRequest, browser_of: Browser, who: str, method: str) -> None:
    day = rotating_day(people=1)
    browser = browser_of(request.getfixturevalue(who))
    assert getattr(browser, method)(page(day), {"action": "propose", "groups": "1"}).status_code == 404
    assert day.groups.count() == 0


def test_coordinator_proposes_moves_and_publishes(halyna: User, browser_of: Browser) -> None:
    day, browser = rotating_day(), browser_of(halyna)
    answer = browser.post(page(day), {"action": "propose", "groups": "2"})
    assert messages_of(answer) == ["Чергування запропоновано. Люди дізнаються, коли Ви його опублікуєте."]
    plan = plan_of(day)
    person = plan.members[1][0]
    answer = browser.post(page(day), {"action": "publish", f"person-{person.code}": "2", f"stop-1-{plan.slots[0].pk}": ""})
    assert messages_of(answer)[-1] == "Версію 1 опубліковано; 6 листів у дорозі."
    said = words_of(browser.get(page(day)))
    assert ("11:00: групі 1 нікуди йти." in said, "Версію 1 опубліковано" in said) == (True, True)


def test_change_in_the_form_draws_it_anew_with_its_clashes(halyna: User, browser_of: Browser) -> None:
    day = rotating_day(seats=3)
    plan = propose_rotation(day=day, groups=2, actor=halyna)
    answer = browser_of(halyna).post(page(day), {f"person-{plan.members[1][0].code}": "2"}, headers={"HX-Request": "true"})
    assert (answer.status_code, "<html" in answer.content.decode()) == (200, False)
    assert "а місця на 3" in words_of(answer)


@pytest.mark.parametrize(
    "form",
    [{"person-XXXX": "1"}, {"stop-1-999999": "1"}, {"stop-99-1": "1"}, {"stop-1": "1"}, {"stop-a-b": "c"}, {"action": "propose", "groups": "x"}],
)
def test_hostile_form_changes_nothing(halyna: User, browser_of: Browser, form: dict[str, str]) -> None:
    day = rotating_day()
    before = propose_rotation(day=day, groups=2, actor=halyna)
    assert browser_of(halyna).post(page(day), form).status_code == 302
    after = plan_of(day)
    assert (after.members, after.stops) == (before.members, before.stops)


def test_page_asks_the_same_for_three_people_and_for_nine(halyna: User, browser_of: Browser) -> None:
    browser, seen = browser_of(halyna), []
    for people in (3, 9):
        day = rotating_day(people=people)
        propose_rotation(day=day, groups=2, actor=halyna)
        browser.get(page(day))
        with CaptureQueriesContext(connection) as queries:
            browser.get(page(day))
        seen.append(len(queries))
    assert seen[0] == seen[1]
