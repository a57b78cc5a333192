"""What internships keep of a person, and what of it can be forgotten."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from .applying import withdraw_application
from .approving import forget_superiors
from .models import Application, CalendarFeed

SAID = ("organisation", "position", "city", "why", "topics", "needs", "reason", "state")


def export(user: Any) -> list[dict[str, Any]]:
    rows = Application.objects.of(user).select_related("day__internship").prefetch_related("approvals")
    return [
        {
            "day": str(row.day),
            "starts_at": row.day.starts_at.isoformat(),
            "applied_at": row.applied_at.isoformat(),
            "decided_at": row.decided_at.isoformat() if row.decided_at else None,
            **{name: getattr(row, name) for name in SAID},
            "superiors": [{name: getattr(asked, name) for name in ("name", "email", "state", "reason")} for asked in row.approvals.all()],
        }
        for row in rows
    ]


def forget(user: Any) -> None:
    """Places of days to come go to those who wait; free words go; that someone of this city applied stays without a name."""
    for application in Application.objects.of(user).current().filter(day__starts_at__gt=timezone.now()):
        withdraw_application(application=application, actor=None, tell=False)
    forget_superiors(Application.objects.of(user))
    CalendarFeed.objects.filter(user=user).delete()
    Application.objects.of(user).update(organisation="", house=None, position="", why="", topics="", needs="", reason="")
