"""The form of a question people know from tests, with the moment it pauses the recording at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList

from courses.assessment.editing import QuestionForm
from courses.assessment.models import Question

from ..models import Webinar
from ..watching.notes import NoteRefused, moment
from .editing import BrokenQuestion, checked_moment


class WebinarQuestionForm(QuestionForm):
    moment = forms.CharField(
        label=_("Moment, minutes and seconds"), required=False, max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-moment": ""}),
    )  # fmt: skip
    webinar: Webinar | None = None

    def clean_moment(self) -> int | None:
        """Seconds, or None for the concluding test."""
        said = self.cleaned_data["moment"].strip()
        if not said:
            return None
        try:
            at = moment(said)
            return checked_moment(self.webinar, at) if self.webinar else at
        except (NoteRefused, BrokenQuestion) as problem:
            raise forms.ValidationError(str(problem)) from problem


def edit_handler() -> Any:
    where = FieldPanel(
        "moment", help_text=_("The recording pauses there and asks. For example: 12:34. Leave empty: the question belongs to the concluding test.")
    )
    panels = [MultiFieldPanel([where], heading=_("When it is asked")), *Question.panels]
    return ObjectList(panels, base_form_class=WebinarQuestionForm).bind_to_model(Question)
