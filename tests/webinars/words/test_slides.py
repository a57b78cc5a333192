"""A PDF becomes pictures with words; each is shown from its second; nothing hostile gets further than its own process."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from school.accounts.models import User
from school.foundation.jobs import run_all
from school.foundation.models import Job
from tests.factories import decks
from tests.factories.webinars import make_webinar
from webinars.models import Cut, Deck, Kind, Rendition, Slide, SlideChange, Webinar, WebinarPage
from webinars.words.decks import BrokenSlides, draw_deck, mark_slides, problem_of, put_deck
from webinars.words.light import light_of
from webinars.words.slides import slides_of

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
THREE = ("Три джерела однієї новини", "Документ", "Людина")


@pytest.fixture
def webinar() -> Webinar:
    return make_webinar()


def deck_in(webinar: Webinar, raw: bytes, language: str = "uk") -> Deck:
    deck = put_deck(webinar=webinar, language=language, file=decks.upload(raw))
    run_all()
    deck.refresh_from_db()
    return deck


def test_every_page_becomes_a_small_picture_with_its_words(webinar: Webinar) -> None:
    deck = deck_in(webinar, decks.pdf(*THREE))
    slides = list(deck.slides.all())
    assert (deck.state, [slide.text for slide in slides]) == ("ready", list(THREE))
    with slides[0].picture.open("rb") as file:
        picture = Image.open(io.BytesIO(file.read()))
    assert (picture.format, picture.size) == ("WEBP", (1280, 720))
    assert all(slide.size < 30_000 for slide in slides)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (decks.locked(decks.pdf("Так")), "закрито паролем"),
        (b"%PDF-1.7\n" + b"\x00garbage" * 100, "пошкоджено"),
        (decks.pdf(*THREE)[:700], "пошкоджено"),
        (decks.many(301), "понад 300 сторінок"),
    ],
)
def test_pdf_that_cannot_be_drawn_is_refused_in_words(webinar: Webinar, raw: bytes, says: str) -> None:
    deck = deck_in(webinar, raw)
    assert (deck.state, says in problem_of(deck), Slide.objects.count()) == ("refused", True, 0)


def test_endless_pdf_ends_refused(webinar: Webinar) -> None:
    deck = deck_in(webinar, decks.endless())
    assert (deck.state, Slide.objects.count()) == ("refused", 0)


@pytest.mark.parametrize("raw", [b"MZ\x90\x00" + bytes(100), b"", b"<html>%PDF-1.4"])
def test_what_is_no_pdf_is_refused_at_once(webinar: Webinar, raw: bytes) -> None:
    with pytest.raises(BrokenSlides):
        put_deck(webinar=webinar, language="uk", file=decks.upload(raw))
    assert not Deck.objects.exists()


def test_drawing_begun_anew_ends_the_same(webinar: Webinar) -> None:
    deck = deck_in(webinar, decks.pdf(*THREE))
    Deck.objects.update(state="waiting")
    draw_deck(Job.objects.get(kind="draw_deck"))
    assert list(deck.slides.values_list("number", flat=True)) == [1, 2, 3]


def test_slides_are_shown_in_order_of_time_and_may_come_back(webinar: Webinar) -> None:
    deck = deck_in(webinar, decks.pdf(*THREE))
    assert [(row.number, row.at) for row in slides_of(webinar, "uk")] == [(1, None), (2, None), (3, None)]
    mark_slides(deck=deck, changes=[(60, 2), (0, 1), (90, 2), (120, 1)], texts={2: "Документ і підпис"})
    assert [(row.number, row.at, row.clock, row.alt) for row in slides_of(webinar, "uk")] == [
        (1, 0, "0:00", THREE[0]), (2, 60, "1:00", "Документ і підпис"), (1, 120, "2:00", THREE[0]),
    ]  # fmt: skip


def test_translated_deck_and_a_corrected_one_take_the_moments(webinar: Webinar) -> None:
    first = deck_in(webinar, decks.pdf(*THREE))
    mark_slides(deck=first, changes=[(0, 1), (60, 2)])
    deck_in(webinar, decks.pdf("One", "Two", "Three"), "en")
    assert [(row.text, row.at) for row in slides_of(webinar, "en")] == [("One", 0), ("Two", 60)]
    deck_in(webinar, decks.pdf("Перша", "Друга", "Третя"))
    assert [(row.text, row.at) for row in slides_of(webinar, "uk")] == [("Перша", 0), ("Друга", 60)]
    assert first.slides.count() == 3


@pytest.mark.parametrize("changes", [[(0, 4)], [(-1, 1)], [(600, 1)]])
def test_moment_outside_the_recording_is_refused(webinar: Webinar, changes: list[tuple[int, int]]) -> None:
    deck = deck_in(webinar, decks.pdf(*THREE))
    with pytest.raises(BrokenSlides):
        mark_slides(deck=deck, changes=changes)
    assert not SlideChange.objects.exists()


def test_page_shows_slides_with_their_seconds_words_and_the_deck(webinar: Webinar, client: Client) -> None:
    deck = deck_in(webinar, decks.pdf(*THREE))
    mark_slides(deck=deck, changes=[(0, 1), (75, 2)])
    html = client.get(WebinarPage.objects.get().url).content.decode()
    assert re.findall(r'data-at="(\d+)" data-slide', html) == ["0", "75"]
    assert f'alt="{THREE[0]}"' in html
    picture = client.get(slides_of(webinar, "uk")[0].url)
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")
    file = client.get(reverse("webinars:deck", args=[webinar.code, "en"]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]


def test_slides_of_a_webinar_taken_off_are_not_served(webinar: Webinar, client: Client) -> None:
    deck_in(webinar, decks.pdf(*THREE))
    url = slides_of(webinar, "uk")[0].url
    WebinarPage.objects.get().unpublish()
    assert [client.get(address).status_code for address in (url, reverse("webinars:deck", args=[webinar.code, "uk"]))] == [404, 404]


def test_light_mode_is_sound_slides_and_words_with_its_size(webinar: Webinar, client: Client) -> None:
    deck = deck_in(webinar, decks.pdf(*THREE))
    mark_slides(deck=deck, changes=[(0, 1), (60, 2), (90, 1)])
    pictures = sum(deck.slides.filter(number__in=[1, 2]).values_list("size", flat=True))
    before = light_of(webinar, "uk")
    assert (before.size, before.sound_only) == (webinar.size + pictures, False)
    cut = Cut.objects.get(webinar=webinar)
    Rendition.objects.create(cut=cut, kind=Kind.AUDIO_LIGHT, file=f"{cut.folder}/audio_light.m4a", size=5000, created_at=timezone.now())
    light = light_of(webinar, "uk")
    assert ([slide.number for slide in light.slides], light.size, light.sound_only) == ([1, 2, 1], 5000 + pictures, True)
    assert [row.text for row in light.transcript][-1] == "Чи є запитання?"


def test_light_page_gives_the_player_sound_and_slides_once_the_sound_is_there(webinar: Webinar, client: Client) -> None:
    deck = deck_in(webinar, decks.pdf(*THREE))
    mark_slides(deck=deck, changes=[(0, 1)])
    page = WebinarPage.objects.get().url + "?light=1"
    assert "data-light" not in client.get(page).content.decode()
    cut = Cut.objects.get(webinar=webinar)
    Rendition.objects.create(cut=cut, kind=Kind.AUDIO_LIGHT, file=f"{cut.folder}/audio_light.m4a", size=5000, created_at=timezone.now())
    html = client.get(page).content.decode()
    slide, audio = slides_of(webinar, "uk")[0].url, light_of(webinar, "uk").audio
    assert audio is not None
    assert all(part in html for part in (f'poster="{slide}"', "data-light", f'src="{audio.url}" type="{audio.content_type}"'))


def test_desk_of_slides_takes_a_deck_and_the_moments(webinar: Webinar, halyna: User, taras: User, browser_of: Browser) -> None:
    desk, url = browser_of(halyna), reverse("webinar_slides", args=[webinar.code, "uk"])
    assert browser_of(taras).post(url, {"file": decks.upload(decks.pdf("Чуже"))}).status_code == 404
    assert not Deck.objects.exists()
    desk.post(url, {"file": decks.upload(decks.pdf(*THREE))})
    run_all()
    told: dict[str, Any] = desk.get(url).context["told"]
    assert [slide["text"] for slide in told["slides"]] == list(THREE)
    sent = {"changes": [[0, 1], [30, 2]], "texts": {"3": "Кінець"}, "seen": []}
    answers = [desk.post(told["url"], json.dumps(data), content_type="application/json") for data in (sent, sent, {"changes": 5}, None)]
    assert [answer.status_code for answer in answers] == [200, 409, 400, 400]
    for one in ("NaN", "Infinity", "1e400", "1" + "0" * 400, "true", "1.5"):
        for pair in (f"[{one}, 1]", f"[0, {one}]"):
            body = f'{{"changes": [{pair}], "texts": {{}}, "seen": [[0, 1], [30, 2]]}}'
            answer = desk.post(told["url"], body, content_type="application/json")
            assert (answer.status_code, answer.json()) == (400, {"error": "Це не миті слайдів."})
    assert (answers[0].json(), Slide.objects.get(number=3).text) == ({"changes": [[0, 1], [30, 2]]}, "Кінець")
