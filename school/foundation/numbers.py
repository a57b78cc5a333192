"""Numbers as people and programs send them."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any


def whole_number(text: str, digits: int = 18) -> int | None:
    """The number when `text` is 0–9 alone, of at most so many digits; `str.isdigit` is also true of «²», which is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def is_number(value: Any) -> bool:
    """A number that can be reckoned with: true and false are none, nor is what no recording or database could hold."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**15


def whole(value: Any) -> int:
    """An integer out of JSON that fits a column; ValueError for anything else, true and false included."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**31:
        raise ValueError("whole number")
    return value


def read_json(raw: bytes | str | None) -> Any:
    """JSON as the standard has it; ValueError for NaN and Infinity, for numbers beyond all reckoning and for what nests without end."""
    try:
        return json.loads(raw or "null", parse_constant=_refused, parse_int=_int, parse_float=_float)
    except RecursionError as endless:
        raise ValueError("nested") from endless


def _refused(text: str) -> Any:
    raise ValueError(text[:20])


def _int(text: str) -> int:
    return int(text) if len(text) <= 18 else _refused(text)


def _float(text: str) -> float:
    return number if isfinite(number := float(text)) else _refused(text)
