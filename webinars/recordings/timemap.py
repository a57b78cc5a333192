"""Where the time of an earlier cut went: a person tells what was cut out, a list of what stayed comes of it."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

Kept = list[list[float]]  # [old start, old end, new start] in seconds
_MOMENT = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d\d)$")
_DASHES = re.compile(r"\s*[-–—]\s*")


class UnreadableTimeMap(Exception):
    """The text says which line, and how it is written."""


def read_time_map(words: str, whole: float) -> Kept:
    """Of lines «0:00–2:30», parts of the earlier cut that are not in the new one. With none, every time stays."""
    gone = sorted(_part(line.strip(), number) for number, line in enumerate(words.splitlines(), 1) if line.strip())
    kept: Kept = []
    at, new = 0.0, 0.0
    for start, stop in [*gone, (whole, whole)]:
        if start < at:
            raise UnreadableTimeMap(_("The parts cut out overlap, or lie after the end. Write each once."))
        if start > at:
            kept.append([at, start, new])
            new += start - at
        at = stop
    return kept


def _part(line: str, number: int) -> tuple[float, float]:
    ends = [_moment(word) for word in _DASHES.split(line)]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] >= ends[1]:
        raise UnreadableTimeMap(_("Line %(n)d: write from when to when was cut out, for example 12:00–14:30.") % {"n": number})
    return ends[0], ends[1]


def _moment(word: str) -> float | None:
    found = _MOMENT.match(word)
    if found is None or int(found[3]) > 59 or (found[1] and int(found[2]) > 59):
        return None
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])


def moved(second: float, kept: Kept) -> float | None:
    """Where a second of the earlier cut is in the new one; None when it was cut out."""
    return next((new + second - start for start, end, new in kept if start <= second < end), None)
