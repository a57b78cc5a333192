"""A question is asked, its address confirmed, or it lapses."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history
from school.foundation.links import forget_links
from school.foundation.refusing import Refusal

from ..models import QuestionState, ReaderQuestion, Topic
from . import letters

DAYS = 7  # to confirm the address


class CannotAsk(Refusal):
    """Why a question does not go on, in a sentence for whoever acts."""


def ask_centre(*, user: Any, name: str, email: str, topic: Topic | None, text: str, may_publish: bool, language: str) -> ReaderQuestion:
    """Whoever is signed in has confirmed the address before. The same words from the same address are one question."""
    person = user if getattr(user, "is_authenticated", False) else None
    email = (person.email if person else email).strip().lower()
    sum_ = hashlib.sha256(f"{email}\n{' '.join(text.split()).casefold()}".encode()).hexdigest()
    found = ReaderQuestion.objects.filter(sum=sum_).first()
    if found is None:
        fields = {"name": name, "email": email, "topic": topic, "text": text, "may_publish": may_publish, "language": language, "sum": sum_}
        found = _kept(person, fields)
    if found.state == QuestionState.UNCONFIRMED:
        confirm_question(question=found, actor=person) if person else letters.confirm(found, days=DAYS)
    return found


def _kept(person: Any, fields: dict[str, Any]) -> ReaderQuestion:
    try:
        with transaction.atomic():
            question = ReaderQuestion.objects.create(user=person, asked_at=timezone.now(), **fields)
            history.record(question, "ask", actor=person, data={"may_publish": question.may_publish})
            if person is None:
                letters.confirm(question, days=DAYS)
        return question
    except IntegrityError:  # the same form, sent twice at one moment
        return ReaderQuestion.objects.get(sum=fields["sum"])


@transaction.atomic
def confirm_question(*, question: ReaderQuestion, actor: Any = None, holder: str = "") -> ReaderQuestion:
    """The address is the asker's own: the question goes to the editors."""
    question = ReaderQuestion.objects.select_for_update().get(pk=question.pk)
    if question.state == QuestionState.LAPSED:
        raise CannotAsk("lapsed", _("The question was not confirmed in time and has been forgotten. Please ask it once more."))
    if question.state == QuestionState.UNCONFIRMED:
        question.state = QuestionState.NEW
        question.save(update_fields=["state"])
        history.record(question, "confirm", actor=actor, holder=holder)
    return question


def forget_unconfirmed() -> int:
    """An address that nobody confirmed is perhaps somebody else's: nothing of it is kept."""
    old = ReaderQuestion.objects.filter(state=QuestionState.UNCONFIRMED, asked_at__lt=timezone.now() - timedelta(days=DAYS))
    return sum(_lapse(pk) for pk in old.values_list("pk", flat=True))


@transaction.atomic
def _lapse(pk: int) -> bool:
    question = ReaderQuestion.objects.select_for_update().get(pk=pk)
    if question.state != QuestionState.UNCONFIRMED:
        return False
    question.state, question.name, question.email, question.text, question.sum = QuestionState.LAPSED, "", "", "", None
    question.save(update_fields=["state", "name", "email", "text", "sum"])
    forget_links(letters.PURPOSE, "question", [question.code])
    letters.forget([question.code])
    history.record(question, "lapse")
    return True
