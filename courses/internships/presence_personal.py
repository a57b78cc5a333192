"""What is kept of somebody's presence on days, and what of it can be forgotten."""

from __future__ import annotations

from typing import Any

from .models import Attendance, SlotCorrection

FORGOTTEN = "–"  # a correction has a reason; its words are gone


def export(user: Any) -> list[dict[str, Any]]:
    rows = Attendance.objects.filter(user=user).select_related("day__internship").prefetch_related("corrections__slot")
    return [
        {
            "day": str(row.day),
            "arrived_at": row.arrived_at.isoformat(),
            "left_at": row.left_at.isoformat() if row.left_at else None,
            "how": row.source,
            "hours": str(row.hours) if row.hours is not None else None,
            "earned": row.earned,
            "corrections": [{"part": str(said.slot), "present": said.present, "reason": said.reason} for said in row.corrections.all()],
        }
        for row in rows
    ]


def forget(user: Any) -> None:
    """That somebody was there and for how long stays, without a name; what was written about them goes."""
    SlotCorrection.objects.filter(attendance__user=user).update(reason=FORGOTTEN)
