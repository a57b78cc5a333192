"""Terms as a text is searched for them: by a phrase's first word, the longest phrase first. Knows no database and no markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .inflecting import Phrase, plain

_APOSTROPHE = "(?:['’ʼ`′‘-]|\u2011|&#x27;|&#39;|&rsquo;)"
_WORD = re.compile(rf"&#?\w+;|[^\W_]+(?:{_APOSTROPHE}[\u2060\u00ad]?[^\W_]+|[\u2060\u00ad][^\W_]+)*")
_SPACE = re.compile(r"(?:\s|&nbsp;|&#160;|&#xa0;)+", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#x27|#39|rsquo);")


@dataclass(frozen=True)
class Entry:
    """What a reader is told of a term in one language."""

    slug: str
    name: str
    explanation: str
    source: str
    source_url: str
    phrases: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Place:
    entry: Entry
    start: int
    end: int


@dataclass(frozen=True)
class _Pattern:
    rest: tuple[frozenset[str], ...]
    entry: Entry


class Lexicon:
    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_first: dict[str, list[_Pattern]] = {}
        for entry in entries:
            for phrase in entry.phrases:
                self._take(entry, phrase)
        for patterns in self._by_first.values():
            patterns.sort(key=lambda pattern: -len(pattern.rest))

    def _take(self, entry: Entry, phrase: Phrase) -> None:
        if phrase:
            pattern = _Pattern(tuple(frozenset(forms) for forms in phrase[1:]), entry)
            for form in phrase[0]:
                self._by_first.setdefault(form, []).append(pattern)

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def places(self, text: str) -> Iterator[Place]:
        """Where terms stand in a text (raw HTML between two tags), from the left; the longest wins, none overlap."""
        words = [found for found in _WORD.finditer(text) if found.group()[0] != "&"]
        at = 0
        while at < len(words):
            found = self._at(text, words, at)
            if found is None:
                at += 1
                continue
            pattern, length = found
            yield Place(pattern.entry, words[at].start(), words[at + length - 1].end())
            at += length

    def _at(self, text: str, words: list[re.Match[str]], at: int) -> tuple[_Pattern, int] | None:
        for said in _said(words[at].group()):
            for pattern in self._by_first.get(said, ()):
                if _follows(pattern, text, words, at):
                    return pattern, len(pattern.rest) + 1
        return None


def _said(word: str) -> tuple[str, ...]:
    """A word as it is written, and small; an English possessive is the word itself."""
    word = plain(_ENTITY.sub("'", word)).removesuffix("'s")
    small = word.lower()
    return (word,) if small == word else (word, small)


def _follows(pattern: _Pattern, text: str, words: list[re.Match[str]], at: int) -> bool:
    if at + len(pattern.rest) >= len(words):
        return False
    for number, forms in enumerate(pattern.rest, start=at + 1):
        if not _SPACE.fullmatch(text, words[number - 1].end(), words[number].start()):
            return False
        if not any(said in forms for said in _said(words[number].group())):
            return False
    return True
