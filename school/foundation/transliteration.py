"""Ukrainian in Latin letters: Cabinet of Ministers resolution No. 55 of 27 January 2010."""

from __future__ import annotations

import re
import unicodedata

_TABLE = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y", "і": "i",
    "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
    "ё": "io", "ы": "y", "э": "e", "ъ": "",
}  # fmt: skip
_AT_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
APOSTROPHES = "’'ʼ`′‘"


def transliterate(text: str) -> str:
    """Letter by letter; after a space or hyphen a new word starts, after an apostrophe it does not."""
    return re.sub(rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*", lambda found: _word(found.group()), unicodedata.normalize("NFC", text))


def _word(word: str) -> str:
    shout = len(word) > 1 and word.isupper()
    out: list[str] = []
    lower = word.lower()
    for at, letter in enumerate(lower):
        if letter in APOSTROPHES:
            continue
        if letter == "г" and at and lower[at - 1] == "з":
            latin = "gh"
        else:
            latin = _AT_START.get(letter, "") if at == 0 else ""
            latin = latin or _TABLE.get(letter, letter)
        out.append(latin.upper() if shout else latin.capitalize() if word[at].isupper() else latin)
    return "".join(out)


def slugify_uk(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", transliterate(text).lower()).strip("-")
