"""Who has been to a day already: told while others are chosen, listed for the whole programme."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from courses.internships.board import board_rows
from courses.internships.models import Internship
from courses.internships.returning import came_before, returning, visits_of, visits_said
from courses.internships.settling import settle_day
from school.accounts.erasing import erase_person
from school.accounts.models import User
from tests.factories.internships import make_application, make_day, make_person, make_programme
from tests.factories.presence import make_held_day, make_presence

pytestmark = pytest.mark.django_db


def test_board_marks_whoever_was_at_a_day_of_the_programme() -> None:
    before = make_presence(make_held_day(on=date(2026, 5, 12)))
    day = make_day()
    make_application(day=day, user=before.user)
    make_application(day=day)
    rows = board_rows(day, day.applications.all(), chosen=True)
    assert [row["html"].count('<span class="tag">участь: 12 травня</span>') for row in rows] == [1, 0]


def test_neither_this_day_nor_another_programme_counts_as_having_been() -> None:
    other = make_presence(make_held_day(on=date(2026, 5, 12), internship=_other_programme()))
    today = make_presence(make_held_day())
    assert came_before(today.day, [other.user_id, today.user_id]) == {}


def _other_programme() -> Internship:
    make_day()
    return Internship.objects.get(key=make_programme(title="Інша програма").translation_key)


def test_many_days_are_told_by_the_latest_two() -> None:
    days = [date(2025, 6, 3), date(2025, 5, 12), date(2025, 4, 1), date(2025, 3, 1)]
    assert visits_said(days) == "участь: 3 червня 2025, 12 травня 2025 і ще 2"
    assert visits_said([]) == ""


def test_twice_is_told_with_days_and_confirmed_hours(halyna: User) -> None:
    user, once = make_person(), make_person()
    first, second = make_held_day(on=date(2026, 5, 12)), make_held_day(on=date(2026, 6, 3))
    make_presence(first, user=user)
    make_presence(first, user=once)
    make_presence(second, user=user)
    settle_day(day=first, actor=halyna)
    (row,) = visits_of(returning())
    assert (row["person"], row["person"].times, row["person"].confirmed) == (user, 2, Decimal("6.0"))
    assert [(visit.day_id, visit.hours) for visit in row["visits"]] == [(second.pk, None), (first.pk, Decimal("6.0"))]


def test_twice_in_one_programme_is_told_apart_from_twice_in_any() -> None:
    other = _other_programme()
    user = make_person()
    first = make_presence(make_held_day(on=date(2026, 5, 12)), user=user)
    make_presence(make_held_day(on=date(2026, 6, 3), internship=other), user=user)
    assert list(returning()) == [user]
    assert list(returning(internship=first.day.internship)) == []
    assert len(visits_of([user], other)[0]["visits"]) == 1


def test_somebody_erased_is_told_of_no_more(halyna: User) -> None:
    user = make_person()
    for month in (5, 6):
        make_presence(make_held_day(on=date(2026, month, 12)), user=user)
    erase_person(user=user, actor=halyna)
    assert list(returning()) == []
