"""What search engines and other sites read of a page; the language switch keeps the page."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.test import Client

from courses.learning.models import CoursePage
from tests.factories.learning import make_course_page
from tests.factories.webinars import make_webinar
from webinars.models import WebinarPage

pytestmark = pytest.mark.django_db
PUBLIC = "https://school.example.org"


@pytest.fixture(autouse=True)
def address(settings) -> None:  # type: ignore[no-untyped-def]
    settings.PUBLIC_URL = PUBLIC


@pytest.fixture
def pages() -> dict[str, CoursePage]:
    """A course in both languages."""
    uk = make_course_page(slug="osnovy", summary="Як влада працює в мережі.")
    en = make_course_page(language="en", key=uk.translation_key, title="Foundations", slug="foundations", summary="How power works online.")
    return {"uk": uk, "en": en}


def head(client: Client, address: str) -> str:
    return client.get(address).content.decode().split("</head>")[0]


def links(html: str, rel: str) -> list[dict[str, str]]:
    found = (dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<link [^>]+>", html))
    return [row for row in found if row["rel"] == rel]


def meta(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', html))


@pytest.mark.parametrize(("path", "language"), [("/courses/osnovy/", "uk"), ("/en/courses/foundations/", "en")])
def test_page_names_its_one_address_and_its_translations(pages: dict[str, CoursePage], client: Client, path: str, language: str) -> None:
    html = head(client, path + "?utm_source=mail")
    assert links(html, "canonical") == [{"rel": "canonical", "href": PUBLIC + path}]
    assert sorted((row["hreflang"], row["href"]) for row in links(html, "alternate")) == [
        ("en", f"{PUBLIC}/en/courses/foundations/"), ("uk", f"{PUBLIC}/courses/osnovy/"),
    ]  # fmt: skip


def test_page_without_a_translation_claims_none(client: Client) -> None:
    make_course_page(slug="odna")
    assert [row["hreflang"] for row in links(head(client, "/courses/odna/"), "alternate")] == ["uk"]


def test_page_that_does_not_exist_has_no_address_for_search_engines(client: Client) -> None:
    html = head(client, "/nothing-here/")
    assert (links(html, "canonical"), links(html, "alternate")) == ([], [])


def test_page_that_is_shared_shows_its_words_in_its_language(pages: dict[str, CoursePage], client: Client) -> None:
    told = meta(head(client, "/en/courses/foundations/"))
    names = ("description", "og:title", "og:description", "og:type", "og:url", "og:locale")
    assert [told.get(name) for name in names] == [
        "How power works online.", "Foundations", "How power works online.", "website", f"{PUBLIC}/en/courses/foundations/", "en_GB",
    ]  # fmt: skip


def data_of(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert found is not None
    return json.loads(found.group(1))


def test_course_is_described_to_machines(pages: dict[str, CoursePage], client: Client) -> None:
    told = data_of(client.get("/courses/osnovy/").content.decode())
    assert (told["@context"], told["@type"], told["name"], told["inLanguage"]) == ("https://schema.org", "Course", "Основи е-урядування", "uk")


def test_recording_is_described_to_machines(client: Client) -> None:
    make_webinar(seconds=61)
    page = WebinarPage.objects.get()
    told = data_of(client.get(page.get_url()).content.decode())
    assert (told["@type"], told["duration"], told["url"]) == ("VideoObject", "PT61S", PUBLIC + page.get_url())


def test_words_cannot_close_the_data_block() -> None:
    nasty = "</script><script>alert(1)</script>&amp;"
    html = Template("{% load seo %}{% json_ld data %}").render(Context({"data": {"name": nasty}}))
    assert html.count("<script") == html.count("</script>") == 1
    assert data_of(html) == {"name": nasty}


# --- the language switch ------------------------------------------------------------------------------


def switch(html: str, language: str) -> str:
    found = re.search(rf'<a class="btn btn--quiet" href="([^"]+)" lang="{language}"', html)
    assert found is not None
    return found.group(1)


def test_switch_leads_to_the_same_page_and_back(pages: dict[str, CoursePage], client: Client) -> None:
    there = switch(client.get("/courses/osnovy/").content.decode(), "en")
    assert there == "/en/courses/foundations/"
    assert switch(client.get(there).content.decode(), "uk") == "/courses/osnovy/"


@pytest.mark.parametrize(("here", "there"), [("/verify/", "/en/verify/"), ("/accounts/login/?next=/my/", "/en/accounts/login/?next=/my/")])
def test_switch_keeps_a_page_that_is_no_wagtail_page_and_what_was_asked(client: Client, here: str, there: str) -> None:
    assert switch(client.get(here).content.decode(), "en") == there
    assert switch(client.get(there).content.decode(), "uk") == here


def test_switch_of_an_untranslated_page_leads_home(client: Client) -> None:
    make_course_page(slug="odna")
    assert switch(client.get("/courses/odna/").content.decode(), "en") == "/en/"


# --- robots and the sitemap ---------------------------------------------------------------------------


def test_robots_are_kept_from_everything_personal_in_both_languages(client: Client) -> None:
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    for closed in ("/my/", "/learn/", "/teach/", "/verify/", "/link/", "/cms/", "/v/", "/accounts/"):
        assert {f"Disallow: {closed}", f"Disallow: /en{closed}"} <= set(lines)
    assert f"Sitemap: {PUBLIC}/sitemap.xml" in lines


def test_map_of_the_site_has_what_is_published_at_its_public_address(pages: dict[str, CoursePage], client: Client) -> None:
    make_course_page(slug="hidden").unpublish()
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    found = {element.text for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert {f"{PUBLIC}/courses/osnovy/", f"{PUBLIC}/en/courses/foundations/"} <= found
    assert [address for address in found if "hidden" in str(address) or not str(address).startswith(PUBLIC)] == []
