"""What an editor does with a case: takes it, asks back, declines, makes a page of it; publishing the page thanks the author."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from school.foundation import history
from school.foundation.refusing import Refusal

from ..models import CaseMessage, CasePage, CaseSubmission
from ..models.submissions import WITH_EDITOR
from . import letters
from .drafting import locked
from .enums import Submitted
from .paging import draft_page


class CannotDecide(Refusal):
    """Why an editor's word changes nothing, in a sentence for them."""


@transaction.atomic
def take_case(*, submission: CaseSubmission, editor: Any, over: bool = False) -> CaseSubmission:
    """One editor leads the talk; `over` takes it from another."""
    submission = _with_editor(submission)
    if submission.editor == editor:
        return submission
    if submission.editor is not None and not over:
        raise CannotDecide("taken", _("%(who)s is working on this case. Take it over if that is agreed.") % {"who": submission.editor.full_name})
    _take(submission, editor)
    return submission


def _take(submission: CaseSubmission, editor: Any) -> None:
    submission.editor = editor
    submission.save(update_fields=["editor"])
    history.record(submission, "take_case", actor=editor)


def _with_editor(submission: CaseSubmission) -> CaseSubmission:
    submission = locked(submission)
    if submission.state not in WITH_EDITOR:
        said = {Submitted.DECLINED: _("This case is declined already."), Submitted.PUBLISHED: _("This case is published already.")}
        raise CannotDecide("closed", said.get(Submitted(submission.state), _("The author has not sent this case yet.")))
    return submission


def _mine(submission: CaseSubmission, editor: Any) -> CaseSubmission:
    """To act is to take: of two editors at once the second is told who is working on it."""
    submission = _with_editor(submission)
    if submission.editor is not None and submission.editor != editor:
        raise CannotDecide("taken", _("%(who)s is working on this case. Take it over if that is agreed.") % {"who": submission.editor.full_name})
    if submission.editor is None:
        _take(submission, editor)
    return submission


@transaction.atomic
def ask_author(*, submission: CaseSubmission, text: str, editor: Any) -> CaseMessage:
    """A question goes to the author by letter, with a link to where it is answered. Pressed twice, it is asked once."""
    submission, text = _mine(submission, editor), text.strip()
    last = submission.messages.last()
    if submission.state == Submitted.ASKED and last is not None and last.by_editor and last.text == text:
        return last
    if submission.state == Submitted.ACCEPTED:
        raise CannotDecide("accepted", _("A page is already being made of this case."))
    if not text:
        raise CannotDecide("empty", _("Write the question: the author reads it in a letter."))
    message = CaseMessage.objects.create(submission=submission, by_editor=True, person=editor, text=text, at=timezone.now())
    submission.state = Submitted.ASKED
    submission.save(update_fields=["state"])
    history.record(submission, "ask_author", actor=editor)
    letters.asked(submission, message)
    return message


@transaction.atomic
def decline_case(*, submission: CaseSubmission, reason: str, editor: Any) -> CaseSubmission:
    """With a reason that the author reads; declined twice is declined once."""
    submission = locked(submission)
    if submission.state == Submitted.DECLINED and submission.editor == editor:
        return submission
    submission, reason = _mine(submission, editor), reason.strip()
    if not reason:
        raise CannotDecide("reason", _("Say why: the author reads the reason."))
    if submission.state == Submitted.ACCEPTED and _page_of(submission) is not None:
        raise CannotDecide("accepted", _("A page is already being made of this case. Delete its draft first."))
    submission.state, submission.reason, submission.decided_at = Submitted.DECLINED, reason, timezone.now()
    submission.save(update_fields=["state", "reason", "decided_at"])
    history.record(submission, "decline_case", actor=editor, reason=reason)
    letters.declined(submission)
    return submission


@transaction.atomic
def accept_case(*, submission: CaseSubmission, editor: Any) -> CasePage:
    """A draft of the page, filled from what the city told; accepted twice, the same page. A deleted draft is made anew."""
    submission = _mine(submission, editor)
    found = _page_of(submission)
    if found is not None:
        return found
    submission.page_key = uuid.uuid4()
    page = draft_page(submission, editor)
    submission.state, submission.decided_at = Submitted.ACCEPTED, timezone.now()
    submission.save(update_fields=["state", "page_key", "decided_at"])
    history.record(submission, "accept_case", actor=editor, data={"page": str(submission.page_key)})
    return page


def _page_of(submission: CaseSubmission) -> CasePage | None:
    return CasePage.objects.filter(translation_key=submission.page_key).first() if submission.page_key else None


@transaction.atomic
def thank_author(*, page: Page) -> None:
    """Its page is published: the author is told, once, whatever language came first."""
    found = CaseSubmission.objects.filter(page_key=page.translation_key, state=Submitted.ACCEPTED).first()
    submission = locked(found) if found is not None else None
    if submission is None or submission.state != Submitted.ACCEPTED:
        return
    submission.state = Submitted.PUBLISHED
    submission.save(update_fields=["state"])
    history.record(submission, "publish_case", data={"page": str(page.translation_key)})
    letters.published(submission, page)
