"""What the player is given with the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from school.foundation.centre import words

from ..models import Chapter, Webinar
from ..recordings.choosing import renditions_of, shown_renditions, storyboard_of
from ..words.transcript import clock
from .speech import player_words, speeds


def player_of(webinar: Webinar) -> dict[str, Any]:
    if not webinar.recorded:
        return {}
    made = shown_renditions(webinar)
    choices = [asdict(choice) for choice in renditions_of(webinar, made)]
    return {"choices": choices, "storyboard_url": storyboard_of(webinar, made), "speeds": speeds(), "player_words": player_words()}


def chapters_of(webinar: Webinar, rows: Sequence[Chapter], language: str) -> list[dict[str, Any]]:
    """Chapters with the second each begins and how many minutes it lasts."""
    ends = [row.at_seconds for row in rows[1:]] + [webinar.duration_seconds or webinar.length_minutes * 60]
    return [
        {
            "at": row.at_seconds,
            "clock": clock(row.at_seconds),
            "title": words(row, "title", language),
            "minutes": max(round((end - row.at_seconds) / 60), 1),
        }
        for row, end in zip(rows, ends, strict=False)
    ]
