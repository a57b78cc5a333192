"""Questions of a recording, made by the same verbs as a trainer's."""

from __future__ import annotations

from typing import Any

from courses.assessment.models import Option, Question
from webinars.models import Webinar
from webinars.quiz.editing import put_question


def make_question(webinar: Webinar, at: int | None = None, *, text: str = "Що йде першим?", right: tuple[int, ...] = (0,), **fields: Any) -> Question:
    """Three options «А», «Б», «В» with feedback; `right` are the numbers of the right ones."""
    kind = "single" if len(right) == 1 else "multiple"
    question = Question(**{"kind": kind, "text_uk": text, "text_en": f"{text} (en)", **fields})
    question.options = [
        Option(text_uk=name, text_en=f"{name} (en)", right=number in right, feedback_uk=f"Сказано про {name}.", sort_order=number)
        for number, name in enumerate("АБВ")
    ]
    return put_question(webinar=webinar, question=question, at=at, actor=None)


def options_of(question: Question, *numbers: int) -> list[str]:
    rows = [str(option.uuid) for option in Question.objects.get(pk=question.pk).options.all()]
    return [rows[number] for number in numbers]
