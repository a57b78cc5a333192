"""How words are written: one way for the index and for a query, whoever wrote them and on what keyboard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

APOSTROPHES = "'’ʼ`´′‘＇ʹ"
HYPHENS = "-‐‑"
_UNSEEN = "\u00ad\u2060\u200b\u200c\u200d\ufeff"  # soft hyphens, joiners and breaks: they are no letters
_LETTER = rf"[^\W_][\u0300-\u036f{_UNSEEN}]*"
_WORD = re.compile(rf"(?:{_LETTER})+(?:[{HYPHENS}{APOSTROPHES}][{_UNSEEN}]*(?:{_LETTER})+)*")
_DROPPED = re.compile(rf"[{_UNSEEN}\u0300\u0301]")  # an accent only says where the stress is
_CYRILLIC, _LATIN = re.compile("[а-яґєіїё]"), re.compile("[a-z]")
_ALIKE = str.maketrans("aceiopxykmtbhr", "асеіорхукмтвнг")
_ROMAN = str.maketrans("хіісмвл", "xiicmvl")
_NUMBER = re.compile(r"\d+(?:[-/–.]\w+)*")
_SPELT = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-"))


@dataclass(frozen=True)
class Token:
    start: int
    end: int
    word: str  # small letters, «'» and «-» kept: as a dictionary has it


def tokens(text: str) -> Iterator[Token]:
    for found in _WORD.finditer(text):
        yield Token(found.start(), found.end(), spelt(found.group()))


@lru_cache(maxsize=50_000)
def spelt(written: str) -> str:
    """One spelling of a word: composed letters, small, letters of one alphabet."""
    word = unicodedata.normalize("NFC", _DROPPED.sub("", unicodedata.normalize("NFC", written)))
    word = word.lower().translate(_SPELT)
    if _CYRILLIC.search(word) and _LATIN.search(word):
        word = "-".join(_one_alphabet(part) for part in word.split("-"))
    return _plain_latin(word) if not word.isascii() and not _CYRILLIC.search(word) else word


def _one_alphabet(word: str) -> str:
    """«eлектронний» with a Latin e: letters that look alike, within a word that has both."""
    return word.translate(_ALIKE) if _CYRILLIC.search(word) and _LATIN.search(word) else word


def _plain_latin(word: str) -> str:
    """«café» is found by «cafe»."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign)) or word


def parts(word: str) -> list[str]:
    """A word with a hyphen is found whole, without the hyphen, and by its parts."""
    if "-" not in word:
        return [word]
    pieces = word.split("-")
    return ["".join(pieces), *(piece for piece in pieces if len(piece) > 1)]


def fold(word: str) -> str:
    """As the index writes it: without apostrophe, ґ as г, «проєкт» as «проект»."""
    return word.replace("'", "").replace("ґ", "г").replace("проєкт", "проект").replace("ё", "е")


def said(text: str) -> list[str]:
    """The words of a text in their order, as they were said."""
    return [fold(part) for token in tokens(text) for part in parts(token.word)]


def fold_number(written: str) -> str:
    """«№ 2657–ХІІ» in Cyrillic letters is «2657-xii»."""
    found = _NUMBER.search(written.lower())
    if not found:
        return ""
    head, *tail = re.split(r"[-/–]", found.group())
    return "-".join([head, *(piece.translate(_ROMAN) if re.fullmatch("[хісмвлivxlcm]+", piece) else piece for piece in tail)])
