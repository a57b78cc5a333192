"""Watched time is the union of played parts: seeking to the end adds nothing, watching twice adds nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from .models import Viewing, WatchedSegment, Webinar

Segment = tuple[int, int]
MOST_SEGMENTS = 500


@dataclass(frozen=True)
class Watched:
    """What a person has watched, in seconds, and where they stopped."""

    segments: list[Segment]
    percent: int
    position: int


def union(segments: Iterable[Segment]) -> list[Segment]:
    """Overlapping and touching parts joined, in order."""
    joined: list[Segment] = []
    for start, end in sorted(segments):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def sensible(segments: Iterable[Any], duration: int) -> list[Segment]:
    """Pairs of numbers that go forward, cut to the recording; nonsense is left out."""
    found = []
    for row in list(segments)[:MOST_SEGMENTS]:
        if not (isinstance(row, list | tuple) and len(row) == 2 and all(_is_number(value) for value in row)):
            continue
        start, end = max(int(row[0]), 0), min(int(row[1]), duration)
        if start < end:
            found.append((start, end))
    return found


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


@transaction.atomic
def record_watching(*, user: Any, webinar: Webinar, segments: Iterable[Any], position: Any = None) -> Watched:
    """Add played parts, in seconds. Sent twice they count once; `position` is where the person is now."""
    get_user_model().objects.select_for_update().get(pk=user.pk)  # one writer a person, or parts would overlap
    duration = webinar.duration_seconds or 0
    new = sensible(segments, duration)
    rows = WatchedSegment.objects.filter(webinar=webinar, user=user)
    old = list(rows.values_list("start", "end"))
    whole = union([*old, *new])
    if whole != old:
        rows.exclude(start__in=[start for start, end in whole if (start, end) in old]).delete()
        now = timezone.now()
        made = [WatchedSegment(webinar=webinar, user=user, start=start, end=end, at=now) for start, end in whole if (start, end) not in old]
        WatchedSegment.objects.bulk_create(made)
    _remember(user, webinar, position if _is_number(position) else new[-1][1] if new else None)
    return watched_by(user, webinar)


def _remember(user: Any, webinar: Webinar, position: float | None) -> None:
    if position is None:
        return
    place = min(max(int(position), 0), webinar.duration_seconds or 0)
    Viewing.objects.update_or_create(webinar=webinar, user=user, defaults={"position": place, "seen_at": timezone.now()})


def watched_by(user: Any, webinar: Webinar) -> Watched:
    segments = list(WatchedSegment.objects.filter(webinar=webinar, user=user).values_list("start", "end"))
    position = Viewing.objects.filter(webinar=webinar, user=user).values_list("position", flat=True).first() or 0
    return Watched(segments, percent_of(segments, webinar.duration_seconds), _resume_at(position, webinar))


def percent_of(segments: Iterable[Segment], duration: int | None) -> int:
    """Whole percent, rounded down: 100 is said only when all is watched."""
    return min(sum(end - start for start, end in segments) * 100 // duration, 100) if duration else 0


def _resume_at(position: int, webinar: Webinar) -> int:
    """Whoever saw the end begins anew."""
    return 0 if position >= (webinar.duration_seconds or 0) - 5 else position
