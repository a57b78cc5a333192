"""The demo school has a past: verbs are called as if it were then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from django.utils import timezone

_real_now = timezone.now


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Within, `timezone.now()` begins at `moment` and goes on a second at each look."""
    ticks = iter(moment + timedelta(seconds=n) for n in range(1_000_000))
    with patch("django.utils.timezone.now", lambda: next(ticks)):
        yield moment


def days(number: float, *, hour: int = 10) -> datetime:
    """A moment `number` days from today's Kyiv morning; negative is the past, at whatever hour the demo is made."""
    now = timezone.localtime(_real_now())
    moment = now.replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=number)
    return min(moment, now - timedelta(minutes=10)) if number < 0 else moment
