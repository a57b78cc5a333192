"""What is kept of whoever sent a case, and what of it can be forgotten. A published page is the city's and stays."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from school.accounts.models import User
from school.foundation import history

from ..models import CaseSubmission
from .drafting import FIELDS, drop
from .enums import Submitted
from .letters import forget_ways_in

NOBODY = "erased@invalid.invalid"
WORDS = ("title", "organisation", "city_other", "problem", "done", "otherwise", "cost_note", "time_note", "contact_role", "contact_email")


def export(user: User) -> list[dict[str, Any]]:
    rows = CaseSubmission.objects.of(user).select_related("city").prefetch_related("messages", "files")
    return [
        {
            "state": row.state,
            "email": row.email,
            "sent_at": row.sent_at.isoformat() if row.sent_at else None,
            "consent": row.consent,
            **{name: str(getattr(row, name)) if name != "results" else row.results for name in FIELDS},
            "reason": row.reason,
            "files": [file.name for file in row.files.all()],
            "messages": [{"by_editor": said.by_editor, "text": said.text, "at": said.at.isoformat()} for said in row.messages.all()],
        }
        for row in rows
    ]


def forget(user: User) -> None:
    """Drafts go whole; of what was sent, that a case came from this city, and what was decided, stays."""
    for submission in CaseSubmission.objects.of(user):
        clear(submission)


@transaction.atomic
def clear(submission: CaseSubmission) -> None:
    if submission.state == Submitted.DRAFT:
        return drop(submission, "forget_case")
    for file in submission.files.all():
        storage, name = file.file.storage, file.file.name
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))  # type: ignore[misc]
    submission.files.all().delete()
    submission.messages.update(text="")
    forget_ways_in([submission.code])
    history.forget_holders(CaseSubmission, [submission.pk])
    if submission.state in (Submitted.SENT, Submitted.ASKED):
        submission.state, submission.reason = Submitted.DECLINED, "–"
    for name in WORDS:
        setattr(submission, name, "")
    submission.email, submission.results = NOBODY, []
    submission.save()
    history.record(submission, "forget_case")
