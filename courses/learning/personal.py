"""What learning keeps of a person, and what of it can be forgotten."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from .models import CourseTrainer, Enrolment, Instructor


def export(user: Any) -> list[dict[str, Any]]:
    rows = Enrolment.objects.of(user).select_related("run__course").prefetch_related("completions__activity__activity")
    return [
        {
            "course": row.run.course.title,
            "run": row.run.name_uk,
            "state": row.state,
            "requested_at": row.requested_at.isoformat(),
            "enrolled_at": row.enrolled_at.isoformat() if row.enrolled_at else None,
            "completed_at": row.completed_at.isoformat() if row.completed_at else None,
            "steps": [{"title": done.activity.activity.title, "at": done.completed_at.isoformat()} for done in row.completions.all()],
        }
        for row in rows
    ]


def forget(user: Any) -> None:
    """Free words about the person go; that someone learnt, and when, stays without a name."""
    Enrolment.objects.of(user).exclude(reason="").update(reason="")
    Instructor.objects.filter(user=user).update(user=None)
    CourseTrainer.objects.filter(user=user, dismissed_at=None).update(dismissed_at=timezone.now())
