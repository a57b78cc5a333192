"""The recording, its captions and what was watched, over HTTP."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from school.accounts.models import User
from tests.factories.webinars import CAPTIONS, make_webinar, mp4
from webinars.models import Viewing, Webinar, WebinarPage
from webinars.recordings.cuts import put_recording
from webinars.words.captions import read_cues
from webinars.words.writing import as_webvtt

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
    assert (response["Content-Type"], response.content.decode()) == ("text/vtt; charset=utf-8", as_webvtt(read_cues(CAPTIONS)))
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
    response = browser.post(address, '{"segments": [[0, 20], [15, 30]], "position": 30}', content_type="application/json")
    told = {name: response.json()[name] for name in ("segments", "percent", "position", "required", "reached")}
    assert told == {"segments": [[0, 30]], "percent": 5, "position": 30, "required": 80, "reached": False}
    assert "Бракує: 0:30 – 10:00." in response.json()["words"]
    again = browser.get(address).json()
    assert again.pop("token")
    assert again == response.json()


def test_webinar_taken_off_takes_no_more_watching(webinar: Webinar, olena: User, browser_of: Browser) -> None:
    browser, address = browser_of(olena), reverse("webinars:watched", args=[webinar.code])
    assert browser.post(address, '{"segments": []}', content_type="application/json").status_code == 200
    WebinarPage.objects.get().unpublish()
    assert browser.post(address, '{"segments": [[0, 5]]}', content_type="application/json").status_code == 404


BEYOND = ["NaN", "Infinity", "-Infinity", "1e400", "1" + "0" * 400]


@pytest.mark.parametrize("sent", ["", "[]", "{", '{"segments": 5}', "null", "[" * 100_000, *(f'{{"segments": [[0, {one}]]}}' for one in BEYOND)])
def test_what_is_not_played_parts_is_refused_in_words(webinar: Webinar, olena: User, browser_of: Browser, sent: str) -> None:
    response = browser_of(olena).post(reverse("webinars:watched", args=[webinar.code]), sent, content_type="application/json")
    assert (response.status_code, list(response.json())) == (400, ["error"])


@pytest.mark.parametrize("one", BEYOND)
def test_numbers_beyond_all_reckoning_are_refused_of_an_earlier_cut_too(webinar: Webinar, olena: User, browser_of: Browser, one: str) -> None:
    put_recording(webinar=webinar, file=ContentFile(mp4(600)), actor=None)
    address = f"{reverse('webinars:watched', args=[webinar.code])}?cut=1"
    for sent in (f'{{"segments": [], "position": {one}}}', f'{{"segments": [], "played": [{{"start": 0, "end": {one}}}]}}'):
        response = browser_of(olena).post(address, sent, content_type="application/json")
        assert (response.status_code, response.json()) == (400, {"error": "Це не переглянуті частини."})


def test_true_and_false_are_no_seconds(webinar: Webinar, olena: User, browser_of: Browser) -> None:
    put_recording(webinar=webinar, file=ContentFile(mp4(600)), actor=None)
    sent = {"segments": [], "played": [{"start": False, "end": True}, {"start": 5, "end": 9}], "position": True}
    for query in ("", "?cut=1"):
        told = browser_of(olena).post(reverse("webinars:watched", args=[webinar.code]) + query, sent, content_type="application/json").json()
        assert (told["segments"], told["position"]) == ([[5, 9]], 9)


def test_parts_of_another_person_are_not_taken_from_whoever_is_signed_in_now(webinar: Webinar, olena: User, petro: User, browser_of: Browser) -> None:
    address = reverse("webinars:watched", args=[webinar.code])
    sent = {"segments": [[0, 20]], "person": str(olena.pk)}
    response = browser_of(petro).post(address, sent, content_type="application/json")
    told = (409, {"error": "Це переглянула інша людина. Переглянуте лишається на пристрої, доки вона не ввійде."})
    assert (response.status_code, response.json(), Viewing.objects.count()) == (*told, 0)
    assert browser_of(olena).post(address, sent, content_type="application/json").json()["segments"] == [[0, 20]]


def test_page_tells_the_player_whose_it_is(webinar: Webinar, olena: User, client: Client, browser_of: Browser) -> None:
    address = WebinarPage.objects.get().url
    assert f'data-person="{olena.pk}"' in browser_of(olena).get(address).content.decode()
    assert "data-person" not in client.get(address).content.decode()
