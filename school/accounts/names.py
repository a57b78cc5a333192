"""What may stand as a person's name, on a page and on a certificate."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 120  # the certificate prints a part of a name in at most two lines
_PICTURES = {"So", "Sk", "Sm", "Sc", "Nd", "Co", "Cn", "Cs"}
_MARKUP = set("<>@#/\\{}[]|_=*")
_MOST_MARKS = 2  # a Vietnamese letter carries two; more is a prank that climbs over other lines


def tidy_name(text: str) -> str:
    """The name as written, spaces tidied, invisible signs dropped, one kind of apostrophe.

    Letters of every script are kept, left to right or right to left. ValidationError says what cannot stand.
    """
    seen = "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) not in ("Cf", "Cc") or sign.isspace())
    seen = " ".join(seen.split()).translate(str.maketrans("'`ʼ‘", "’’’’"))
    if len(seen) > LONGEST:
        raise ValidationError(
            _("This name has %(length)d letters, and a certificate has room for %(longest)d. Write the short form of it that your documents use.")
            % {"length": len(seen), "longest": LONGEST}
        )
    marks = 0
    for sign in seen:
        kind = unicodedata.category(sign)
        marks = marks + 1 if kind.startswith("M") else 0
        if kind in _PICTURES or sign in _MARKUP or marks > _MOST_MARKS:
            raise ValidationError(
                _("The sign «%(sign)s» cannot stand in a name on a certificate. Use letters, hyphens and apostrophes.") % {"sign": sign}
            )
    if seen and not any(sign.isalpha() for sign in seen):
        raise ValidationError(_("A name needs at least one letter."))
    return seen


def is_latin(text: str) -> bool:
    """Whether every letter is of the plain Latin alphabet, as on a passport's machine-readable line."""
    return all(sign in " -’'." or (sign.isascii() and sign.isalpha()) for sign in text)
