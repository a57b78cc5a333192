"""The words on the webinar's page and in the list: read, found, led to the second."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.factories.webinars import CAPTIONS, make_webinar
from webinars.models import Chapter, WebinarPage

pytestmark = pytest.mark.django_db


def plain(html: str) -> str:
    return " ".join(re.sub(r"<script\b.*?</script>|<[^>]+>", " ", html).split())


def page(client: Client, query: str = "") -> str:
    address = WebinarPage.objects.get().url
    return " ".join(client.get(address + (f"?q={query}" if query else "")).content.decode().split())


def test_each_sentence_leads_to_its_second_under_its_chapter_and_speaker(client: Client) -> None:
    webinar = make_webinar(captions=CAPTIONS)
    Chapter.objects.create(webinar=webinar, at_seconds=60, title_uk="Відповіді")
    html = page(client)
    assert re.findall(r'<a class="said" href="\?t=(\d+)" data-at="(\d+)"', html) == [("0", "0"), ("1", "1"), ("65", "65")]
    assert "Відповіді 1:05 Тарас: Чи є запитання?" in plain(html)


def test_transcript_is_searched_without_scripts(client: Client) -> None:
    make_webinar(captions=CAPTIONS)
    html = page(client, "запитань")
    assert "Знайдено речень: 1." in plain(html) and "<mark>запитання</mark>?" in html
    assert "Добрий день" not in plain(html)
    assert "Тут цього не кажуть" in page(client, "небувале")


def test_page_without_captions_has_no_transcript(client: Client) -> None:
    make_webinar(captions="")
    assert "data-transcript" not in page(client)


def test_list_finds_what_was_said_and_leads_to_the_second(client: Client) -> None:
    make_webinar(captions=CAPTIONS)
    html = client.get("/webinars/?q=запитання").content.decode()
    assert f'<a href="{WebinarPage.objects.get().url}?t=65"' in html
    assert "1 речення зі словами «запитання»" in plain(html)
    assert "У записах цього не кажуть" in client.get("/webinars/?q=небувале").content.decode()


def test_query_is_shown_as_words_only(client: Client) -> None:
    make_webinar(captions=CAPTIONS)
    for address in ("/webinars/", WebinarPage.objects.get().url):
        assert b"<script>alert" not in client.get(address, {"q": "<script>alert(1)</script>"}).content
