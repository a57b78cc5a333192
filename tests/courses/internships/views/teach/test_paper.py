"""The signed sheet typed back in, line by line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from courses.internships.models import Attendance, InternshipDay
from school.accounts.models import User
from tests.factories.internships import make_day, make_person
from tests.factories.presence import PARTS, accepted_for, clock, held, make_held_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(browser_of: Callable[[User], Client], halyna: User) -> Callable[..., object]:
    browser = browser_of(halyna)

    def line(day: InternshipDay, who: str, came: str = "9:05", left: str = "", **more: str) -> object:
        return browser.post(reverse("internships:paper", args=[day.code]), {"who": who, "came": came, "left": left, **more})

    return line


def with_people(*surnames: str) -> InternshipDay:
    coming = make_day(capacity=None, slots=PARTS)
    for surname in surnames:
        accepted_for(coming, user=make_person(surname=surname))
    return held(coming)


@pytest.mark.parametrize("came", ["9:05", "9.05", "905", "0905", "9 05"])
def test_line_is_kept_by_surname_however_the_time_is_written(sheet, came):
    day = with_people("Мороз", "Їжак")
    response = sheet(day, "мороз", came, "1430")
    row = Attendance.objects.get()
    assert response["Location"] == reverse("internships:paper", args=[day.code])
    assert (row.user.profile.surname, row.arrived_at, row.left_at, row.source) == ("Мороз", clock(day, "09:05"), clock(day, "14:30"), "paper")
    assert row.application is not None


def test_of_several_of_a_name_one_is_chosen(sheet):
    day = with_people("Мороз", "Мороз")
    response = sheet(day, "Мороз")
    assert (len(response.context["choose"]), Attendance.objects.count()) == (2, 0)
    chosen = response.context["choose"][1]
    sheet(day, "Мороз", person=chosen.code)
    assert Attendance.objects.get().user == chosen


def test_whole_surname_is_preferred_to_one_that_contains_it(sheet):
    day = with_people("Мороз", "Морозенко")
    sheet(day, "Мороз")
    assert Attendance.objects.get().user.profile.surname == "Мороз"


def test_nobody_of_the_name_is_said_and_what_was_typed_stays(sheet):
    response = sheet(with_people("Мороз"), "Сніг", "9:05")
    assert (response.status_code, Attendance.objects.count()) == (400, 0)
    assert "Ніхто з таким ім’ям" in response.content.decode()
    assert 'value="9:05"' in response.content.decode()


def test_person_of_another_day_is_not_chosen_by_a_forged_code(sheet):
    stranger = make_person()
    response = sheet(with_people("Мороз"), "Мороз", person=stranger.code)
    assert (response.status_code, Attendance.objects.count()) == (400, 0)
    assert "Знайдіть її ще раз" in response.content.decode()


def test_walk_in_with_impossible_times_makes_no_account(sheet):
    response = sheet(make_held_day(), "new@example.org", "10:00", "9:00", email="new@example.org", surname="Новак", given_name="Ія")
    assert (response.status_code, User.objects.filter(email="new@example.org").count()) == (400, 0)
    assert 'value="Новак"' in response.content.decode()


def test_walk_in_is_found_by_e_mail_or_made_by_names(sheet):
    day, known = make_held_day(), make_person()
    sheet(day, known.email.upper())
    assert Attendance.objects.get().user == known
    asked = sheet(day, "new@example.org")
    assert (asked.status_code, asked.context["walk_in"].initial["email"]) == (400, "new@example.org")
    assert sheet(day, "new@example.org", email="new@example.org", surname="", given_name="").context["walk_in"].errors
    sheet(day, "new@example.org", email="new@example.org", surname="Новак", given_name="Ія")
    row = Attendance.objects.get(user__email="new@example.org")
    assert (row.application, row.user.profile.surname, row.arrived_at) == (None, "Новак", clock(day, "09:05"))


@pytest.mark.parametrize(("came", "left", "words"), [("10:00", "9:00", "раніше"), ("двадцять", "", ""), ("25:00", "", "")])
def test_impossible_times_are_refused(sheet, came, left, words):
    response = sheet(with_people("Мороз"), "Мороз", came, left)
    assert (response.status_code, Attendance.objects.count()) == (400, 0)
    assert words in response.content.decode()


def test_time_far_from_the_day_is_kept_and_warned_about(sheet):
    day = with_people("Мороз")
    sheet(day, "Мороз", "0:30")
    assert Attendance.objects.get().doubtful
