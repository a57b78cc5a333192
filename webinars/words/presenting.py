"""The words of a recording on its page, and what was found in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.urls import reverse

from ..models import CaptionTrack, Chapter, Webinar
from ..recordings.choosing import Choice
from .decks import deck_of
from .finding import find_in_words, holds, marked, stems
from .light import Light, sound_among
from .slides import shown_of
from .transcript import Paragraph, clock, transcript_of

LONGEST_QUERY = 200


def transcript_context(track: CaptionTrack | None, chapters: Sequence[Chapter], query: str = "") -> dict[str, Any]:
    """The transcript; with a query only its paragraphs that hold the words, and those marked."""
    query = query.strip()[:LONGEST_QUERY]
    wanted = stems(query)
    whole = transcript_of(track, chapters)
    shown = [row for row in whole if any(holds(said.text, wanted) for said in row.sentences)] if wanted else whole
    return {
        "transcript": [_paragraph(row, wanted) for row in shown],
        "transcript_language": track.language if track else "",
        "transcript_whole": bool(whole),
        "words_query": query,
        "words_found": sum(holds(said.text, wanted) for row in shown for said in row.sentences),
    }


def _paragraph(row: Paragraph, wanted: list[str]) -> dict[str, Any]:
    sentences = [
        {"second": said.second, "text": said.text, "pieces": marked(said.text, wanted) if holds(said.text, wanted) else [(said.text, False)]}
        for said in row.sentences
    ]
    return {"second": row.second, "clock": row.clock, "speaker": row.speaker, "chapter": row.chapter, "sentences": sentences}


def slides_context(webinar: Webinar, language: str) -> dict[str, Any]:
    deck = deck_of(webinar, language)
    if deck is None:
        return {"slides": []}
    shown = shown_of(webinar, deck)
    address = reverse("webinars:deck", args=[webinar.code, language])
    return {"slides": shown, "slides_timed": any(row.at is not None for row in shown), "deck_url": address, "deck_size": deck.size}


def light_context(facts: dict[str, Any], asked: bool) -> dict[str, Any]:
    """What is offered as light mode once the sound is prepared; when asked for, the player gets it and the first slide instead of the picture."""
    sound, slides = sound_among([Choice(**row) for row in facts.get("choices", [])]), facts["slides"]
    offer = Light(slides, sound, [], facts["transcript_language"])
    if sound is None or not offer.sound_only or not (slides or facts["transcript_whole"]):
        return {"light": False, "light_offer": None}
    if not asked:
        return {"light": False, "light_offer": offer}
    poster = {"poster_url": slides[0].url} if slides else {}
    return {"light": True, "light_offer": offer, "video_url": sound.url, "video_type": sound.content_type, "choices": [asdict(sound)], **poster}


def found_context(query: str, language: str) -> dict[str, Any]:
    """What was said of it in any webinar, for the list of webinars."""
    query = query.strip()[:LONGEST_QUERY]
    wanted = stems(query)
    rows = find_in_words(query, language)
    found = [{"title": row.webinar, "url": row.url, "clock": clock(row.at), "pieces": marked(row.text, wanted)} for row in rows]
    return {"words_query": query, "found": found}
