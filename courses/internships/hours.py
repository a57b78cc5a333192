"""Presence becomes academic hours (45 minutes) by parts of the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from school.foundation.calendar import KYIV

from .enums import Direction
from .models import Attendance, InternshipDay, Slot, SlotCorrection

ACADEMIC_HOUR = 45  # minutes


@dataclass(frozen=True)
class SlotPresence:
    slot: Slot
    present: bool
    correction: SlotCorrection | None = None


def counted_slots(day: InternshipDay) -> list[Slot]:
    return [slot for slot in day.slots.all() if slot.counts]


def slot_times(day: InternshipDay, slot: Slot) -> tuple[datetime, datetime]:
    """When a part of the day was, said in UTC: between two Kyiv times Python counts the hands of the clock, not the hours gone by."""
    starts, ends = (datetime.combine(day.date, at, tzinfo=KYIV).astimezone(UTC) for at in (slot.starts, slot.ends))
    return starts, ends


def stays_of(attendance: Attendance) -> list[tuple[datetime, datetime | None]]:
    """From – to, once for each time somebody was inside; None: till the end. Seen twice in a row they had come at the first, left at the last."""
    stays: list[tuple[datetime, datetime | None]] = []
    for scan in sorted(attendance.scans.all(), key=lambda scan: (scan.at, scan.pk)):
        if scan.direction == Direction.IN:
            if not stays or stays[-1][1] is not None:
                stays.append((scan.at, None))
        elif stays:
            stays[-1] = (stays[-1][0], scan.at)
    return stays or [(attendance.arrived_at, attendance.left_at)]


def presence_of(attendance: Attendance, slots: Iterable[Slot] | None = None) -> list[SlotPresence]:
    """Part by part: whoever was there for half of it was there; a coordinator's correction rules over that."""
    said = {row.slot_id: row for row in attendance.corrections.all()}
    stays, day = stays_of(attendance), attendance.day
    rows = counted_slots(day) if slots is None else slots
    return [
        SlotPresence(slot, said[slot.pk].present if slot.pk in said else was_there(stays, *slot_times(day, slot)), said.get(slot.pk)) for slot in rows
    ]


def was_there(stays: list[tuple[datetime, datetime | None]], starts: datetime, ends: datetime) -> bool:
    inside = (min(left or ends, ends) - max(came, starts) for came, left in stays)
    return sum((time for time in inside if time > timedelta(0)), timedelta(0)) * 2 >= ends - starts


def hours_of(presence: Iterable[SlotPresence]) -> Decimal:
    minutes = sum(row.slot.minutes for row in presence if row.present)
    return academic_hours(minutes)


def academic_hours(minutes: int) -> Decimal:
    return (Decimal(minutes) / ACADEMIC_HOUR).quantize(Decimal("0.1"), ROUND_HALF_UP)


def share_of(presence: Iterable[SlotPresence]) -> int:
    """Per cent of the counted minutes, rounded down: 79,9 is not 80."""
    rows = list(presence)
    total = sum(row.slot.minutes for row in rows)
    return sum(row.slot.minutes for row in rows if row.present) * 100 // total if total else 0


def was_long_enough(attendance: Attendance, presence: Iterable[SlotPresence]) -> bool:
    rows = list(presence)
    return any(row.present for row in rows) and share_of(rows) >= attendance.day.required_share


def has_earned(attendance: Attendance, presence: Iterable[SlotPresence], *, passed: set[int] | None = None) -> bool:
    """There for long enough, and where the day has a concluding test, among those who `passed` it (ids of users)."""
    tested = attendance.day.concluding_id is None or attendance.user_id in (passed or set())
    return tested and was_long_enough(attendance, presence)
