"""Texts in any encoding met in Ukraine: the reading with most Ukrainian letters wins."""

from __future__ import annotations

import codecs
import itertools
from dataclasses import dataclass

ENCODINGS = {"cp1251": "windows-1251", "koi8-u": "KOI8-U", "cp866": "CP866", "mac-cyrillic": "Mac Cyrillic"}
LETTERS = set("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")


@dataclass(frozen=True)
class Decoded:
    text: str
    encoding: str  # as people name it


def decode(raw: bytes) -> Decoded:
    if raw.startswith(codecs.BOM_UTF8):
        return Decoded(raw.decode("utf-8-sig", errors="replace"), "UTF-8")
    if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return Decoded(raw.decode("utf-16", errors="replace"), "UTF-16")
    if wide := _unmarked_utf16(raw):
        return Decoded(raw.decode(wide, errors="replace"), "UTF-16")
    try:
        return Decoded(raw.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return _likeliest(raw)


def _unmarked_utf16(raw: bytes) -> str:
    """Every line end, digit and space of UTF-16 has a zero byte, on one side only; no other encoding here has any."""
    sample = raw[:4000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 8 > max(even, odd) or max(even, odd) * 20 < len(sample):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _likeliest(raw: bytes) -> Decoded:
    best, best_score = Decoded(raw.decode("utf-8", errors="replace"), "UTF-8"), float("-inf")
    for encoding, name in ENCODINGS.items():
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if (score := _ukrainian(text)) > best_score:
            best, best_score = Decoded(text, name), score
    return best


def _ukrainian(text: str) -> float:
    """Lower-case Ukrainian letters count for, strange signs and capitals inside words count against."""
    inside = sum(1 for one, two in itertools.pairwise(text) if one.islower() and two.isupper())
    return sum(letter in LETTERS for letter in text) - 3 * inside - 2 * sum(ord(sign) > 127 and not sign.isalpha() for sign in text)
