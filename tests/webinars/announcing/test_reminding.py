"""A day and an hour before, once each, to those who have a place, of the hour that stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from school.accounts.models import User
from school.foundation import jobs
from school.foundation.calendar import KYIV
from school.foundation.models import Letter
from tests.factories.announced import make_announced
from webinars.announcing.arranging import cancel_webinar
from webinars.announcing.registering import register_for_webinar, withdraw_registration
from webinars.announcing.reminding import remind_of_webinars
from webinars.models import Webinar, WebinarPage

pytestmark = pytest.mark.django_db
STARTS = (timezone.now() + timedelta(days=10)).astimezone(KYIV).replace(hour=18, minute=0, second=0, microsecond=0)
SECOND = timedelta(seconds=1)
Clock = Callable[[datetime], int]


@pytest.fixture
def beat(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock stands at a moment and the beat comes: how many letters were written."""

    def at(moment: datetime) -> int:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return remind_of_webinars()

    return at


@pytest.fixture
def webinar(olena: User) -> Webinar:
    webinar = make_announced(starts_at=STARTS)
    register_for_webinar(user=olena, webinar=webinar)
    return webinar


def purposes() -> list[str]:
    return list(Letter.objects.filter(purpose__in=["webinar_eve", "webinar_hour"]).order_by("pk").values_list("purpose", flat=True))


def test_a_day_and_an_hour_before_once_each_at_the_borders(webinar: Webinar, beat: Clock) -> None:
    day, hour = STARTS - timedelta(days=1), STARTS - timedelta(hours=1)
    written = [
        beat(at) for at in (day - SECOND, day, day + SECOND, day + timedelta(hours=5), hour - SECOND, hour, hour + SECOND, STARTS, STARTS + SECOND)
    ]
    assert written == [0, 1, 0, 0, 0, 1, 0, 0, 0]
    assert purposes() == ["webinar_eve", "webinar_hour"]


def test_machine_that_was_off_says_tomorrow_only_on_the_eve_and_nothing_in_the_last_minutes(webinar: Webinar, beat: Clock) -> None:
    midnight = STARTS.replace(hour=0)
    assert [beat(midnight), beat(midnight + timedelta(hours=3)), beat(STARTS - timedelta(minutes=10))] == [0, 0, 0]
    assert beat(STARTS - timedelta(minutes=11)) == 1
    assert purposes() == ["webinar_hour"]


def test_hour_before_leads_straight_in(webinar: Webinar, beat: Clock) -> None:
    beat(STARTS - timedelta(hours=1))
    assert settings.PUBLIC_URL + reverse("webinars:enter", args=[webinar.code]) in Letter.objects.get(purpose="webinar_hour").text


def test_none_for_the_withdrawn_and_those_who_wait(webinar: Webinar, petro: User, halyna: User, beat: Clock) -> None:
    withdraw_registration(registration=webinar.registrations.get(), actor=None)
    full = make_announced(starts_at=STARTS, capacity=1)
    register_for_webinar(user=halyna, webinar=full)
    register_for_webinar(user=petro, webinar=full)
    beat(STARTS - timedelta(days=1))
    assert list(Letter.objects.filter(purpose="webinar_eve").values_list("to", flat=True)) == ["halyna@example.org"]


def test_who_registered_within_the_day_has_just_been_written_to(petro: User, webinar: Webinar, beat: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: STARTS - timedelta(hours=20))
    register_for_webinar(user=petro, webinar=webinar)
    assert (beat(STARTS - timedelta(hours=19)), beat(STARTS - timedelta(hours=1))) == (1, 2)


def test_moved_webinar_reminds_of_the_new_hour_and_not_of_the_old(webinar: Webinar, beat: Clock) -> None:
    assert beat(STARTS - timedelta(days=1)) == 1
    page = WebinarPage.objects.get()
    page.starts_at = STARTS + timedelta(days=3)
    page.save_revision().publish()
    jobs.run_all()
    assert beat(STARTS - timedelta(hours=1)) == 0
    assert beat(STARTS + timedelta(days=2)) == 1
    assert purposes() == ["webinar_eve", "webinar_eve"]


def test_page_taken_off_leaves_the_registered_their_reminders(webinar: Webinar, beat: Clock) -> None:
    WebinarPage.objects.get().unpublish()
    assert [beat(STARTS - timedelta(days=1)), beat(STARTS - timedelta(hours=1))] == [1, 1]


def test_cancelled_reminds_nobody(webinar: Webinar, halyna: User, beat: Clock) -> None:
    cancel_webinar(webinar=webinar, actor=halyna, reason="Ні.")
    assert beat(STARTS - timedelta(days=1)) == 0


def test_in_the_language_the_person_registered_in(petro: User, beat: Clock) -> None:
    register_for_webinar(user=petro, webinar=make_announced(starts_at=STARTS), language="en")
    beat(STARTS - timedelta(days=1))
    letter = Letter.objects.get(purpose="webinar_eve")
    assert (letter.language, letter.subject) == ("en", "Tomorrow at 18:00: Вступ до нових медіа")
