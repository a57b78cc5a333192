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
    return [sign for sign in dict.fromkeys(text) if _shown(sign) in ("", STAND_IN) and sign != STAND_IN and not _is_invisible(sign)]


def printable(text: str) -> str:
    """The same words in signs that the sheet can show. Words it can show whole come back untouched."""
    shown = "".join(map(_shown, text))
    return text if shown == text else " ".join(unicodedata.normalize("NFC", shown).split(" "))


@cache
def _shown(sign: str) -> str:
    sign = _ALIKE.get(sign, sign)
    if _is_invisible(sign):
        return ""
    if ord(sign) in printed_signs():
        return sign
    alike = "".join(part for part in unicodedata.normalize("NFKD", sign) if ord(part) in printed_signs())
    if alike:
        return alike
    return STAND_IN if unicodedata.category(sign).startswith("L") else ""


def _is_invisible(sign: str) -> bool:
    """Joiners, directions, soft hyphens, selectors of emoji: nothing of them is seen, and some of them turn what stands beside."""
    return unicodedata.category(sign) in ("Cc", "Cf") or "\ufe00" <= sign <= "\ufe0f"
