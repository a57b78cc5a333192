"""A series is made by an editor, told in both languages, and goes into feeds and onto a stick in its order."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from school.accounts.models import User
from tests.factories.internships import section
from tests.factories.pages import publish
from tests.factories.recordings import make_rendition
from tests.factories.webinars import make_page, make_webinar
from webinars.models import Kind, SeriesPart, Webinar, WebinarIndexPage, WebinarPage, WebinarSeriesPage
from webinars.series import Place, places_of

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"


@pytest.fixture
def webinars() -> list[Webinar]:
    return [make_webinar(seconds=600, title=title) for title in ("Заголовок", "Джерела", "Знімок")]


def page_of(webinar: Webinar, language: str = "uk") -> WebinarPage:
    return WebinarPage.objects.get(translation_key=webinar.key, locale__language_code=language)


def make_series(*webinars: Webinar, language: str = "uk", **fields: Any) -> WebinarSeriesPage:
    parent = section(WebinarIndexPage, "webinars", language)
    page = WebinarSeriesPage(**{"title": "Шлях новини", "slug": "story", "summary": "Від задуму до довіри.", "locale": parent.locale, **fields})
    page.parts = [SeriesPart(webinar=page_of(webinar), sort_order=number) for number, webinar in enumerate(webinars)]
    return publish(parent, page)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<script\b.*?</script>|<[^>]+>", " ", html, flags=re.DOTALL).replace("\u00a0", " ").replace("\u2060", "").split())


def test_page_shows_its_webinars_in_their_order(webinars: list[Webinar], client: Client) -> None:
    first, second, third = webinars
    make_series(third, first, second)
    said = plain(client.get("/webinars/story/").content.decode())
    assert "3 вебінари 30 хв" in said
    assert re.findall(r"Частина (\d) (Заголовок|Джерела|Знімок)", said) == [("1", "Знімок"), ("2", "Заголовок"), ("3", "Джерела")]


def test_webinars_page_says_which_part_it_is_and_what_is_next(webinars: list[Webinar], client: Client) -> None:
    first, second, third = webinars
    series = make_series(third, first)
    assert places_of(third, "uk") == [Place(series, 1, 2, page_of(first))]
    assert (places_of(first, "uk"), places_of(second, "uk")) == ([Place(series, 2, 2, None)], [])
    html = client.get(page_of(third).get_url()).content.decode()
    assert "Частина 1 із 2: Шлях новини Далі: Заголовок" in plain(html)
    assert f'href="{page_of(first).get_url()}"' in html and 'href="/webinars/story/"' in html


def test_what_is_taken_off_is_no_part(webinars: list[Webinar]) -> None:
    first, second, third = webinars
    series = make_series(first, second, third)
    page_of(second).unpublish()
    assert places_of(first, "uk") == [Place(series, 1, 2, page_of(third))]
    series.unpublish()
    assert places_of(first, "uk") == []


def test_list_of_webinars_leads_to_series(webinars: list[Webinar], client: Client) -> None:
    make_series(*webinars[:2])
    make_series(title="Ще порожня", slug="empty")
    said = plain(client.get("/webinars/").content.decode())
    assert "Серії Шлях новини Від задуму до довіри. 2 вебінари 20 хв Усі вебінари" in said
    assert "Ще порожня" not in said


def test_english_series_has_the_order_of_the_source_and_english_pages(webinars: list[Webinar], client: Client) -> None:
    first, second, third = webinars
    for webinar in (first, third):
        make_page(language="en", key=webinar.key, title=f"English {webinar}")
    series = make_series(third, second, first)
    english = make_series(first, language="en", title="The way of a story", translation_key=series.translation_key)
    said = plain(client.get(english.get_url()).content.decode())
    assert re.findall(r"Part (\d) English (\w+)", said) == [("1", "Знімок"), ("2", "Заголовок")]
    assert places_of(third, "en") == [Place(english, 1, 2, page_of(first, "en"))]


# --- the editor's side ---------------------------------------------------------------------------------------


def sent(*pages: WebinarPage) -> dict[str, str]:
    data = {"title": "Нова серія", "slug": "new", "summary": "", "action-publish": "1"}
    counts = {"TOTAL_FORMS": len(pages), "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 1, "MAX_NUM_FORMS": 1000}
    data |= {f"parts-{name}": str(number) for name, number in counts.items()}
    for number, page in enumerate(pages):
        data |= {f"parts-{number}-webinar": str(page.pk), f"parts-{number}-ORDER": str(len(pages) - number), f"parts-{number}-id": ""}
    return data


def add(browser: Client, *pages: WebinarPage) -> Any:
    parent = WebinarIndexPage.objects.get(locale__language_code="uk")
    return browser.post(reverse("wagtailadmin_pages:add", args=["webinars", "webinarseriespage", parent.pk]), sent(*pages))


def test_coordinator_makes_a_series_and_drags_it_into_order(webinars: list[Webinar], halyna: User, browser_of: Browser) -> None:
    first, second, _third = webinars
    assert add(browser_of(halyna), page_of(first), page_of(second)).status_code == 302
    series = WebinarSeriesPage.objects.get()
    assert [row.webinar.title for row in series.parts.all()] == ["Джерела", "Заголовок"]
    assert series.live


def test_same_webinar_twice_and_none_are_refused_in_words(webinars: list[Webinar], halyna: User, browser_of: Browser) -> None:
    twice = add(browser_of(halyna), page_of(webinars[0]), page_of(webinars[0]))
    assert "Один вебінар стоїть тут двічі. Вилучіть один із двох." in twice.content.decode()
    assert 'value="Нова серія"' in twice.content.decode()
    assert (add(browser_of(halyna)).status_code, WebinarSeriesPage.objects.count()) == (200, 0)


def test_translation_is_edited_without_parts_of_its_own(webinars: list[Webinar], halyna: User, browser_of: Browser) -> None:
    series = make_series(*webinars)
    english = make_series(language="en", title="Story", translation_key=series.translation_key)
    browser = browser_of(halyna)
    address = reverse("wagtailadmin_pages:edit", args=[english.pk])
    html = browser.get(address).content.decode()
    assert ("беруться з мови, якою серію створено" in html, "parts-TOTAL_FORMS" in html) == (True, False)
    assert browser.post(address, {"title": "The story", "slug": "story", "summary": "", "action-publish": "1"}).status_code == 302
    english.refresh_from_db()
    assert (english.title, english.is_source) == ("The story", False)


def test_stranger_makes_no_series(webinars: list[Webinar], petro: User, taras: User, browser_of: Browser) -> None:
    for user in (petro, taras):
        assert add(browser_of(user), page_of(webinars[0])).status_code in (302, 403)
    assert WebinarSeriesPage.objects.count() == 0


# --- out in the world, and on a stick ------------------------------------------------------------------------


def test_video_feed_of_a_series_is_in_its_order(webinars: list[Webinar], client: Client) -> None:
    first, _second, third = webinars
    series = make_series(third, first)
    answer = client.get(f"/webinars/series/{series.translation_key}/video.xml")
    channel = ElementTree.fromstring(answer.content).find("channel")
    assert channel is not None
    assert [row.findtext("title") for row in channel.findall("item")] == ["Знімок", "Заголовок"]
    assert (channel.findtext("title"), str(channel.findtext("link")).endswith("/webinars/story/")) == ("Шлях новини", True)


def test_podcast_of_a_series_is_a_serial_with_numbers(webinars: list[Webinar], client: Client) -> None:
    first, _second, third = webinars
    for webinar in (first, third):
        make_rendition(webinar, Kind.AUDIO)
    series = make_series(third, first)
    channel = ElementTree.fromstring(client.get(f"/webinars/series/{series.translation_key}/podcast.xml").content).find("channel")
    assert channel is not None
    assert channel.findtext(f"{ITUNES}type") == "serial"
    assert [(row.findtext("title"), row.findtext(f"{ITUNES}episode")) for row in channel.findall("item")] == [("Знімок", "1"), ("Заголовок", "2")]


def test_feed_of_no_series_is_not_found(client: Client, webinars: list[Webinar]) -> None:
    series = make_series(*webinars)
    series.unpublish()
    for address in (series.translation_key, "0" * 8 + "-0000-0000-0000-" + "0" * 12):
        assert client.get(f"/webinars/series/{address}/video.xml").status_code == 404


def test_order_of_a_stick_has_the_series_ticked(webinars: list[Webinar], olena: User, browser_of: Browser) -> None:
    first, second, third = webinars
    series = make_series(third, first)
    rows = browser_of(olena).get(f"/my/sticks/new/?series={series.pk}").context["rows"]
    assert {row["webinar"].pk: row["chosen"] for row in rows} == {first.pk: True, second.pk: False, third.pk: True}
    nothing = browser_of(olena).get("/my/sticks/new/?series=abc").context["rows"]
    assert [row["chosen"] for row in nothing] == [False, False, False]
