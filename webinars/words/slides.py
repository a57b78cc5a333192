"""Slides as they are shown: in order of time, with their second, picture and words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from ..models import Deck, Slide, Webinar
from .decks import deck_of, moments_of
from .transcript import clock


@dataclass(frozen=True)
class Shown:
    """`at` is the second from which it is shown; None where nobody has marked the moments yet."""

    number: int
    at: int | None
    url: str
    text: str
    width: int
    height: int
    size: int
    slide: Slide

    @property
    def clock(self) -> str:
        return "" if self.at is None else clock(self.at)

    @property
    def alt(self) -> str:
        return " ".join(self.text.split())


def slides_of(webinar: Webinar, language: str) -> list[Shown]:
    deck = deck_of(webinar, language)
    return shown_of(webinar, deck) if deck else []


def shown_of(webinar: Webinar, deck: Deck) -> list[Shown]:
    slides = {slide.number: slide for slide in deck.slides.all()}
    moments = moments_of(deck)
    if not moments:
        return [_shown(webinar, slide, None) for slide in slides.values()]
    return [_shown(webinar, slides[number], at) for at, number in moments if number in slides]


def _shown(webinar: Webinar, slide: Slide, at: int | None) -> Shown:
    url = reverse("webinars:slide", args=[webinar.code, slide.deck_id, slide.number])
    return Shown(slide.number, at, url, slide.text, slide.width, slide.height, slide.size, slide)
