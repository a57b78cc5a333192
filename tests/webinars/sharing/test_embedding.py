"""On other people's pages: oEmbed, the page to frame, structured data. Nobody is followed about."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from school.accounts.models import User
from tests.factories.announced import make_announced
from tests.factories.webinars import make_page, make_webinar
from webinars.models import Chapter, Webinar, WebinarPage

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def ask(client: Client, **params: Any) -> Any:
    return client.get(reverse("oembed"), {"url": settings.PUBLIC_URL + WebinarPage.objects.order_by("pk")[0].url, **params})


def json_ld(client: Client) -> Any:
    html = client.get(WebinarPage.objects.get().url).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1])


def test_embed_page_may_be_framed_anywhere_and_the_rest_may_not(client: Client) -> None:
    webinar = make_webinar()
    response = client.get(reverse("webinars:embed", args=[webinar.code]))
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert "script-src 'self'" in response["Content-Security-Policy"]
    page = client.get(WebinarPage.objects.get().url)
    assert ("frame-ancestors 'self'" in page["Content-Security-Policy"], page["X-Frame-Options"]) == (True, "SAMEORIGIN")


def test_embed_page_reads_and_keeps_no_cookie(olena: User, browser_of: Browser) -> None:
    webinar = make_webinar()
    response = browser_of(olena).get(reverse("webinars:embed", args=[webinar.code]))
    html = response.content.decode()
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "data-person" not in html
    assert "data-watched" not in html
    assert "csrf" not in html


def test_embed_page_plays_with_captions(client: Client) -> None:
    webinar = make_webinar()
    html = client.get(reverse("webinars:embed", args=[webinar.code])).content.decode()
    for part in ("<video", 'kind="captions"', "js/player/main", WebinarPage.objects.get().url):
        assert part in html


def test_oembed_answers_with_a_frame_that_fits(client: Client) -> None:
    webinar = make_webinar(title="Вступ & «медіа» <b>")
    told = ask(client).json()
    assert (told["version"], told["type"], told["title"], told["width"]) == ("1.0", "video", "Вступ & «медіа» <b>", 640)
    assert f'src="{settings.PUBLIC_URL}{reverse("webinars:embed", args=[webinar.code])}"' in told["html"]
    assert "<b>" not in told["html"]
    small = ask(client, maxwidth="320").json()
    assert (small["width"], small["height"]) == (320, 213)
    low = ask(client, maxheight="200").json()
    assert (low["width"], low["height"]) == (300, 200)


@pytest.mark.parametrize("asked", [{"maxwidth": "200"}, {"maxheight": "90"}, {"maxwidth": "300", "maxheight": "50"}, {"maxwidth": "1"}])
def test_oembed_is_never_larger_than_asked(client: Client, asked: dict[str, str]) -> None:
    make_webinar()
    told = ask(client, **asked).json()
    assert all(0 < told[side] <= int(asked.get(f"max{side}", 1920)) for side in ("width", "height"))


def test_oembed_answers_for_the_address_of_the_frame_in_its_language(client: Client) -> None:
    webinar = make_webinar(title="Вступ")
    make_page(language="en", key=webinar.key, title="Introduction")
    for language, title in (("uk", "Вступ"), ("en", "Introduction")):
        with override(language):
            address = settings.PUBLIC_URL + reverse("webinars:embed", args=[webinar.code])
        told = ask(client, url=address).json()
        assert (told["title"], f'src="{address}"' in told["html"]) == (title, True)
    assert ask(client, url=f"{settings.PUBLIC_URL}/webinars/absent/embed/").status_code == 404


@pytest.mark.parametrize("url", ["http://[x", "http://[", f"{settings.PUBLIC_URL}/webinars/a\0b/", f"{settings.PUBLIC_URL}/webinars/\0/embed/"])
def test_oembed_finds_nothing_at_a_broken_address(client: Client, url: str) -> None:
    make_webinar()
    assert ask(client, url=url).status_code == 404


@pytest.mark.parametrize(
    "url", ["", "https://evil.example/webinars/webinar-1/", f"{settings.PUBLIC_URL}/courses/", "javascript:alert(1)", f"{settings.PUBLIC_URL}/"]
)
def test_oembed_knows_no_other_addresses(client: Client, url: str) -> None:
    make_webinar()
    assert ask(client, url=url).status_code == 404


def test_oembed_in_xml_is_not_provided(client: Client) -> None:
    make_webinar()
    assert ask(client, format="xml").status_code == 501


def test_what_is_not_recorded_or_taken_off_is_not_embedded(client: Client) -> None:
    webinar = make_announced()
    assert (ask(client).status_code, client.get(reverse("webinars:embed", args=[webinar.code])).status_code) == (404, 404)


def test_page_tells_of_its_oembed_address(client: Client) -> None:
    make_webinar()
    url = settings.PUBLIC_URL + WebinarPage.objects.get().url
    html = client.get(WebinarPage.objects.get().url).content.decode()
    assert f'href="/oembed/?format=json&amp;url={quote(url, safe="")}"' in html


def test_page_offers_to_share_by_plain_fields(client: Client) -> None:
    make_webinar()
    html = client.get(WebinarPage.objects.get().url).content.decode()
    assert f'value="{settings.PUBLIC_URL}{WebinarPage.objects.get().url}" readonly' in html
    assert "&lt;iframe src=" in html


def test_json_ld_tells_of_the_recording_with_chapters_captions_and_words(client: Client) -> None:
    webinar = make_webinar(seconds=600)
    Chapter.objects.create(webinar=webinar, at_seconds=0, title_uk="Початок")
    Chapter.objects.create(webinar=webinar, at_seconds=370, title_uk="Запитання")
    told = json_ld(client)
    assert (told["@type"], told["duration"], told["embedUrl"]) == (
        "VideoObject",
        "PT600S",
        settings.PUBLIC_URL + reverse("webinars:embed", args=[webinar.code]),
    )
    assert [(row["name"], row["startOffset"], row["endOffset"]) for row in told["hasPart"]] == [("Початок", 0, 370), ("Запитання", 370, 600)]
    assert "Чи є запитання?" in told["transcript"]
    assert told["caption"][0]["inLanguage"] == "uk"


def test_json_ld_of_what_is_to_come_is_an_event_with_places_and_no_link(client: Client) -> None:
    make_announced(capacity=20)
    told = json_ld(client)
    assert (told["@type"], told["remainingAttendeeCapacity"], told["eventStatus"]) == ("EducationEvent", 20, "https://schema.org/EventScheduled")
    assert "meet.example.org" not in json.dumps(told)


def test_public_webinars_need_no_account(client: Client) -> None:
    webinar = make_webinar()
    make_page(language="en", key=webinar.key, title="Introduction")
    addresses = [
        WebinarPage.objects.order_by("pk")[0].url,
        reverse("webinars:recording", args=[webinar.code]),
        reverse("webinars:embed", args=[webinar.code]),
    ]
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]
    assert Webinar.objects.count() == 1
