"""A survey closes: answers are written anew in random order, then the database forgets how they lay before."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from school.foundation import history, secrecy

from .models import AnswerSheet, Survey, SurveyParticipation


@transaction.atomic
def close_survey(*, survey: Survey, actor: Any = None) -> Survey:
    """Waits for answers that are just coming in; later ones find it closed."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey.closed:
        return survey
    survey.closed_at = timezone.now()
    survey.save(update_fields=["closed_at"])
    if survey.secret:
        secrecy.scatter(AnswerSheet.objects.filter(survey=survey))
        secrecy.scatter(SurveyParticipation.objects.filter(survey=survey))
        secrecy.wipe_later(AnswerSheet, SurveyParticipation, key=survey.code)
    history.record(survey, "close_survey", actor=actor)
    return survey


def close_due_surveys() -> int:
    """By the clock. What an earlier closing could not have forgotten yet is tried anew."""
    secrecy.wipe_again()
    due = list(Survey.objects.due_to_close())
    for survey in due:
        close_survey(survey=survey)
    return len(due)
