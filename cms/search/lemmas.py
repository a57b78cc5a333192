"""A word's normal forms: what «людей», «людині» and «людина» have in common. The dictionary is loaded by the first who asks."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from .normalising import fold, parts, tokens

MOST_FORMS = 4  # of an ambiguous word: «міст» is of «місто» and of «міст»
LONGEST = 60  # letters; what is longer is no word
_UKRAINIAN = re.compile("[а-яґєії']+")
_ENGLISH = re.compile("[a-z']+")


@cache
def _dictionary() -> Any:
    """A tenth of a second and some thirty megabytes, once a process."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="uk")


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=60_000)
def forms(word: str) -> tuple[str, ...]:
    """All normal forms of a word without hyphens, folded; for English its stem, for the rest the word itself."""
    if len(word) > LONGEST:
        return (fold(word)[:LONGEST],)
    if _ENGLISH.fullmatch(word):
        return (fold(_stemmer().stemWord(word.removesuffix("'s"))),)
    if not _UKRAINIAN.fullmatch(word):
        return (fold(word),)
    found = [fold(row.normal_form) for row in _dictionary().parse(word.replace("проєкт", "проект"))]
    return tuple(dict.fromkeys(found))[:MOST_FORMS] or (fold(word),)


def lemmas(text: str) -> list[tuple[str, ...]]:
    """For each word of a text in its order: its forms. As many rows as `normalising.said` gives words."""
    return [forms(part) for token in tokens(text) for part in parts(token.word)]
