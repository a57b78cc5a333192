"""What is reported as played is added to what a person has watched, as far as time allows."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from school.accounts.models import User
from school.foundation.models import Event
from tests.factories.webinars import make_webinar, watch
from webinars.models import Viewing, Webinar
from webinars.signals import webinar_watched
from webinars.watching.counting import ROOM
from webinars.watching.watched import Watched, record_watching, watched_by

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


class Clock:
    """`clock.pass_(15)`: that many seconds later by the server's clock; a negative number sets it back."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = timezone.now()
        monkeypatch.setattr("webinars.watching.watched.timezone.now", lambda: self.now)

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def ms(self, ago: float) -> float:
        return (self.now - timedelta(seconds=ago)).timestamp() * 1000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def webinar() -> Webinar:
    return make_webinar(seconds=600)


def test_seeking_to_the_end_adds_nothing_and_watching_twice_adds_nothing(olena: User, webinar: Webinar) -> None:
    watch(user=olena, webinar=webinar, segments=[[0, 60]])
    watch(user=olena, webinar=webinar, segments=[[0, 60]], position=599)
    assert watched_by(olena, webinar) == Watched([(0, 60)], 10, 0)


def test_hundred_per_cent_is_said_only_when_all_is_watched(olena: User, webinar: Webinar) -> None:
    watch(user=olena, webinar=webinar, segments=[[0, 599]])
    assert watched_by(olena, webinar).percent == 99
    watch(user=olena, webinar=webinar, segments=[[590, 600]])
    assert watched_by(olena, webinar).percent == 100


def test_person_goes_on_where_they_stopped(olena: User, webinar: Webinar) -> None:
    watch(user=olena, webinar=webinar, segments=[[0, 90]], position=90)
    assert watched_by(olena, webinar).position == 90


def test_heartbeats_at_double_speed_all_count(olena: User, webinar: Webinar, clock: Clock) -> None:
    record_watching(user=olena, webinar=webinar)
    for beat in range(20):
        clock.pass_(15)
        viewing = record_watching(user=olena, webinar=webinar, segments=[[beat * 30, beat * 30 + 30]])
    assert (viewing.seconds, viewing.refused_seconds) == (600, 0)


def test_who_opens_the_page_and_claims_it_all_at_once_gets_no_more_than_the_first_room(olena: User, webinar: Webinar, clock: Clock) -> None:
    record_watching(user=olena, webinar=webinar)
    viewing = record_watching(user=olena, webinar=webinar, segments=[[0, 600]], played=[{"start": 0, "end": 600, "at": clock.ms(3600), "rate": 1}])
    assert (viewing.parts, viewing.refused_seconds) == ([[0, int(ROOM)]], 600 - int(ROOM))


def test_claims_in_small_pieces_add_up_to_no_more(olena: User, webinar: Webinar, clock: Clock) -> None:
    record_watching(user=olena, webinar=webinar)
    for at in range(0, 600, 5):
        viewing = record_watching(user=olena, webinar=webinar, segments=[[at, at + 5]])
    assert viewing.seconds == ROOM


def test_two_tabs_and_a_phone_together_add_at_most_twice_the_time(olena: User, webinar: Webinar, clock: Clock) -> None:
    record_watching(user=olena, webinar=webinar)
    for beat in range(8):
        clock.pass_(15)
        for device in (0, 200, 400):
            viewing = record_watching(user=olena, webinar=webinar, segments=[[device + beat * 15, device + beat * 15 + 15]])
    assert 2 * 8 * 15 <= viewing.seconds <= 2 * 8 * 15 + ROOM


def test_what_was_watched_without_a_network_arrives_later_and_counts(olena: User, webinar: Webinar, clock: Clock) -> None:
    record_watching(user=olena, webinar=webinar)
    clock.pass_(3000)
    record_watching(user=olena, webinar=webinar, segments=[[590, 600]])  # the laptop, while the phone was in a tunnel
    clock.pass_(10)
    offline = [{"start": at, "end": at + 15, "at": clock.ms(2000 - at), "rate": 1} for at in range(0, 450, 15)]
    viewing = record_watching(user=olena, webinar=webinar, played=offline, sent_at=clock.ms(0))
    assert (viewing.parts, viewing.later_seconds, viewing.refused_seconds) == ([[0, 450], [590, 600]], 450, 0)


