"""What of a recording can be chosen, and its files over HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from school.accounts.models import User
from school.demo.clock import at
from tests.factories.recordings import make_rendition
from tests.factories.webinars import make_webinar, mp4
from webinars.models import Cut, Kind, Webinar, WebinarPage
from webinars.recordings.choosing import renditions_of
from webinars.recordings.cuts import put_recording

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def test_recording_not_prepared_yet_is_offered_as_it_was_uploaded() -> None:
    webinar = make_webinar()
    (choice,) = renditions_of(webinar)
    assert (choice.kind, choice.url, choice.size, choice.content_type) == (
        "recording", reverse("webinars:recording", args=[webinar.code]), webinar.size, "video/mp4",
    )  # fmt: skip


def test_renditions_stand_best_first_and_lists_of_pictures_are_no_choice(django_assert_num_queries: Callable) -> None:
    webinar = make_webinar()
    for kind in (Kind.POSTER, Kind.AUDIO, Kind.VIDEO_360, Kind.HLS, Kind.VIDEO_720):
        make_rendition(webinar, kind)
    with django_assert_num_queries(1):
        found = renditions_of(webinar)
    assert [choice.kind for choice in found] == ["video_720", "video_360", "audio", "hls"]


def test_sound_that_is_ready_first_does_not_hide_the_video() -> None:
    webinar = make_webinar()
    make_rendition(webinar, Kind.AUDIO)
    assert [choice.kind for choice in renditions_of(webinar)] == ["recording", "audio"]


def test_file_is_served_at_its_address_in_every_language(client: Client) -> None:
    webinar = make_webinar()
    make_rendition(webinar, Kind.AUDIO, b"sound")
    address = renditions_of(webinar)[1].url
    response = client.get(address)
    assert (response.status_code, response["Content-Type"], b"".join(response.streaming_content)) == (200, "audio/mp4", b"sound")  # type: ignore[attr-defined]


def test_file_of_a_webinar_taken_off_is_there_for_a_coordinator_only(client: Client, petro: User, halyna: User, browser_of: Browser) -> None:
    webinar = make_webinar()
    address = reverse("webinar_file", args=[webinar.code, webinar.cut.number, make_rendition(webinar, Kind.VIDEO_360).inside])
    WebinarPage.objects.get().unpublish()
    assert [browser.get(address).status_code for browser in (client, browser_of(petro), browser_of(halyna))] == [404, 404, 200]


def test_what_everybody_may_watch_is_kept_by_every_cache_for_ever(client: Client) -> None:
    webinar = make_webinar()
    make_rendition(webinar, Kind.AUDIO)
    response = client.get(renditions_of(webinar)[1].url)
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in response.get("Vary", "")


@pytest.fixture
def kept_back() -> Webinar:
    """Taken off the site, with segments: a coordinator still watches it."""
    webinar = make_webinar()
    make_rendition(webinar, Kind.HLS)
    storages["default"].save(f"{webinar.cut.folder}/hls/360/00000.m4s", ContentFile(b"segment"))
    WebinarPage.objects.get().unpublish()
    webinar.refresh_from_db()
    return webinar


def test_signed_address_lets_in_whoever_has_it_to_list_and_segments_until_it_runs_out(kept_back: Webinar, client: Client) -> None:
    (hls,) = (choice for choice in renditions_of(kept_back) if choice.kind == "hls")
    segment = hls.url.replace("main.m3u8", "360/00000.m4s")
    assert [client.get(url).status_code for url in (hls.url, segment)] == [200, 200]
    kept = client.get(segment)["Cache-Control"]
    assert re.fullmatch(r"private, max-age=\d+, immutable", kept)
    assert 86_400 <= int(kept.split("=")[1].split(",")[0]) <= 2 * 86_400
    with at(timezone.now() + timedelta(days=3)):
        assert [client.get(url).status_code for url in (hls.url, segment)] == [403, 403]


def test_signed_address_is_the_same_all_day(kept_back: Webinar) -> None:
    assert renditions_of(kept_back) == renditions_of(kept_back)


@pytest.mark.parametrize("change", [("-", "-x"), ("signed/", "signed/9"), ("cuts/1", "cuts/2")])
def test_address_signed_for_something_else_opens_nothing(kept_back: Webinar, client: Client, change: tuple[str, str]) -> None:
    (hls,) = (choice for choice in renditions_of(kept_back) if choice.kind == "hls")
    assert client.get(hls.url.replace(*change, 1)).status_code == 403


@pytest.mark.parametrize("ticket", ["²-x", "٣-x", "-x", f"{'9' * 5000}-x"])
def test_address_signed_with_what_only_looks_like_a_number_opens_nothing(kept_back: Webinar, client: Client, ticket: str) -> None:
    assert client.get(f"/webinars/signed/{ticket}/{kept_back.code}/cuts/1/hls/main.m3u8").status_code == 403


@pytest.mark.parametrize("name", ["video_720.mp4", "hls/../../../../secret.mp4", "hls/absent.m4s", "original.mp4", "audio.m4a/x.m4s"])
def test_what_is_no_file_of_the_cut_is_not_there(client: Client, name: str) -> None:
    webinar = make_webinar()
    make_rendition(webinar, Kind.HLS)
    assert client.get(f"/webinars/{webinar.code}/cuts/1/{name}").status_code == 404


def test_each_recording_is_a_cut_and_the_last_one_is_shown() -> None:
    webinar = make_webinar()
    put_recording(webinar=webinar, file=ContentFile(mp4(90)), actor=None)
    assert list(Cut.objects.values_list("number", "seconds", "shown", "state")) == [(1, 600, False, "ready"), (2, 90, True, "ready")]
    assert webinar.cut.number == 2


def test_page_tells_where_pictures_of_the_timeline_are_and_offers_segments(client: Client) -> None:
    webinar = make_webinar()
    for kind in (Kind.VIDEO_360, Kind.HLS, Kind.STORYBOARD):
        make_rendition(webinar, kind)
    html = client.get(WebinarPage.objects.get().url).content.decode()
    assert f'data-pictures="/webinars/{webinar.code}/cuts/1/storyboard/pictures.vtt"' in html
    assert re.findall(r'name="player-quality" value="(\w+)"', html) == ["video_360", "hls"]
