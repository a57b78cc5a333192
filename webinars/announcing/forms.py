"""What people type around a live webinar."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .questions import LONGEST


class QuestionForm(forms.Form):
    text = forms.CharField(label=_("Your question"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}))
    shows_name = forms.BooleanField(
        label=_("Show my name beside the question"), required=False, help_text=_("Otherwise only the coordinators know who asked.")
    )


class AnswerForm(forms.Form):
    """«12:30» or seconds; empty takes the mark off."""

    at = forms.RegexField(
        label=_("Answered at"), regex=r"^\s*(\d{1,2}:)?\d{1,4}(:\d{2})?\s*$", required=False, error_messages={"invalid": _("For example: 12:30.")}
    )

    def seconds(self) -> int | None:
        said = self.cleaned_data.get("at", "").strip()
        if not said:
            return None
        total = 0
        for part in said.split(":"):
            total = total * 60 + int(part)
        return total
