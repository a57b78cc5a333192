"""Finding what was said: to the second, in any ending, and only in what one may see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from school.accounts.models import User
from tests.factories.webinars import make_page, make_webinar
from webinars.models import WebinarPage
from webinars.words.finding import find_in_words, fold, stems
from webinars.words.saving import put_captions

pytestmark = pytest.mark.django_db
TEXT = "WEBVTT\n\n00:01.000 --> 00:03.000\nЖурналістам потрібні дані.\n\n01:05.000 --> 01:07.000\nМ’яко про Е-послуги й ґанок.\n"


@pytest.mark.parametrize(
    ("query", "seconds"),
    [
        ("журналісти", [1]), ("ЖУРНАЛІСТ дані", [1]), ("м'яко", [65]), ("мʼяко", [65]), ("е-послуга", [65]), ("епослуги", [65]), ("Ґанок", [65]),
        ("журналісти ґанок", []), ("налістам", []), ("", []), ("  – ", []), ("%", []), ("дан", [1]),
    ],
)  # fmt: skip
def test_sentence_is_found_by_its_words_in_any_ending(query: str, seconds: list[int]) -> None:
    make_webinar(captions=TEXT)
    assert [row.at for row in find_in_words(query, "uk")] == seconds


def test_found_sentence_leads_to_its_second() -> None:
    webinar = make_webinar(captions=TEXT)
    found = find_in_words("ґанок", "uk")[0]
    assert (found.webinar, found.text, found.url) == (webinar, "М’яко про Е-послуги й ґанок.", f"{WebinarPage.objects.get().url}?t=65")


def test_each_language_is_searched_in_its_own_words() -> None:
    webinar = make_webinar(captions=TEXT)
    make_page(language="en", key=webinar.key, title="Introduction")
    put_captions(webinar=webinar, language="en", text="WEBVTT\n\n00:01.000 --> 00:03.000\nJournalists need data.\n")
    assert [len(find_in_words("data", language)) for language in ("uk", "en")] == [0, 1]
    assert find_in_words("data", "en")[0].url.startswith("/en/webinars/")


def test_webinar_taken_off_is_found_by_nobody_and_the_list_is_the_same_for_everybody(
    client: Client, petro: User, halyna: User, browser_of: Callable[[User], Client]
) -> None:
    webinar = make_webinar(captions=TEXT)
    make_page(language="en", key=webinar.key, title="Introduction")
    put_captions(webinar=webinar, language="en", text="WEBVTT\n\n00:01.000 --> 00:03.000\nJournalists need data.\n")
    WebinarPage.objects.get(locale__language_code="uk").unpublish()
    for browser in (client, browser_of(petro), browser_of(halyna)):
        found = [browser.get(address).context["found"] for address in ("/webinars/?q=ґанок", "/en/webinars/?q=data")]
        assert found == [[], []]


@pytest.mark.parametrize("rows", [1, 3])
def test_finding_asks_the_same_for_one_webinar_and_for_three(rows: int) -> None:
    for _number in range(rows):
        make_webinar(captions=TEXT)
    find_in_words("ґанок", "uk")
    with CaptureQueriesContext(connection) as seen:
        assert len(find_in_words("ґанок", "uk")) == rows
    assert len(seen) == 2


def test_words_are_folded_and_long_ones_lose_their_endings() -> None:
    assert (fold("М’яко, Е-послуги"), stems("м'яко журналістам дані")) == (" мяко епослуги ", [" мяко", " журналіст", " дані"])
