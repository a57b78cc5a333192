"""Which certificate a file or a picture speaks of: by its QR, by its words, by the credential within."""

from __future__ import annotations

import re

from school.foundation.codes import ALPHABET, fold_code

from ..credentials.checking import check_credential
from ..models import Certificate
from ..reading.process import Reading
from .payload import read_address

_SPACED = re.compile(rf"(?<![{ALPHABET}])(?:[{ALPHABET}]{{4}}-){{3}}[{ALPHABET}]{{4}}(?![{ALPHABET}])")


def named_in(reading: Reading) -> tuple[Certificate | None, Certificate | None]:
    """The certificate of the page, and that of the credential attached to it."""
    return by_codes(codes_on(reading)), check_credential(reading.attached).certificate if reading.attached else None


def codes_on(reading: Reading) -> list[str]:
    """QR codes first: they are harder to leave over from another page."""
    scanned = [read_address(text)[0] for text in reading.codes]
    printed = [fold_code(text) for line in reading.lines for text in _SPACED.findall(line)]
    return [code for code in (*scanned, *printed) if code]


def by_codes(codes: list[str]) -> Certificate | None:
    rows = {row.code: row for row in Certificate.objects.select_related("replaced_by").filter(code__in=codes)} if codes else {}
    return next((rows[code] for code in codes if code in rows), None)
