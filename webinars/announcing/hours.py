"""When a webinar is held, in words of the active language."""

from __future__ import annotations

from datetime import datetime, timedelta

from school.foundation.calendar import KYIV, day_words


def when_words(starts: datetime, minutes: int) -> str:
    """«12 грудня, 18:00 – 19:30»."""
    ends = starts + timedelta(minutes=minutes)
    return f"{day_words(starts)}, {starts.astimezone(KYIV):%-H:%M} – {ends.astimezone(KYIV):%-H:%M}"
