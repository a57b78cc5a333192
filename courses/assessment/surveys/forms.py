"""The page of a survey: one field a question, in the language of the reader."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from school.foundation.centre import words

from .answering import field_of
from .asking import Kind, kind_of
from .models import Survey, SurveyQuestion


class SurveyForm(forms.Form):
    def __init__(self, *args: Any, survey: Survey, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(survey.questions.all())
        self.language = language
        for question in self.questions:
            field = field_of(question, language)
            field.label = words(question, "text", language)
            field.error_messages["required"] = _("Please answer this one.")
            self.fields[question.field_name] = field

    @property
    def answers(self) -> dict[str, Any]:
        return {question.uuid.hex: self.cleaned_data[question.field_name] for question in self.questions}

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [self._row(question, kind_of(question)) for question in self.questions]

    def _row(self, question: SurveyQuestion, kind: Kind) -> dict[str, Any]:
        low, high = words(question, "low", self.language), words(question, "high", self.language)
        return {"bound": self[question.field_name], "template": kind.template, "hint": kind.hint, "low": low, "high": high}
