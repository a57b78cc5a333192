"""On what date a day is to be held again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.learning.forms import day_field
from school.foundation.calendar import KYIV

from .copying import why_no_copy
from .models import InternshipDay


class CopyForm(forms.Form):
    date = day_field(_("New date"), help_text=_("Hours stay as they are. Dates of applying, confirming and cancelling move by as many days."))

    def __init__(self, *args: Any, day: InternshipDay, **kwargs: Any) -> None:
        self.day = day
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "date" in data and (refused := why_no_copy(self.day, self.starts_at)):
            self.add_error("date", refused[1])
        return data

    @property
    def starts_at(self) -> datetime:
        at = self.day.starts_at.astimezone(KYIV).time()
        return datetime.combine(self.cleaned_data["date"], at, tzinfo=KYIV)
