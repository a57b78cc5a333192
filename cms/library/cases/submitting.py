"""A case is sent to the editor, and the editor's questions are answered."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from school.foundation import history

from ..models import CaseMessage, CaseSubmission
from . import letters
from .drafting import CannotSend, locked
from .enums import Submitted

NEEDED = ("title", "organisation", "city_name", "year", "instrument", "outcome", "problem", "done", "contact_role", "contact_email")


def consent_words(language: str) -> str:
    """What is agreed to, as the form shows it and the record keeps it."""
    with override(language):
        return _(
            "We agree that this case is published in the library under the name of our city, edited, and used for teaching. "
            "We have the right to send these files. The contact is an office’s, not a private person’s."
        )


def missing(submission: CaseSubmission) -> list[str]:
    """Fields without which an editor can do nothing."""
    found = ["city" if name == "city_name" else name for name in NEEDED if not getattr(submission, name)]
    return [*found, "oblast"] if submission.city is None and submission.city_other and not submission.oblast else found


@transaction.atomic
def submit_case(*, submission: CaseSubmission, agrees: bool, actor: Any = None, holder: str = "") -> CaseSubmission:
    """Into the editor's queue; sent twice, it is sent once."""
    submission = locked(submission)
    if submission.state != Submitted.DRAFT:
        return submission
    if missing(submission):
        raise CannotSend("missing", _("Something is still missing. What you wrote is kept."))
    if not agrees:
        raise CannotSend("consent", _("Without your consent the case cannot be published. What you wrote is kept."))
    submission.state, submission.sent_at = Submitted.SENT, timezone.now()
    submission.consent, submission.consented_at = consent_words(submission.language), submission.sent_at
    submission.save()
    history.record(submission, "submit_case", actor=actor, holder=holder)
    letters.received(submission)
    return submission


@transaction.atomic
def answer_editor(*, submission: CaseSubmission, text: str, actor: Any = None, holder: str = "") -> CaseSubmission:
    """The author's turn of the talk; the case is with the editor again. The same answer sent twice is one answer."""
    submission, text = locked(submission), text.strip()
    last = submission.messages.last()
    if submission.state == Submitted.SENT and last is not None and not last.by_editor and last.text == text:
        return submission
    if submission.state != Submitted.ASKED:
        raise CannotSend("not_asked", _("The editor is not waiting for an answer."))
    if not text:
        raise CannotSend("empty", _("Write the answer."))
    if missing(submission):
        raise CannotSend("missing", _("Something is still missing. What you wrote is kept."))
    now = timezone.now()
    CaseMessage.objects.create(submission=submission, by_editor=False, person=actor, text=text, at=now)
    submission.state = Submitted.SENT
    submission.save(update_fields=["state"])
    history.record(submission, "answer_editor", actor=actor, holder=holder)
    return submission
