"""The form by which a day of the past is entered for the archive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from school.accounts.models import Project
from school.foundation.calendar import KYIV

from .enums import DayKind
from .models import Internship

FIRST_YEAR = 1991


class PastDayForm(forms.Form):
    internship = forms.ModelChoiceField(
        label=_("Programme"), queryset=Internship.objects.none(), help_text=_("Its page tells what is known. Publish the page first.")
    )
    kind = forms.ChoiceField(label=_("What it was"), choices=DayKind, widget=forms.RadioSelect)
    month = forms.TypedChoiceField(label=_("Month"), choices=list(MONTHS.items()), coerce=int)
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR)
    project = forms.ModelChoiceField(label=_("Project"), queryset=Project.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = self.fields
        choices["internship"].queryset = Internship.objects.filter(retired_at=None)
        choices["project"].queryset = Project.objects.all()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        today = timezone.localdate(timezone=KYIV)
        if {"year", "month"} <= data.keys() and (data["year"], data["month"]) >= (today.year, today.month):
            self.add_error("month", _("This month is not over. Announce the day instead."))
        return data
