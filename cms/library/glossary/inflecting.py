"""The forms in which a term is met in a text. The dictionary is asked when a term is saved; reading a page needs none."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from school.foundation.transliteration import APOSTROPHES

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

Phrase = list[list[str]]  # for each word of a name its forms; a form with a capital is met only so

_AFTER_ABBREVIATION = ("", "а", "у", "і", "и", "ом", "ові", "ів", "ам", "ами", "ах")
_NOT_A_TERM = {"Name", "Surn", "Patr", "Fixd"}
_OF = {"of", "for", "to", "in", "on", "by", "with"}
_SAME = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys("\u2060\u00ad"))


def plain(text: str) -> str:
    """One apostrophe for all of them, without what is set between letters for the eye only."""
    return text.translate(_SAME).replace("\u2011", "-")


def phrase_of(name: str, language: str) -> Phrase:
    said = re.findall(r"[^\W_]+(?:['-][^\W_]+)*", plain(name))
    if language == "uk":
        return [_ukrainian(word) for word in said]
    head = next((at - 1 for at, word in enumerate(said) if word in _OF and at), len(said) - 1)
    return [_english(word, bends=at in (head, len(said) - 1)) for at, word in enumerate(said)]


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isupper()


@cache
def _dictionary() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="uk")


def _ukrainian(word: str) -> list[str]:
    if _is_abbreviation(word):
        return [word + ending for ending in _AFTER_ABBREVIATION]
    first, hyphen, last = word.rpartition("-")
    found = {last}
    for parse in _dictionary().parse(last.lower()):
        if "nomn" in parse.tag and not _NOT_A_TERM & parse.tag.grammemes:  # what stands in another case depends on another word
            found |= {form.word for form in parse.lexeme if "voct" not in form.tag}
    if last[0].isupper():
        found = {form[0].upper() + form[1:] for form in found}
    return sorted(first + hyphen + form for form in found)


def _english(word: str, *, bends: bool) -> list[str]:
    if not bends:
        return [word]
    if word.endswith("s") and not word.endswith("ss"):
        return sorted({word, word[:-3] + "y" if word.endswith("ies") else word[:-1]})
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return [word, word[:-1] + "ies"]
    return [word, word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")]
