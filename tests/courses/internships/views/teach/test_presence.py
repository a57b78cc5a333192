"""Presence as coordinators see it, correct it and confirm it; strangers meet nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.internships.models import Attendance, InternshipDay, SlotCorrection
from courses.internships.settling import settle_day
from school.accounts.models import User
from school.foundation.models import Letter
from tests.factories.internships import make_day, make_person
from tests.factories.presence import PARTS, accepted_for, held, make_held_day, make_presence

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def page(name: str, code: str, *more: str) -> str:
    return reverse(f"internships:{name}", args=[code, *more])


@pytest.mark.parametrize("who", ["olena", "taras", "oksana", "petro"])
def test_strangers_meet_nothing(request: pytest.FixtureRequest, browser_of: Browser, who: str) -> None:
    attendance = make_presence(make_held_day())
    browser, day = browser_of(request.getfixturevalue(who)), attendance.day
    for name in ("presence", "settle_day", "paper", "report"):
        assert browser.get(page(name, day.code)).status_code == 404
    assert browser.get(page("report_file", day.code, "csv")).status_code == 404
    slot = day.slots.all()[0]
    assert browser.get(page("attendance", attendance.code)).status_code == 404
    assert browser.post(page("attendance", attendance.code), {"reason": "так", f"part_{slot.pk}": ""}).status_code == 404
    assert browser.post(page("settle_day", day.code)).status_code == 404
    assert browser.post(page("paper", day.code), {"who": "Хтось", "came": "9:00"}).status_code == 404
    assert (SlotCorrection.objects.count(), Attendance.objects.get().settled_at) == (0, None)


def test_person_who_was_there_may_not_open_the_coordinators_page(browser_of: Browser) -> None:
    attendance = make_presence(make_held_day())
    assert browser_of(attendance.user).get(page("attendance", attendance.code)).status_code == 404


def test_everybody_is_shown_part_by_part_and_the_absent_apart(browser_of: Browser, halyna: User) -> None:
    day = make_held_day(accepted=1)
    attendance = make_presence(day, left="12:30")
    browser = browser_of(halyna)
    response = browser.get(page("presence", day.code))
    (row,) = response.context["people"]
    assert (row.attendance, [part.present for part in row.presence], row.hours, row.share, row.earns, row.over) == (
        attendance, [True, True, False], Decimal("4.0"), 66, False, True,
    )  # fmt: skip
    assert "понад число" in response.content.decode()
    missing = browser.get(page("presence", day.code), {"tab": "absent"})
    assert [row.pk for row in missing.context["page"].object_list] == [day.applications.get().pk]


def test_doubtful_arrival_is_explained(browser_of: Browser, halyna: User) -> None:
    attendance = make_presence(make_held_day())
    Attendance.objects.update(doubtful=True)
    browser = browser_of(halyna)
    assert "годинник пристрою помилявся" in browser.get(page("presence", attendance.day.code)).content.decode()
    assert "Час приходу сумнівний" in browser.get(page("attendance", attendance.code)).content.decode()


def test_search_finds_by_surname(browser_of: Browser, halyna: User) -> None:
    day = make_held_day()
    found, _other = make_presence(day, user=make_person(surname="Їжак")), make_presence(day)
    response = browser_of(halyna).get(page("presence", day.code), {"q": "їжак"})
    assert [row.attendance for row in response.context["people"]] == [found]


@pytest.mark.parametrize("people", [1, 3])
def test_page_asks_the_same_however_many_came(browser_of: Browser, halyna: User, people: int, django_assert_num_queries: Any) -> None:
    day = make_held_day(accepted=1)
    for _number in range(people):
        make_presence(day)
    browser = browser_of(halyna)
    browser.get(page("presence", day.code))
    with django_assert_num_queries(PRESENCE_QUERIES):
        browser.get(page("presence", day.code))


PRESENCE_QUERIES = 18


def test_correction_needs_a_reason_and_a_difference(browser_of: Browser, halyna: User) -> None:
    attendance = make_presence(make_held_day(), came="11:00")
    browser, address = browser_of(halyna), page("attendance", attendance.code)
    first, second, third = (f"part_{slot.pk}" for slot in attendance.day.slots.exclude(kind="break"))
    as_it_is = {second: "on", third: "on"}
    assert browser.post(address, {**as_it_is, "reason": "Так."}).status_code == 400
    assert browser.post(address, {**as_it_is, first: "on", "reason": ""}).status_code == 400
    assert SlotCorrection.objects.count() == 0
    assert browser.post(address, {**as_it_is, first: "on", "reason": "Її бачила Галина."}).status_code == 302
    row = SlotCorrection.objects.get()
    assert (f"part_{row.slot_id}", row.present, row.reason, row.by) == (first, True, "Її бачила Галина.", halyna)
    assert "виправлено: Її бачила Галина." in " ".join(browser.get(page("presence", attendance.day.code)).content.decode().split())


def test_preview_says_what_confirming_does_and_then_it_is_done(browser_of: Browser, halyna: User) -> None:
    day = make_held_day(accepted=2)
    make_presence(day), make_presence(day, left="10:30")
    browser = browser_of(halyna)
    preview = browser.get(page("settle_day", day.code)).context["preview"]
    assert (preview.earn, preview.short, preview.standing, preview.letters) == (1, 1, 0, 2)
    assert browser.post(page("settle_day", day.code))["Location"] == page("presence", day.code)
    after = browser.get(page("settle_day", day.code)).context["preview"]
    assert (after.earn, after.short, after.standing, after.letters, after.nothing) == (0, 0, 2, 0, True)


def test_before_the_day_is_over_the_page_says_when_and_refuses(browser_of: Browser, halyna: User) -> None:
    day = make_day()
    browser = browser_of(halyna)
    html = browser.get(page("presence", day.code)).content.decode()
    assert "Присутність можна підтвердити, коли день завершиться" in html
    assert page("settle_day", day.code) not in html
    browser.post(page("settle_day", day.code))
    day.refresh_from_db()
    assert day.settled_at is None


def test_arrival_known_after_the_confirmation_is_marked(browser_of: Browser, halyna: User) -> None:
    attendance = make_presence(make_held_day(), came="13:00")
    settle_day(day=attendance.day, actor=halyna)
    make_presence(attendance.day, came="09:00", user=attendance.user)
    html = browser_of(halyna).get(page("presence", attendance.day.code)).content.decode()
    assert "Змінилося після підтвердження" in html
    assert page("settle_day", attendance.day.code) in html


def applied(halyna: User, *, came: str = "", left: str | None = None) -> Any:
    coming = make_day(capacity=None, slots=PARTS)
    application = accepted_for(coming)
    day: InternshipDay = held(coming)
    if came:
        make_presence(day, came=came, left=left, user=application.user)
    return application


@pytest.mark.parametrize(
    ("came", "left", "words"),
    [("09:00", None, "Уже виписуємо"), ("09:00", "10:30", "його дають від 80"), ("", None, "Ми не бачили Вас цього дня")],
)
def test_own_page_says_afterwards_what_came_of_it(browser_of: Browser, halyna: User, came: str, left: str | None, words: str) -> None:
    application = applied(halyna, came=came, left=left)
    settle_day(day=application.day, actor=halyna)
    assert words in browser_of(application.user).get(page("application", application.code)).content.decode().replace("\xa0", " ")


def test_own_page_before_the_confirmation_promises_nothing(browser_of: Browser, halyna: User) -> None:
    application = applied(halyna, came="09:00")
    html = browser_of(application.user).get(page("application", application.code)).content.decode().replace("\xa0", " ")
    assert "Координатор підтверджує присутність" in html
    assert "Академічні години" not in html
    assert timezone.now() > held(application.day).ends_at


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("csv", b"\xef\xbb\xbf")])
def test_report_comes_as_a_page_and_as_files(browser_of: Browser, halyna: User, kind: str, begins: bytes) -> None:
    day = make_presence(make_held_day()).day
    browser = browser_of(halyna)
    assert "Присутність ще не підтверджено" in browser.get(page("report", day.code)).content.decode()
    response = browser.get(page("report_file", day.code, kind))
    assert response.content.startswith(begins)
    assert response["Content-Disposition"].endswith(f'-{day.code}.{kind}"')
    assert browser.get(page("report_file", day.code, "exe")).status_code == 404


def test_whoever_came_without_an_application_reads_what_came_of_it(browser_of: Browser, halyna: User, petro: User) -> None:
    attendance = make_presence(make_held_day(), left="10:30")
    settle_day(day=attendance.day, actor=halyna)
    assert page("attended", attendance.code) in Letter.objects.get(purpose="day_present_short").text
    html = browser_of(attendance.user).get(page("attended", attendance.code)).content.decode().replace("\xa0", " ")
    assert "його дають від 80 %" in html
    assert browser_of(petro).get(page("attended", attendance.code)).status_code == 404


def test_whoever_applied_is_led_to_the_application(browser_of: Browser, halyna: User) -> None:
    application = applied(halyna, came="09:00")
    response = browser_of(application.user).get(page("attended", application.attendance.code))
    assert response["Location"] == page("application", application.code)
