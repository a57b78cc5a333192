"""Watched time is the union of played parts: seeking to the end adds nothing, watching twice adds nothing. With the test it makes complete.

A report asks two statements: the person's row, and a conditional UPDATE of it. No lock is held; whoever was faster is read again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from school.foundation import history
from school.foundation.numbers import is_number

from ..models import Viewing, Webinar
from ..signals import webinar_watched
from .counting import FASTEST, ROOM, Budget, Played, Segment, count, length_of, played_parts, sensible

TRIES = 20
KNOWN_BATCHES = 100
WRITTEN = [field.name for field in Viewing._meta.concrete_fields if field.name not in ("id", "webinar", "user")]


class Busy(Exception):
    """Too many devices of one person at the same instant: the report is to be sent again."""


@dataclass(frozen=True)
class Watched:
    """What a person has watched, in seconds, and where they stopped."""

    segments: list[Segment]
    percent: int
    position: int


def record_watching(
    *, user: Any, webinar: Webinar, segments: Iterable[Any] = (), position: Any = None, batch: str = "", played: Iterable[Any] | None = None,
    sent_at: Any = None, since: datetime | None = None, known: Viewing | None = None,
) -> Viewing:  # fmt: skip
    """Add played parts; without any it only says that the webinar was opened. The same `batch` counts once.

    `played` are parts with times of the device's own, in place of `segments`; `sent_at` is that device's clock at sending.
    `since` is when the server itself let the person watch without telling (a package made, a visit before signing up).
    `known` is the row, where the caller has just read it.
    """
    now = timezone.now()
    late = now - datetime.fromtimestamp(sent_at / 1000, now.tzinfo) if _is_moment(sent_at) else timedelta(0)
    duration = webinar.duration_seconds or 0
    parts = sensible(segments, duration) if played is None else played_parts(played, duration, late)
    for _attempt in range(TRIES):
        viewing = known or _viewing_of(user, webinar, since or now, now)
        known = None
        if batch and batch in viewing.batches:
            return viewing
        before = viewing.version
        _hear(viewing, webinar, parts, position, batch, now, since)
        if _keep(viewing, webinar, before):
            return viewing
    raise Busy


def _viewing_of(user: Any, webinar: Webinar, opened_at: datetime, now: datetime) -> Viewing:
    fresh = {"opened_at": opened_at, "heard_at": opened_at, "seen_at": now, "room": ROOM}
    return Viewing.objects.get_or_create(webinar=webinar, user=user, defaults=fresh)[0]


def _hear(viewing: Viewing, webinar: Webinar, parts: list[Played], position: Any, batch: str, now: datetime, since: datetime | None) -> None:
    """Change the row in memory by what was reported."""
    viewing.opened_at = min(viewing.opened_at, since or viewing.opened_at)
    passed = max((now - viewing.heard_at).total_seconds(), 0)
    ever = ROOM + FASTEST * (now - viewing.opened_at).total_seconds() - viewing.seconds
    budget = Budget(recent=min(viewing.room, ROOM) + FASTEST * passed, ever=ever)
    if since and since < viewing.heard_at:
        budget.recent = max(budget.recent, ever)
    counted = count(parts, viewing.segments, budget, viewing.heard_at)
    viewing.parts = [list(part) for part in counted.parts]
    viewing.seconds = length_of(counted.parts)
    viewing.later_seconds += counted.later
    viewing.refused_seconds += counted.refused
    viewing.room, viewing.heard_at = max(min(budget.recent, ROOM), 0), max(now, viewing.heard_at)
    if batch:
        viewing.batches = [*viewing.batches, batch][-KNOWN_BATCHES:]
    place = position if is_number(position) else parts[-1].end if parts else None
    if place is not None:
        viewing.position, viewing.seen_at = min(max(int(place), 0), webinar.duration_seconds or 0), now
    viewing.version += 1


def _keep(viewing: Viewing, webinar: Webinar, before: int) -> bool:
    """Whether nobody was faster. Complete for the first time is news, in one transaction with the row."""
    if viewing.reached_at is None and is_complete(viewing, webinar):
        viewing.reached_at = max(viewing.heard_at, viewing.passed_at or viewing.heard_at)
        with transaction.atomic():
            if not _write(viewing, before):
                viewing.reached_at = None
                return False
            data = {"percent": percent_of(viewing.segments, webinar.duration_seconds), "later": viewing.later_seconds}
            history.record(viewing, "watch_webinar", actor=viewing.user, data=data)
            webinar_watched.send(Viewing, viewing=viewing)
        return True
    return _write(viewing, before)


def _write(viewing: Viewing, before: int) -> bool:
    values = {name: getattr(viewing, name) for name in WRITTEN}
    return bool(Viewing.objects.filter(pk=viewing.pk, version=before).update(**values))


def _is_moment(value: Any) -> bool:
    return is_number(value) and 0 < value < 10**14


def record_passing(*, user: Any, webinar: Webinar) -> Viewing:
    """The concluding test is passed: the first time counts, whatever was watched by then."""
    now = timezone.now()
    for _attempt in range(TRIES):
        viewing = _viewing_of(user, webinar, now, now)
        if viewing.passed_at is not None:
            return viewing
        before, viewing.passed_at = viewing.version, now
        viewing.version += 1
        if _keep(viewing, webinar, before):
            return viewing
    raise Busy


def is_complete(viewing: Viewing, webinar: Webinar) -> bool:
    """The one rule: the required share is watched and, where there is a concluding test, it is passed."""
    return enough(viewing.seconds, webinar) and (viewing.passed_at is not None or not webinar.tested)


def enough(seconds: int, webinar: Webinar) -> bool:
    return bool(webinar.duration_seconds) and seconds * 100 >= webinar.required_percent * (webinar.duration_seconds or 0)


def watched_by(user: Any, webinar: Webinar) -> Watched:
    viewing = Viewing.objects.filter(webinar=webinar, user=user).first()
    return watched_in(viewing, webinar) if viewing else Watched([], 0, 0)


def watched_in(viewing: Viewing, webinar: Webinar) -> Watched:
    return Watched(viewing.segments, percent_of(viewing.segments, webinar.duration_seconds), _resume_at(viewing.position, webinar))


def percent_of(segments: Iterable[Segment], duration: int | None) -> int:
    """Whole percent, rounded down: 100 is said only when all is watched."""
    return min(length_of(segments) * 100 // duration, 100) if duration else 0


def _resume_at(position: int, webinar: Webinar) -> int:
    """Whoever saw the end begins anew."""
    return 0 if position >= (webinar.duration_seconds or 0) - 5 else position
