"""Finding what was said, to the second."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.db.models import Q

from ..models import CaptionTrack, Sentence, Webinar, WebinarPage
from .captions import BrokenCaptions, read_cues
from .transcript import sentences

MOST_FOUND = 50
MOST_WORDS = 8
_WORDS = re.compile(r"[^\W_]+")
_SPELT = re.compile(r"([\w'’‘ʼ\u2060-]+)")
_NO_LETTERS = re.compile("['’‘ʼ`´′\u2060-]")


@dataclass(frozen=True)
class Found:
    webinar: Webinar
    at: int
    text: str
    url: str


def fold(text: str) -> str:
    """Small letters and single spaces, with one before each word: « добрий день ». The apostrophe and the dash are no letters."""
    plain = _NO_LETTERS.sub("", unicodedata.normalize("NFC", text).casefold())
    return f" {' '.join(_WORDS.findall(plain))} "


def stems(query: str) -> list[str]:
    """The beginnings of words as they stand in a folded text. Endings change in Ukrainian, so a long word is looked for without its own."""
    found = fold(query).split()[:MOST_WORDS]
    return [f" {word[:-2] if len(word) > 6 else word[:-1] if len(word) > 4 else word}" for word in found]


def marked(text: str, wanted: list[str]) -> list[tuple[str, bool]]:
    """The text in pieces, and whether each is a word that was looked for."""
    pieces = [piece for piece in _SPELT.split(text) if piece]
    return [(piece, any(fold(piece).startswith(stem) for stem in wanted)) for piece in pieces]


def holds(text: str, wanted: list[str]) -> bool:
    folded = fold(text)
    return bool(wanted) and all(stem in folded for stem in wanted)


def remember_sentences(track: CaptionTrack) -> None:
    """Write the sentences of a track anew."""
    Sentence.objects.filter(webinar=track.webinar, language=track.language).delete()
    try:
        said = sentences(read_cues(track.text)) if track.text else []
    except BrokenCaptions:
        said = []
    rows = [Sentence(webinar=track.webinar, language=track.language, at=int(row.at), text=row.text, folded=fold(row.text)) for row in said]
    Sentence.objects.bulk_create(rows, batch_size=500)


def find_in_words(query: str, language: str) -> list[Found]:
    """Sentences that hold every word, of published webinars: the same for whoever looks. Latest webinar first. Two queries."""
    wanted = stems(query)
    if not wanted:
        return []
    all_words = Q()
    for stem in wanted:
        all_words &= Q(folded__contains=stem)
    webinars = Webinar.objects.in_force().exclude(recording="")
    rows = Sentence.objects.filter(all_words, webinar__in=webinars, language=language).select_related("webinar")
    told = list(rows.order_by("-webinar__starts_at", "-webinar", "at", "pk")[:MOST_FOUND])
    pages = WebinarPage.objects.live().filter(locale__language_code=language, translation_key__in={row.webinar.key for row in told})
    urls = {page.translation_key: page.get_url() for page in pages}
    return [Found(row.webinar, row.at, row.text, f"{urls[row.webinar.key]}?t={row.at}") for row in told if row.webinar.key in urls]
