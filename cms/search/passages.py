"""What of a text to show: the stretch with most of the words, those marked. Escaped before anything is marked."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .lemmas import forms
from .normalising import Token, fold, parts, tokens

LONG = 260  # signs of a passage
BEFORE = 60  # of them before the first word found
_SENTENCE = re.compile(r"[.!?…]\s+|\n")


@dataclass(frozen=True)
class Passage:
    html: SafeString
    line: int  # in which line of the text the first of its words stands
    met: bool  # whether any of the words stands in the text


def passage(text: str, words: Collection[str]) -> Passage:
    found = [(token, key) for token in tokens(text) if (key := _met(token, words))]
    best = _best(found)
    start = _from_a_word(text, best)
    end = _end(text, start)
    before, after = "… " if start else "", "…" if end < len(text) else ""
    html = mark_safe(f"{before}{_marked(text, start, end, [token for token, _key in found])}{after}")
    return Passage(html, text.count("\n", 0, best), bool(found))


def _met(token: Token, words: Collection[str]) -> str:
    """By which of the words this one was found, or nothing."""
    for part in parts(token.word):
        spelt = fold(part)
        for form in (spelt, *forms(part)):
            if form in words:
                return form
        if begun := next((word for word in words if word.endswith("*") and spelt.startswith(word[:-1])), ""):
            return begun
    return ""


def _best(found: list[tuple[Token, str]]) -> int:
    """Where the stretch with most different words begins."""
    best, most = 0, (0, 0)
    for at, (token, _key) in enumerate(found):
        within = [key for other, key in found[at : at + 40] if other.end <= token.start + LONG - BEFORE]
        if (score := (len(set(within)), len(within))) > most:
            best, most = token.start, score
    return best


def _from_a_word(text: str, at: int) -> int:
    """Back to the beginning of the sentence, if it is near; else to a word some way before."""
    if at <= BEFORE:
        return 0
    ends = [found.end() for found in _SENTENCE.finditer(text, max(at - 2 * BEFORE, 0), at)]
    if ends:
        return ends[-1]
    space = text.find(" ", at - BEFORE, at)
    return space + 1 if space >= 0 else at


def _end(text: str, start: int) -> int:
    if len(text) - start <= LONG + 40:
        return len(text)
    space = text.rfind(" ", start + LONG - 60, start + LONG)
    return space if space > 0 else start + LONG


def _marked(text: str, start: int, end: int, found: list[Token]) -> SafeString:
    pieces, at = [], start
    for token in found:
        if token.start >= start and token.end <= end:
            pieces += [escape(text[at : token.start]), "<mark>", escape(text[token.start : token.end]), "</mark>"]
            at = token.end
    return mark_safe("".join([*pieces, escape(text[at:end])]).replace("\n", " · "))
