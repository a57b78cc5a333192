"""Random codes that people meet: Crockford base 32, no I L O U."""

from __future__ import annotations

import re
import secrets
from typing import Any

from django.db import models

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BETWEEN = re.compile(r"[\s\u2010-\u2015-]+")  # spaces, hyphens and dashes of every width
_LOOK_ALIKES = str.maketrans(
    {
        "O": "0", "I": "1", "L": "1", "U": "V",
        "А": "A", "В": "B", "С": "C", "Е": "E", "Н": "H", "І": "1", "К": "K", "М": "M", "О": "0", "Р": "P", "Т": "T", "Х": "X", "У": "Y", "З": "3",
    }
)  # fmt: skip


def new_code(length: int = 10) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_long_code() -> str:
    """A certificate's: 16 characters, 80 bits."""
    return new_code(16)


def fold_code(text: str) -> str:
    """What a person typed, as the code it means: letter case, look-alikes and spaces do not matter."""
    return _BETWEEN.sub("", text.upper()).translate(_LOOK_ALIKES)


class CodeField(models.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 16, "unique": True, "default": new_code, "editable": False, **kwargs})
