"""A person's page of achievements counts what is certain, is theirs, and is open to others only while they wish."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from certificates.achievements.gathering import learning_of
from certificates.achievements.showing import hide_achievements, show_achievements
from certificates.issuing import hide, revoke
from certificates.models import AchievementsPage
from courses.internships.settling import settle_day
from school.accounts.erasing import erase_person
from school.accounts.models import User
from school.foundation.history import history_of
from tests.factories.certificates import make_certificate
from tests.factories.presence import make_held_day, make_presence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
Browser = Callable[[User], Client]
ASKED = 18  # queries of the page of one's own


def at_a_day(user: User) -> None:
    day = make_held_day()
    make_presence(day, user=user)
    settle_day(day=day, actor=None)


def test_hours_of_everything_are_counted_with_their_certificates(olena: User, petro: User) -> None:
    certificate = make_certificate(olena)
    at_a_day(olena)
    at_a_day(petro)
    learning = learning_of(olena, "uk")
    assert {(row.hours, row.label) for row in learning.rows} == {(Decimal(6), "стажування"), (Decimal(18), "група курсу")}
    assert (learning.hours, learning.ects) == (Decimal(24), "0.8")
    assert [row.number for row in learning.rows if row.label == "група курсу"] == [certificate.number]


def test_what_is_revoked_is_learned_but_bears_no_number(olena: User, halyna: User) -> None:
    certificate = make_certificate(olena)
    revoke(certificate=certificate, actor=halyna, reason="Помилка")
    learning = learning_of(olena, "uk")
    assert [(row.hours, row.number, row.code) for row in learning.rows] == [(Decimal(18), "", "")]
    assert learning.certificates == 0


def test_page_of_ones_own_asks_as_often_for_one_thing_as_for_many(
    browser_of: Browser, olena: User, petro: User, django_assert_num_queries: Callable
) -> None:
    make_certificate(olena)
    browser = browser_of(olena)
    browser.get("/my/achievements/")
    with django_assert_num_queries(ASKED):
        browser.get("/my/achievements/")
    at_a_day(olena)
    at_a_day(olena)
    make_certificate(petro)
    browser.get("/my/achievements/")
    with django_assert_num_queries(ASKED):
        browser.get("/my/achievements/")


def test_nobody_else_opens_it_until_its_owner_wishes(browser_of: Browser, client: Client, olena: User, petro: User) -> None:
    make_certificate(olena)
    browser = browser_of(olena)
    assert "Кравчук" not in client.get("/my/achievements/").content.decode()
    hide_achievements(person=olena, actor=olena)
    page = AchievementsPage.objects.get(person=olena)
    assert client.get(f"/achievements/{page.code}/").status_code == 404
    browser.post("/my/achievements/show/", {"show": "1"})
    answer = client.get(f"/achievements/{page.code.lower()}/")
    assert answer.status_code == 200
    assert "Кравчук Олена Петрівна" in answer.content.decode()
    assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex, nofollow", "no-store")
    browser_of(petro).post("/my/achievements/show/", {"show": "0"})
    assert client.get(f"/achievements/{page.code}/").status_code == 200
    browser.post("/my/achievements/show/", {"show": "0"})
    assert client.get(f"/achievements/{page.code}/").status_code == 404


def test_what_is_hidden_is_not_on_the_open_page(client: Client, olena: User) -> None:
    certificate = make_certificate(olena)
    page = show_achievements(person=olena, actor=olena)
    assert certificate.number in client.get(f"/achievements/{page.code}/").content.decode()
    hide(certificate=certificate, actor=olena)
    said = client.get(f"/achievements/{page.code}/").content.decode()
    assert certificate.number not in said
    assert "Тут зараз нічого не показано" in said


def test_opening_twice_is_once(olena: User) -> None:
    show_achievements(person=olena, actor=olena)
    page = show_achievements(person=olena, actor=olena)
    assert [event.verb for event in history_of(page)] == ["show"]


def test_page_of_an_erased_person_is_closed(client: Client, olena: User) -> None:
    page = show_achievements(person=olena, actor=olena)
    erase_person(user=olena, actor=olena)
    assert client.get(f"/achievements/{page.code}/").status_code == 404


def test_newcomer_reads_what_will_be_here(browser_of: Browser, petro: User) -> None:
    said = browser_of(petro).get("/my/achievements/").content.decode()
    assert "Тут рахуватиметься те, чого Ви навчилися" in said
    assert "/my/achievements/transcript/" not in said
