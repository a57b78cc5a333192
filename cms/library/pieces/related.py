"""What to read next: by shared topics, keywords and words, and never nothing while another piece exists."""

from __future__ import annotations

import re

from ..models import PiecePage
from .listing import listed

SHOWN = 3
RECENT = 300  # candidates: the newest of the language
TOPIC, KEYWORD, WORD = 4.0, 3.0, 0.5
_WORD = re.compile(r"\w[\w’'ʼ-]{4,}")
_STEM = 6  # letters: Ukrainian endings are short, so the beginning tells the word


def related_to(piece: PiecePage) -> list[PiecePage]:
    others = PiecePage.objects.live().filter(locale_id=piece.locale_id).exclude(pk=piece.pk).order_by("-published_on", "-pk")
    rows = list(listed(others)[:RECENT])
    topics = {topic.pk for topic in piece.topics.all()}
    keywords = {word.casefold() for word in piece.keyword_list}
    stems = _stems(piece)
    # sorted() keeps the order of equals: the newest comes first
    return sorted(rows, key=lambda row: -_nearness(row, topics, keywords, stems))[:SHOWN]


def _nearness(row: PiecePage, topics: set[int], keywords: set[str], stems: set[str]) -> float:
    shared_topics = len(topics & {topic.pk for topic in row.topics.all()})
    shared_keywords = len(keywords & {word.casefold() for word in row.keyword_list})
    return TOPIC * shared_topics + KEYWORD * shared_keywords + WORD * len(stems & _stems(row))


def _stems(piece: PiecePage) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(f"{piece.title} {piece.abstract} {piece.keywords}".casefold())}
