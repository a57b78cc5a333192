"""Feeds that podcast and video players read: well-formed, whole, in the page's language."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tests.factories.announced import make_announced
from tests.factories.recordings import make_rendition
from tests.factories.webinars import make_page, make_webinar
from webinars.models import Chapter, Kind, WebinarPage
from webinars.sharing.feeds import ITUNES, MEDIA, PODCAST, VideoFeed

pytestmark = pytest.mark.django_db
NS = {"itunes": ITUNES, "podcast": PODCAST, "media": MEDIA, "atom": "http://www.w3.org/2005/Atom"}


def channel(client: Client, name: str) -> Any:
    response = client.get(reverse(f"webinars:{name}_feed"))
    assert (response.status_code, response["Content-Type"]) == (200, "application/rss+xml; charset=utf-8")
    assert not response.cookies
    root = ElementTree.fromstring(response.content)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    return root.find("channel")


def test_podcast_offers_the_sound_with_chapters_and_captions(client: Client) -> None:
    webinar = make_webinar(seconds=3725, starts_at=timezone.now())
    make_rendition(webinar, Kind.AUDIO, b"x" * 1000)
    (item,) = channel(client, "audio").findall("item")
    enclosure = item.find("enclosure").attrib
    assert (enclosure["length"], enclosure["type"].split("/")[0]) == ("1000", "audio")
    assert enclosure["url"].startswith(settings.PUBLIC_URL)
    assert item.find("itunes:duration", NS).text == "1:02:05"
    assert item.find("podcast:chapters", NS).get("url") == settings.PUBLIC_URL + reverse("webinars:chapters", args=[webinar.code])
    assert item.find("podcast:transcript", NS).attrib["type"] == "text/vtt"
    assert client.get(enclosure["url"].removeprefix(settings.PUBLIC_URL)).status_code == 200


def test_recording_without_sound_of_its_own_is_in_the_video_feed_only(client: Client) -> None:
    webinar = make_webinar(seconds=600)
    assert channel(client, "audio").findall("item") == []
    (item,) = channel(client, "video").findall("item")
    (content,) = item.findall("media:group/media:content", NS)
    assert (content.get("type"), content.get("duration"), content.get("fileSize")) == ("video/mp4", "600", str(webinar.size))
    assert item.find("enclosure").get("url") == content.get("url")


def test_entry_is_known_by_a_name_that_never_changes(client: Client) -> None:
    webinar = make_webinar()
    (guid,) = channel(client, "video").findall("item/guid")
    assert (guid.text, guid.get("isPermaLink")) == (f"{webinar.key}-uk", "false")


def test_each_language_has_its_feed(client: Client) -> None:
    webinar = make_webinar(title="Вступ")
    make_page(language="en", key=webinar.key, title="Introduction")
    assert channel(client, "video").find("item/title").text == "Вступ"
    with override("en"):
        english = channel(client, "video")
    assert (english.find("item/title").text, english.find("language").text) == ("Introduction", "en")


def test_two_asked_for_at_once_do_not_mix(rf: RequestFactory) -> None:
    webinar = make_webinar(title="Вступ")
    make_page(language="en", key=webinar.key, title="Introduction")
    feed = VideoFeed()
    ours = feed.get_object(rf.get("/"))
    with override("en"):
        feed.get_object(rf.get("/"))
    assert [one.page.title for one in feed.items(ours)] == ["Вступ"]


def test_what_is_only_announced_or_taken_off_is_in_no_feed(client: Client) -> None:
    make_announced()
    webinar = make_webinar()
    WebinarPage.objects.get(translation_key=webinar.key).unpublish()
    assert channel(client, "video").findall("item") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_feed_asks_the_same_for_one_recording_and_for_three(client: Client, rows: int, django_assert_num_queries: Any) -> None:
    for _number in range(rows):
        make_rendition(make_webinar(), Kind.AUDIO)
    address = reverse("webinars:audio_feed")
    client.get(address)
    with django_assert_num_queries(6):
        client.get(address)


def test_pages_tell_of_the_feeds(client: Client) -> None:
    make_webinar()
    for address in ("/webinars/", WebinarPage.objects.get().url):
        html = client.get(address).content.decode()
        assert html.count('type="application/rss+xml"') == 2


def test_chapters_are_json_any_player_may_read(client: Client) -> None:
    webinar = make_webinar(seconds=600)
    Chapter.objects.create(webinar=webinar, at_seconds=0, title_uk="Початок")
    Chapter.objects.create(webinar=webinar, at_seconds=370, title_uk="Запитання")
    response = client.get(reverse("webinars:chapters", args=[webinar.code]))
    told = response.json()
    assert (told["version"], [(row["startTime"], row["title"]) for row in told["chapters"]]) == ("1.2.0", [(0, "Початок"), (370, "Запитання")])
    assert response["Access-Control-Allow-Origin"] == "*"
