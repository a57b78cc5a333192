"""What of the played parts counts: the union, and no more than time allows. Arithmetic without a database.

By the server's clock alone a person may add `FASTEST` seconds for each second since the last report, and `ROOM` more. What a
device brings later with times of its own draws on all the time since the webinar was first opened. See docs/webinars.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import floor
from typing import Any

from school.foundation.numbers import is_number

Segment = tuple[int, int]
MOST_PARTS = 500  # in one report
FASTEST = 2.0
ROOM = 30.0


@dataclass(frozen=True)
class Played:
    """A part as a device tells it; `at` is when it ended, by the device's clock put right."""

    start: int
    end: int
    at: datetime | None = None
    rate: float = 1.0


@dataclass
class Budget:
    """Seconds that may still be added: out of what passed since the last report, and out of all time."""

    recent: float
    ever: float


@dataclass
class Counted:
    parts: list[Segment]
    live: int = 0
    later: int = 0
    refused: int = 0


def union(segments: Iterable[Segment]) -> list[Segment]:
    """Overlapping and touching parts joined, in order."""
    joined: list[Segment] = []
    for start, end in sorted(segments):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def missing(parts: Sequence[Segment], within: Segment) -> list[Segment]:
    """What of a part is in none of the ordered `parts`."""
    start, end = within
    gaps = []
    for first, last in parts:
        if last <= start:
            continue
        if first >= end:
            break
        if first > start:
            gaps.append((start, first))
        start = max(start, last)
    return [*gaps, (start, end)] if start < end else gaps


def length_of(parts: Iterable[Segment]) -> int:
    return sum(end - start for start, end in parts)


def count(played: Iterable[Played], parts: Sequence[Segment], budget: Budget, heard_at: datetime) -> Counted:
    """Add what is new to `parts`, as far as the budget goes; it is used up as it is spent."""
    found = Counted(list(parts))
    for part in played:
        fresh = missing(found.parts, (part.start, part.end))
        if part.rate > FASTEST + 0.01:
            found.refused += length_of(fresh)
            continue
        later = part.at is not None and part.at < heard_at
        added = []
        for start, end in fresh:
            taken = _spend(budget, end - start, later=later)
            found.refused += end - start - taken
            if taken:
                added.append((start, start + taken))
                found.later += taken if later else 0
                found.live += 0 if later else taken
        found.parts = union([*found.parts, *added]) if added else found.parts
    return found


def _spend(budget: Budget, seconds: int, *, later: bool) -> int:
    taken = min(seconds, max(floor(budget.ever if later else min(budget.recent, budget.ever)), 0))
    budget.ever -= taken
    if not later:
        budget.recent -= taken
    return taken


def sensible(segments: Iterable[Any], duration: int) -> list[Played]:
    """Pairs of numbers that go forward, cut to the recording; nonsense is left out."""
    rows = [row for row in list(segments)[:MOST_PARTS] if isinstance(row, list | tuple) and len(row) == 2]
    return [part for row in rows if (part := _part(row[0], row[1], duration))]


def played_parts(rows: Iterable[Any], duration: int, late: timedelta) -> list[Played]:
    """`{start, end, at, rate}` with `at` in milliseconds of the device's clock, which is `late` behind ours."""
    found = []
    for row in list(rows)[:MOST_PARTS]:
        if isinstance(row, dict) and (part := _part(row.get("start"), row.get("end"), duration)):
            rate = row.get("rate", 1)
            found.append(Played(part.start, part.end, _moment(row.get("at"), late), float(rate) if is_number(rate) else 1.0))
    return found


def _part(start: Any, end: Any, duration: int) -> Played | None:
    if not (is_number(start) and is_number(end)):
        return None
    first, last = max(round(start), 0), min(round(end), duration)
    return Played(first, last) if first < last else None


def _moment(value: Any, late: timedelta) -> datetime | None:
    try:
        return datetime.fromtimestamp(value / 1000, UTC) + late if is_number(value) else None
    except (OverflowError, OSError, ValueError):
        return None
