"""What people see of webinars, whoever asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.webinars import CAPTIONS, make_page, make_webinar
from webinars.models import CaptionTrack, Webinar, WebinarPage
from webinars.presenting import clock, programme, soon_webinars, webinar_facts, webinars_shelf

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("seconds", "said"), [(0, "0:00"), (59.9, "0:59"), (370, "6:10"), (3725, "1:02:05"), (36000, "10:00:00")])
def test_clock_shows_hours_only_when_there_are_some(seconds: float, said: str) -> None:
    assert clock(seconds) == said


@pytest.mark.parametrize(("recorded", "announced", "minutes"), [(0, 60, 60), (20, 60, 1), (89, 60, 1), (91, 60, 2), (5400, 60, 90)])
def test_webinar_is_as_long_as_its_recording_else_as_announced(recorded: int, announced: int, minutes: int) -> None:
    assert Webinar(duration_seconds=recorded, length_minutes=announced).minutes == minutes


def test_captions_that_broke_since_leave_the_page_without_a_transcript(client: Client) -> None:
    webinar = make_webinar(captions="")
    CaptionTrack.objects.create(webinar=webinar, language="uk", text="WEBVTT\n\nbroken")
    assert client.get(WebinarPage.objects.get().url).status_code == 200
    assert client.get(reverse("webinars:captions", args=[webinar.code, "uk"])).status_code == 404


def test_page_offers_captions_of_its_language_first() -> None:
    webinar = make_webinar()
    CaptionTrack.objects.create(webinar=webinar, language="en", text=CAPTIONS)
    facts = webinar_facts(WebinarPage.objects.get())
    assert {track["language"]: track["default"] for track in facts["tracks"]} == {"uk": True, "en": False}


def test_translation_without_captions_of_its_own_shows_those_there_are() -> None:
    webinar = make_webinar()
    facts = webinar_facts(make_page(language="en", key=webinar.key))
    assert (facts["transcript_language"], [track["default"] for track in facts["tracks"]]) == ("uk", [True])


def test_coming_webinars_stand_first_nearest_first_then_recordings_latest_first() -> None:
    now = timezone.now()
    for name, seconds, days in (("later", 0, 9), ("old", 60, -30), ("soon", 0, 2), ("fresh", 60, -3)):
        make_webinar(seconds=seconds, captions="", title=name, starts_at=now + timedelta(days=days))
    told = programme("uk")
    assert [card["title"] for card in told["webinars"]] == ["soon", "later", "fresh", "old"]
    assert [card["title"] for card in told["recordings"]] == ["fresh", "old"]
    assert [row["title"] for row in soon_webinars("uk")] == ["soon", "later"]


def test_shelf_holds_three_recordings_and_says_how_many_there_are() -> None:
    for _number in range(4):
        make_webinar(captions="")
    shelf = webinars_shelf(None, "uk")
    assert shelf is not None
    assert (len(shelf.items), shelf.total, shelf.url) == (3, 4, "/webinars/")


def test_without_recordings_there_is_no_shelf() -> None:
    make_webinar(seconds=0, starts_at=timezone.now() + timedelta(days=1))
    assert webinars_shelf(None, "uk") is None


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_page_ask_the_same_for_one_webinar_and_for_three(client: Client, rows: int) -> None:
    for _number in range(rows):
        make_webinar()
    asked = []
    for address in ("/webinars/", WebinarPage.objects.order_by("pk")[0].url):
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        asked.append(len(seen))
    assert asked == [10, 14]
