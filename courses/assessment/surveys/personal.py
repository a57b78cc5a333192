"""What surveys keep of a person. Of a secret one: that they took part; what they said nobody can find, and so neither hand over nor erase."""

from __future__ import annotations

from typing import Any

from .asking import kind_of
from .models import AnswerSheet, SurveyParticipation


def export(user: Any) -> list[dict[str, Any]]:
    named = {sheet.survey_id: sheet for sheet in AnswerSheet.objects.filter(user=user)}
    rows = SurveyParticipation.objects.filter(user=user).select_related("survey").prefetch_related("survey__questions").order_by("survey")
    return [
        {
            "survey": row.survey.title_uk,
            "took_part": True,
            "secret": row.survey.secret,
            "answers": _answers(named[row.survey_id], row.survey.questions.all()) if row.survey_id in named else None,
        }
        for row in rows
    ]


def _answers(sheet: AnswerSheet, questions: Any) -> dict[str, Any]:
    return {question.text_uk: sheet.said_to(question) for question in questions}


def forget(user: Any) -> None:
    """That somebody took part stays, without a name; a named sheet loses its person and their own words."""
    for sheet in AnswerSheet.objects.filter(user=user).prefetch_related("survey__questions"):
        words = {question.uuid.hex for question in sheet.survey.questions.all() if not kind_of(question).counts}
        sheet.answers = {key: said for key, said in sheet.answers.items() if key not in words}
        sheet.user = None
        sheet.save(update_fields=["answers", "user"])
