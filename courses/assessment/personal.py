from __future__ import annotations

from typing import Any

from .models import Attempt


def export(user: Any) -> list[dict[str, Any]]:
    rows = Attempt.objects.filter(enrolment__user=user).select_related("activity__activity").prefetch_related("answers", "grades")
    return [
        {
            "test": row.activity.activity.title,
            "number": row.number,
            "started_at": row.started_at.isoformat(),
            "submitted_at": row.submitted_at.isoformat() if row.submitted_at else None,
            "points": [f"{grade.points}/{grade.out_of}" for grade in row.grades.all()],
            "answers": {str(answer.question): answer.chosen for answer in row.answers.all()},
        }
        for row in rows
    ]


def forget(user: Any) -> None:
    """Choices among given answers hold no words of the person: they stay, without a name."""
