"""Presence at a meeting becomes academic hours: hour by hour, as a day is counted part by part (hours.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from .hours import ACADEMIC_HOUR, academic_hours, was_there
from .models import Meeting, MeetingPresence


@dataclass(frozen=True)
class Counted:
    minutes: int
    hours: Decimal
    attended: bool


def counted(meeting: Meeting, presence: MeetingPresence) -> Counted:
    """The time of the meeting is cut into its academic hours, the breaks shared among them.

    Whoever was there for half of an hour was there for it; the step is done by half of its hours.
    """
    learning = meeting.activity.minutes
    parts = max(1, round(learning / ACADEMIC_HOUR))
    stays = _stays(presence)
    edges = _edges(meeting, parts)
    there = sum(was_there(stays, *edge) for edge in edges)
    minutes = learning * there // parts
    return Counted(minutes, academic_hours(minutes), there > 0 and there * 2 >= parts)


def _stays(presence: MeetingPresence) -> list[tuple[datetime, datetime | None]]:
    if not presence.present:
        return []
    return [(presence.arrived_at or datetime.min.replace(tzinfo=UTC), presence.left_at)]


def _edges(meeting: Meeting, parts: int) -> list[tuple[datetime, datetime]]:
    """In UTC: between two Kyiv times Python counts the hands of the clock, not the hours gone by."""
    starts, ends = meeting.starts_at.astimezone(UTC), meeting.ends_at.astimezone(UTC)
    step = (ends - starts) / parts
    return [(starts + step * number, starts + step * (number + 1)) for number in range(parts)]
