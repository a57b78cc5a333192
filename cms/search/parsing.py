"""What a person asks for: words, "phrases", -exclusions, title:fields, the number of an act. Anything else is no syntax and is not an error."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .normalising import fold_number, tokens

LONGEST = 300  # signs of a query; nobody asks more
MOST_WORDS = 16
TITLE = ("title", "заголовок", "назва")
YEAR = ("year", "рік")
_QUOTES = str.maketrans(dict.fromkeys("«»„“”\u201f＂", '"'))
_PIECE = re.compile(r'(?P<no>(?<!\S)[-\u2212])?(?:(?P<field>[^\W\d_]{2,12}):)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_NUMBER = re.compile(r"(?:№|\bN|#)\s?\d[\w\-–/.]*|\b\d{1,5}[-–/](?:[IVXLCMІХСМВЛ]+|[а-яіїєґ]{1,3}|\d{2,4}(?:-[а-яіїєґ])?)\b", re.IGNORECASE)
_EVERYWHERE = (
    "а або але без би був була були було в вже від він вона вони все всі да де для до є ж з за зі й із і коли ми може на над нас не ні о об "
    "по при про та так такий то тому у хто це цей ця ці чи чим чого ще що щоб як яка яке який які якщо я ти ви її їх його ним "
    "a an and are as at be by for from how in is it of on or that the this to was what when where which who why with"
)
STOP_WORDS = frozenset(_EVERYWHERE.split())


@dataclass(frozen=True)
class Piece:
    """A word, or a phrase of several. `words` are spelt and may have hyphens."""

    words: tuple[str, ...]
    phrase: bool = False
    title: bool = False
    begun: bool = False  # «послуг*»


@dataclass(frozen=True)
class Asked:
    text: str
    wanted: tuple[Piece, ...]
    excluded: tuple[Piece, ...] = ()
    number: str = ""
    year: int | None = None
    cut: bool = False  # it was longer than is read


def parse(text: str) -> Asked:
    cleaned = " ".join(text.replace("\0", " ").split())
    short = cleaned[:LONGEST]
    wanted: list[Piece] = []
    excluded: list[Piece] = []
    year = None
    for found in _PIECE.finditer(short.translate(_QUOTES)):
        field = (found["field"] or "").lower()
        if field in YEAR and (found["word"] or "").isdecimal() and len(found["word"]) == 4:
            year = int(found["word"])
            continue
        into = excluded if found["no"] else wanted
        into += _pieces(found, field)
    number = _NUMBER.search(short)
    return Asked(
        short, _telling(wanted)[:MOST_WORDS], tuple(excluded)[:MOST_WORDS], fold_number(number.group()) if number else "", year, cleaned != short
    )


def _pieces(found: re.Match[str], field: str) -> list[Piece]:
    title = field in TITLE
    if found["phrase"] is not None:
        words = tuple(token.word for token in tokens(found["phrase"]))
        return [Piece(words, phrase=True, title=title)] if words else []
    written = found["word"] if title or not field else f"{found['field']} {found['word']}"
    begun = written.endswith("*")
    return [Piece((token.word,), title=title, begun=begun) for token in tokens(written)]


def _telling(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Without the words every text has, unless there are no others."""
    telling = [piece for piece in pieces if piece.phrase or piece.words[0] not in STOP_WORDS]
    return tuple(telling or pieces)
