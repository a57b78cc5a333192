"""A survey opens: the form's words and questions are copied, later changes of the form do not reach it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from school.foundation import history

from .models import Survey, SurveyQuestion, SurveyTemplate

WORDS = ("title_uk", "title_en", "intro_uk", "intro_en", "secret")
ASKED = ("uuid", "kind", "text_uk", "text_en", "required", "low_uk", "low_en", "high_uk", "high_en", "options")


def default_template() -> SurveyTemplate | None:
    return SurveyTemplate.objects.filter(default=True).first()


@transaction.atomic
def open_survey(*, template: SurveyTemplate, about: tuple[str, str], occasion: str, closes_at: datetime, actor: Any) -> Survey:
    """`about`: kind and key of a registered subject. Once for each occasion."""
    kind, key = about
    values = {name: getattr(template, name) for name in WORDS} | {"opens_at": timezone.now(), "closes_at": closes_at}
    survey, created = Survey.objects.get_or_create(about_kind=kind, about_key=key, occasion=occasion, defaults=values)
    if created:
        rows = enumerate(template.questions.all(), 1)
        SurveyQuestion.objects.bulk_create(
            SurveyQuestion(survey=survey, position=n, **{name: getattr(row, name) for name in ASKED}) for n, row in rows
        )
        history.record(survey, "open_survey", actor=actor)
    return survey