@pytest.mark.parametrize("wrong", [-86400, 86400])
def test_device_whose_clock_is_wrong_by_a_day_loses_nothing(olena: User, webinar: Webinar, clock: Clock, wrong: int) -> None:
    record_watching(user=olena, webinar=webinar)
    clock.pass_(300)
    offline = [{"start": 0, "end": 250, "at": clock.ms(10 + wrong), "rate": 1}]
    assert record_watching(user=olena, webinar=webinar, played=offline, sent_at=clock.ms(wrong)).seconds == 250


def test_server_whose_clock_is_set_back_gives_no_time_and_takes_none(olena: User, webinar: Webinar, clock: Clock) -> None:
    record_watching(user=olena, webinar=webinar)
    clock.pass_(60)
    record_watching(user=olena, webinar=webinar, segments=[[0, 60]])
    clock.pass_(-3600)
    assert record_watching(user=olena, webinar=webinar, segments=[[60, 600]]).seconds == 60
    clock.pass_(3615)
    assert record_watching(user=olena, webinar=webinar, segments=[[60, 75]]).seconds == 75


def test_batch_sent_twice_counts_once_and_is_not_judged_twice(olena: User, webinar: Webinar, clock: Clock) -> None:
    record_watching(user=olena, webinar=webinar)
    first = record_watching(user=olena, webinar=webinar, segments=[[0, 100]], batch="a")
    clock.pass_(600)
    again = record_watching(user=olena, webinar=webinar, segments=[[0, 100]], batch="a")
    assert (first.parts, again.parts, again.version) == ([[0, 30]], [[0, 30]], first.version)


def test_share_of_the_page_is_news_once(olena: User, webinar: Webinar) -> None:
    heard: list[Viewing] = []

    def hear(sender: Any, viewing: Viewing, **kwargs: Any) -> None:
        heard.append(viewing)

    webinar.required_percent = 50
    webinar.save()
    webinar_watched.connect(hear)
    try:
        for end in (299, 300, 400):
            watch(user=olena, webinar=webinar, segments=[[0, end]])
    finally:
        webinar_watched.disconnect(hear)
    assert [(row.user, row.webinar) for row in heard] == [(olena, webinar)]
    assert Event.objects.filter(verb="watch_webinar", actor=olena).count() == 1
    reached = Viewing.objects.get().reached_at
    webinar.required_percent = 100
    webinar.save()
    watch(user=olena, webinar=webinar, segments=[[0, 500]])
    assert isinstance(reached, datetime)
    assert Viewing.objects.get().reached_at == reached


def test_heartbeat_asks_four_statements_with_session_and_person(olena: User, webinar: Webinar, browser_of: Browser) -> None:
    browser, address = browser_of(olena), reverse("webinars:watched", args=[webinar.code])

    def beat(number: int) -> Any:
        body = {"batch": str(number), "position": 9, "segments": [[number, number + 1]], "played": [{"start": number, "end": number + 1, "rate": 1}]}
        return browser.post(address, body, content_type="application/json")

    beat(0)
    with CaptureQueriesContext(connection) as seen:
        assert beat(1).json()["segments"] == [[0, 2]]
    assert len(seen) == 4, [row["sql"] for row in seen]


@pytest.mark.django_db(transaction=True)
def test_devices_at_once_lose_nothing(olena: User) -> None:
    webinar = make_webinar(seconds=600)
    watch(user=olena, webinar=webinar, segments=[])
    start = threading.Barrier(3)
    problems: list[Exception] = []

    def play(first: int) -> None:
        try:
            start.wait()
            for step in range(10):
                watch(user=olena, webinar=webinar, segments=[[first + step * 10, first + step * 10 + 12]])
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=play, args=(first,)) for first in (0, 50, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert Viewing.objects.get().parts == [[0, 152], [300, 402]]
