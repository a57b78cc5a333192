"""What is kept of a person before and at live webinars."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from ..models import AudienceQuestion, LiveAttendance, QuestionVote, Registration
from .registering import withdraw_registration
from .states import QuestionState


def export(user: Any) -> list[dict[str, Any]]:
    entered = dict(LiveAttendance.objects.filter(user=user).values_list("webinar", "entered_at"))
    asked = AudienceQuestion.objects.filter(user=user).select_related("webinar")
    registrations = [
        {
            "webinar": str(row.webinar),
            "starts_at": row.told_starts_at.isoformat(),
            "registered_at": row.registered_at.isoformat(),
            "state": row.state,
            "entered_at": entered[row.webinar_id].isoformat() if row.webinar_id in entered else None,
        }
        for row in Registration.objects.of(user).select_related("webinar")
    ]
    questions = [{"webinar": str(row.webinar), "question": row.text, "asked_at": row.asked_at.isoformat(), "state": row.state} for row in asked]
    votes = QuestionVote.objects.filter(user=user, withdrawn_at=None).select_related("question__webinar")
    voted = [{"webinar": str(row.question.webinar), "voted_for": row.question.text, "at": row.voted_at.isoformat()} for row in votes]
    return [*registrations, *questions, *voted]


def forget(user: Any) -> None:
    """Places to come go to those who wait; the words of questions go; that somebody was there stays without a name."""
    for registration in Registration.objects.of(user).current().filter(webinar__starts_at__gt=timezone.now()):
        withdraw_registration(registration=registration, actor=None, tell=False)
    AudienceQuestion.objects.filter(user=user).exclude(state=QuestionState.MERGED).update(
        text="", reason="", shows_name=False, state=QuestionState.TAKEN_BACK
    )
    AudienceQuestion.objects.filter(user=user, state=QuestionState.MERGED).update(text="", reason="", shows_name=False)
