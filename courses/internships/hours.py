"""Presence becomes academic hours (45 minutes) by parts of the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from school.foundation.calendar import KYIV

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
    """A slot's Kyiv times on the day, also where the clocks change."""
    return datetime.combine(day.date, slot.starts, tzinfo=KYIV), datetime.combine(day.date, slot.ends, tzinfo=KYIV)


def presence_of(attendance: Attendance, slots: Iterable[Slot] | None = None) -> list[SlotPresence]:
    """Part by part: whoever was there for half of it was there; a coordinator's correction rules over that."""
    said = {row.slot_id: row for row in attendance.corrections.all()}
    rows = counted_slots(attendance.day) if slots is None else slots
    return [SlotPresence(slot, said[slot.pk].present if slot.pk in said else _was_there(attendance, slot), said.get(slot.pk)) for slot in rows]


def _was_there(attendance: Attendance, slot: Slot) -> bool:
    starts, ends = slot_times(attendance.day, slot)
    till = min(attendance.left_at, ends) if attendance.left_at else ends
    return (till - max(attendance.arrived_at, starts)) * 2 >= ends - starts


def hours_of(presence: Iterable[SlotPresence]) -> Decimal:
    minutes = sum(row.slot.minutes for row in presence if row.present)
    return (Decimal(minutes) / ACADEMIC_HOUR).quantize(Decimal("0.1"), ROUND_HALF_UP)


def share_of(presence: Iterable[SlotPresence]) -> int:
    """Per cent of the counted minutes, rounded down: 79,9 is not 80."""
    rows = list(presence)
    total = sum(row.slot.minutes for row in rows)
    return sum(row.slot.minutes for row in rows if row.present) * 100 // total if total else 0


def has_earned(attendance: Attendance, presence: Iterable[SlotPresence]) -> bool:
    rows = list(presence)
    return any(row.present for row in rows) and share_of(rows) >= attendance.day.required_share
