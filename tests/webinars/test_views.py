"""The recording, its captions and what was watched, over HTTP."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from school.accounts.models import User
from tests.factories.webinars import CAPTIONS, make_webinar, mp4
from webinars.models import Webinar, WebinarPage

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def webinar() -> Webinar:
    return make_webinar(seconds=600)


def test_anyone_gets_the_part_of_the_recording_they_ask_for(webinar: Webinar, client: Client) -> None:
    response = client.get(reverse("webinars:recording", args=[webinar.code]), headers={"Range": "bytes=4-11"})
    assert (response.status_code, response["Content-Range"]) == (206, f"bytes 4-11/{webinar.size}")
    assert b"".join(response.streaming_content) == mp4(600)[4:12]  # type: ignore[attr-defined]


def test_part_beyond_the_end_is_refused(webinar: Webinar, client: Client) -> None:
    assert client.get(reverse("webinars:recording", args=[webinar.code]), headers={"Range": "bytes=999999-"}).status_code == 416


def test_captions_are_served_as_webvtt_and_a_missing_language_is_not(webinar: Webinar, client: Client) -> None:
    response = client.get(reverse("webinars:captions", args=[webinar.code, "uk"]))
    assert (response["Content-Type"], response.content.decode()) == ("text/vtt; charset=utf-8", CAPTIONS)
    assert client.get(reverse("webinars:captions", args=[webinar.code, "en"])).status_code == 404


def test_page_shows_player_captions_and_transcript(webinar: Webinar, client: Client) -> None:
    html = " ".join(client.get(WebinarPage.objects.get().url).content.decode().split())  # no-break spaces too
    for part in ("<video", 'kind="captions"', 'srclang="uk"', "Чи є запитання?", "1:05"):
        assert part in html


def test_webinar_taken_off_is_seen_by_a_coordinator_only(webinar: Webinar, client: Client, halyna: User, petro: User, browser_of: Browser) -> None:
    WebinarPage.objects.get().unpublish()
    address = reverse("webinars:recording", args=[webinar.code])
    assert [browser.get(address).status_code for browser in (client, browser_of(petro), browser_of(halyna))] == [404, 404, 200]


def test_stranger_is_told_to_sign_in_and_nothing_is_kept(webinar: Webinar, client: Client) -> None:
    response = client.post(reverse("webinars:watched", args=[webinar.code]), '{"segments": [[0, 5]]}', content_type="application/json")
    assert (response.status_code, response.json()) == (401, {"error": "Увійдіть, і переглянуте збережеться."})


def test_played_parts_are_added_up_for_the_person(webinar: Webinar, olena: User, browser_of: Browser) -> None:
    browser, address = browser_of(olena), reverse("webinars:watched", args=[webinar.code])
    response = browser.post(address, '{"segments": [[0, 30], [20, 60]], "position": 60}', content_type="application/json")
    assert response.json() == {"segments": [[0, 60]], "percent": 10, "position": 60}
    assert browser.get(address).json() == response.json()


@pytest.mark.parametrize("sent", ["", "[]", "{", '{"segments": 5}', "null"])
def test_what_is_not_played_parts_is_refused_in_words(webinar: Webinar, olena: User, browser_of: Browser, sent: str) -> None:
    response = browser_of(olena).post(reverse("webinars:watched", args=[webinar.code]), sent, content_type="application/json")
    assert (response.status_code, list(response.json())) == (400, ["error"])
