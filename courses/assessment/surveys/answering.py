"""Answering, once. The survey is locked: an answer comes in whole before it closes, or is told that it is closed.

No event is recorded: it would say who answered when.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from school.foundation.refusing import Refusal

from .asking import kind_of
from .models import AnswerSheet, Survey, SurveyParticipation, SurveyQuestion
from .subjects import may_answer, subjects


class CannotAnswer(Refusal):
    """Why the answers were not taken, in a sentence; `code` for programs."""


def field_of(question: SurveyQuestion, language: str) -> forms.Field:
    """The field of a page, and the rule of the verb."""
    field = kind_of(question).field(question, language)
    field.required = question.required
    return field


@transaction.atomic
def answer_survey(*, survey: Survey, user: Any, answers: Mapping[str, Any]) -> None:
    """`answers` by the question's uuid in hex."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not may_answer(user, survey):
        raise CannotAnswer("stranger", _("These questions are for those who took part."))
    if has_answered(user, survey):
        raise CannotAnswer("again", _("You have answered already; what you said first stays."))
    if not survey.takes_answers:
        raise CannotAnswer("closed", _("The survey is closed. Your answers were not taken."))
    said = _checked(survey, answers)
    SurveyParticipation.objects.create(survey=survey, user=user)
    AnswerSheet.objects.create(survey=survey, user=None if survey.secret else user, answers=said)


def _checked(survey: Survey, answers: Mapping[str, Any]) -> dict[str, Any]:
    said = {}
    for question in survey.questions.all():
        try:
            value = field_of(question, get_language() or "uk").clean(answers.get(question.uuid.hex))
        except ValidationError as wrong:
            raise CannotAnswer("incomplete", f"{question}: {' '.join(wrong.messages)}") from wrong
        if value not in ("", [], None):
            said[question.uuid.hex] = value
    return said


def has_answered(user: Any, survey: Survey) -> bool:
    return SurveyParticipation.objects.filter(survey=survey, user=user).exists()


def waiting_for(user: Any) -> list[Survey]:
    """Surveys that a person may answer now and has not, the first to close first; one question however many kinds of subject."""
    mine = Q(pk__in=[])
    for subject in subjects():
        mine |= Q(about_kind=subject.kind, about_key__in=subject.keys_of(user))
    return list(Survey.objects.taking_answers().filter(mine).exclude(participations__user=user).order_by("closes_at", "pk"))
