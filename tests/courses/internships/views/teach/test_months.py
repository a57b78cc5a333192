"""The calendar of days: a year by month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from courses.internships.models import InternshipDay
from courses.internships.months import months_of, years_of
from school.accounts.models import User
from tests.factories.presence import make_held_day, make_presence

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
CALENDAR = "/teach/days/months/"


def held_in(*dates: date) -> list[InternshipDay]:
    return [make_held_day(on=on) for on in dates]


def test_days_stand_in_their_months_with_who_came(halyna: User) -> None:
    new_year, _eve = held_in(date(2025, 1, 1), date(2024, 12, 31))
    make_presence(new_year)
    make_presence(new_year)
    months = months_of(halyna, 2025)
    assert [len(month.days) for month in months] == [1, *[0] * 11]
    assert [(day.accepted, day.came) for day in months[0].days] == [(0, 2)]
    assert [(month.name, month.within) for month in months[:2]] == [("Січень", "січень"), ("Лютий", "лютий")]
    assert years_of(halyna, date(2026, 11, 1)) == [2024, 2025, 2026]


def test_page_says_which_months_are_empty(browser_of: Browser, halyna: User) -> None:
    held_in(date(2025, 3, 5))
    page = browser_of(halyna).get(CALENDAR, {"year": 2025}).content.decode()
    assert "5 березня 2025" in page.replace("\u00a0", " ")
    assert "січень, лютий, квітень" in page


@pytest.mark.parametrize("year", ["", "abc", "99999", "0", "-1"])
def test_year_that_is_none_shows_this_one(browser_of: Browser, halyna: User, year: str) -> None:
    assert browser_of(halyna).get(CALENDAR, {"year": year}).status_code == 200


@pytest.mark.parametrize("who", ["petro", "taras"])
def test_others_are_refused(request: pytest.FixtureRequest, browser_of: Browser, who: str) -> None:
    assert browser_of(request.getfixturevalue(who)).get(CALENDAR).status_code == 403


@pytest.mark.parametrize("days", [1, 3])
def test_calendar_asks_once_however_many_days(days: int, halyna: User, django_assert_num_queries: Callable[..., Any]) -> None:
    for day in held_in(*(date(2025, 5, 5 + number) for number in range(days))):
        make_presence(day)
    assert halyna.is_authenticated
    months_of(halyna, 2025)
    with django_assert_num_queries(1):
        assert sum(len(month.days) for month in months_of(halyna, 2025)) == days
