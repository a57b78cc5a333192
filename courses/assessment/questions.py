"""Verbs on questions. A corrected key makes a new version; papers already asked keep theirs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from school.foundation import history

from .models import Option, Question


@transaction.atomic
def add_question(
    *, test_key: UUID, kind: str, text_uk: str, text_en: str = "", options: list[dict[str, Any]], points: int = 1, actor: Any = None
) -> Question:
    """`options`: dicts of text_uk, text_en, right, feedback_uk, feedback_en, in order."""
    last = Question.objects.filter(test_key=test_key).aggregate(last=Max("position"))["last"] or 0
    question = Question(test_key=test_key, kind=kind, text_uk=text_uk, text_en=text_en, points=points, position=last + 1)
    question.options = [Option(sort_order=number, **option) for number, option in enumerate(options)]
    question.save()
    history.record(question, "add_question", actor=actor)
    return question


@transaction.atomic
def retire_question(*, question: Question, actor: Any) -> None:
    """Asked no more; papers that asked it keep it."""
    if Question.objects.filter(pk=question.pk, retired_at=None).update(retired_at=timezone.now()):
        history.record(question, "retire_question", actor=actor)


@transaction.atomic
def move_question(*, question: Question, up: bool) -> None:
    rows = list(Question.objects.select_for_update().of_test(question.test_key))
    at = next((n for n, row in enumerate(rows) if row.pk == question.pk), None)
    to = None if at is None else at - 1 if up else at + 1
    if at is None or to is None or not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for number, row in enumerate(rows, 1):
        if row.position != number:
            Question.objects.filter(pk=row.pk).update(position=number)


def note_change(question: Question, actor: Any) -> None:
    """Called after an edit: the next paper carries the next version."""
    Question.objects.filter(pk=question.pk).update(version=F("version") + 1)
    history.record(question, "change_question", actor=actor)
