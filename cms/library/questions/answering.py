"""An editor answers, publishes by consent, takes off, or declines with a reason; every step is an event."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history
from school.foundation.transliteration import slugify_uk

from ..models import QuestionState, ReaderQuestion
from . import letters
from .asking import CannotAsk

RESERVED = {"ask", "asked"}  # addresses of the section itself
SHOWN = ("title_uk", "title_en", "asked_uk", "asked_en", "answer_uk", "answer_en")


def _held(question: ReaderQuestion, *states: str) -> ReaderQuestion:
    held = ReaderQuestion.objects.select_for_update().get(pk=question.pk)
    if held.state not in states:
        raise CannotAsk("state", _("The question is %(state)s: somebody has dealt with it meanwhile.") % {"state": held.get_state_display()})
    return held


@transaction.atomic
def answer_question(*, question: ReaderQuestion, words: dict[str, str], actor: Any, publish: bool = False) -> ReaderQuestion:
    """The answer in the asker's language goes by letter, once; with consent it may be published at the same time."""
    question = _held(question, QuestionState.NEW)
    _take(question, words)
    question.answer = getattr(question, f"answer_{question.language}")
    if not question.answer:
        raise CannotAsk("empty", _("Write the answer in the language of the question: it goes to the reader."))
    question.state, question.answered_at = QuestionState.ANSWERED, timezone.now()
    question.save()
    history.record(question, "answer", actor=actor)
    if publish:
        question = publish_question(question=question, words=words, actor=actor)
    letters.answered(question)
    return question


@transaction.atomic
def publish_question(*, question: ReaderQuestion, words: dict[str, str], actor: Any) -> ReaderQuestion:
    """Also corrects what is published. Never without the reader's consent."""
    question = _held(question, QuestionState.ANSWERED, QuestionState.PUBLISHED)
    if not question.may_publish:
        raise CannotAsk("consent", _("The reader did not agree to publication: the answer stays between you."))
    _take(question, words)
    if not all(getattr(question, f"{name}_{question.language}") for name in ("title", "asked", "answer")):
        raise CannotAsk("empty", _("Write the line, the question and the answer in the language of the question: that is what is shown."))
    question.slug = question.slug or _free_slug(question.title_uk or question.title_en)
    question.published_at = question.published_at or timezone.now()
    corrected, question.state = question.state == QuestionState.PUBLISHED, QuestionState.PUBLISHED
    question.save()
    history.record(question, "correct" if corrected else "publish", actor=actor)
    return question


@transaction.atomic
def take_off(*, question: ReaderQuestion, actor: Any, reason: str = "") -> ReaderQuestion:
    question = _held(question, QuestionState.PUBLISHED)
    question.state, question.published_at = QuestionState.ANSWERED, None
    question.save(update_fields=["state", "published_at"])
    history.record(question, "take_off", actor=actor, reason=reason)
    return question


@transaction.atomic
def decline_question(*, question: ReaderQuestion, reason: str, actor: Any) -> ReaderQuestion:
    if not reason.strip():
        raise CannotAsk("reason", _("Say why: the reader gets the reason by letter."))
    question = _held(question, QuestionState.NEW)
    question.state, question.reason = QuestionState.DECLINED, reason.strip()
    question.save(update_fields=["state", "reason"])
    history.record(question, "decline", actor=actor, reason=question.reason)
    letters.declined(question)
    return question


def _take(question: ReaderQuestion, words: dict[str, str]) -> None:
    for name in SHOWN:
        setattr(question, name, words.get(name, "").strip())


def _free_slug(title: str) -> str:
    base = slugify_uk(title)[:60].strip("-") or "question"
    taken = RESERVED | set(ReaderQuestion.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken)
