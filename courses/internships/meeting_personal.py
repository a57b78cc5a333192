"""What is kept of somebody's presence at meetings, and what of it can be forgotten."""

from __future__ import annotations

from typing import Any

from .models import Meeting, MeetingPresence
from .presence_personal import FORGOTTEN


def export(user: Any) -> list[dict[str, Any]]:
    rows = MeetingPresence.objects.filter(enrolment__user=user).select_related("meeting__activity__activity")
    return [
        {
            "meeting": row.meeting.activity.activity.title,
            "starts_at": row.meeting.starts_at.isoformat(),
            "present": row.present,
            "arrived_at": row.arrived_at.isoformat() if row.arrived_at else None,
            "left_at": row.left_at.isoformat() if row.left_at else None,
            "hours": str(row.hours) if row.hours is not None else None,
            "reason": row.reason,
        }
        for row in rows
    ]


def forget(user: Any) -> None:
    """That somebody was there stays, without a name; what was written about them goes. Whoever taught is no longer announced."""
    MeetingPresence.objects.filter(enrolment__user=user).exclude(reason="").update(reason=FORGOTTEN)
    Meeting.objects.ahead().filter(trainer=user).update(trainer=None)
