"""The words the index has: which of a query's are known, and which known ones an unknown one may be a slip of."""

from __future__ import annotations

import time
from collections.abc import Collection

from django.db.models.functions import Length

from .models import SearchWord

FRESH = 300  # seconds for which a process trusts the vocabulary it has loaded
ENOUGH = 0.74
SHORTEST, MOST = 4, 4
_LATIN, _CYRILLIC = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхїфівапролджєячсмитьбю'"
_TO_CYRILLIC, _TO_LATIN = str.maketrans(_LATIN, _CYRILLIC), str.maketrans(_CYRILLIC, _LATIN)

_loaded: tuple[float, dict[int, list[str]]] = (float("-inf"), {})


def remember(words: Collection[str]) -> None:
    """In one order, so that two workers never wait for each other."""
    kept = {word for word in words if 1 < len(word) <= 60}
    new = sorted(kept - known(kept))
    SearchWord.objects.bulk_create([SearchWord(word=word) for word in new], ignore_conflicts=True, batch_size=500)


def known(words: Collection[str]) -> set[str]:
    asked: list[str] = list(words)
    found: set[str] = set()
    for at in range(0, len(asked), 5_000):
        found.update(SearchWord.objects.filter(word__in=asked[at : at + 5_000]).values_list("word", flat=True))
    return found


def near(word: str) -> list[str]:
    """Known words from which this one differs by slips of a letter, the nearest first."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    if len(word) < SHORTEST:
        return []
    by_length = _vocabulary()
    within = [other for length in range(len(word) - 2, len(word) + 3) for other in by_length.get(length, [])]
    found = process.extract(word, within, scorer=DamerauLevenshtein.normalized_similarity, limit=MOST * 3, score_cutoff=ENOUGH)
    return [other for other, _score, _at in found if other != word][:MOST]


def other_layout(text: str) -> str:
    """«gjckeuf» is «послуга», typed while the keyboard was English; and the other way round."""
    small = text.lower().replace("’", "'").replace("ʼ", "'")
    latin = sum(sign in "abcdefghijklmnopqrstuvwxyz" for sign in small)
    cyrillic = sum("а" <= sign <= "я" or sign in "їієґ" for sign in small)
    return small.translate(_TO_CYRILLIC if latin > cyrillic else _TO_LATIN)


def forget_loaded() -> None:
    global _loaded
    _loaded = (float("-inf"), {})


def _vocabulary() -> dict[int, list[str]]:
    global _loaded
    if time.monotonic() - _loaded[0] > FRESH:
        by_length: dict[int, list[str]] = {}
        for word, length in (
            SearchWord.objects.annotate(length=Length("word")).filter(length__gte=SHORTEST - 1).values_list("word", "length").iterator(5_000)
        ):
            by_length.setdefault(length, []).append(word)
        _loaded = (time.monotonic(), by_length)
    return _loaded[1]
