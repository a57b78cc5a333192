"""Which signs the sheet's typefaces hold, and what is printed in place of the others: PDF/A knows no missing glyph."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

FACES = ("commissioner-400", "commissioner-600", "commissioner-800", "literata-400")
STAND_IN = "?"  # for a letter; what is no letter is left out
_ALIKE = dict.fromkeys("\t\n\v\f\r\u2028\u2029", " ") | dict.fromkeys("\u2010\u2011", "-")


@cache
def printed_signs() -> frozenset[int]:
    """What all the faces have."""
    folder = Path(settings.STATICFILES_DIRS[0]) / "fonts" / "print"
    return frozenset.intersection(*(frozenset(TTFont(folder / f"{face}.woff2", lazy=True).getBestCmap()) for face in FACES))


def missing_signs(text: str) -> list[str]:
    """Signs that are lost on the sheet, each once: another script's letters, emoji."""
    return [
        sign
        for sign in dict.fromkeys(unicodedata.normalize("NFC", text))
        if _shown(sign) in ("", STAND_IN) and sign != STAND_IN and not _is_invisible(sign)
    ]


def printable(text: str) -> str:
    """The same words in signs that the sheet can show. Words it can show whole come back untouched."""
    return "".join(map(_shown, unicodedata.normalize("NFC", text)))


@cache
def _shown(sign: str) -> str:
    sign = _ALIKE.get(sign, sign)
    if _is_invisible(sign):
        return ""
    if ord(sign) in printed_signs():
        return sign
    parts = [part for part in unicodedata.decomposition(sign).split() if not part.startswith("<")]
    if parts:  # a letter with its mark apart, a ligature as its letters
        return "".join(_shown(chr(int(part, 16))) for part in parts)
    return STAND_IN if unicodedata.category(sign).startswith("L") else ""


def _is_invisible(sign: str) -> bool:
    """Joiners, directions, soft hyphens, selectors of emoji: nothing of them is seen, and some of them turn what stands beside."""
    return unicodedata.category(sign) in ("Cc", "Cf") or "\ufe00" <= sign <= "\ufe0f"
