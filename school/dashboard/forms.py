from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.accounts.models import Project


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write a date, for example 2026-03-01.")},
    )


class ReportForm(forms.Form):
    """What the report is over. It stands in the address, so a report can be kept as a bookmark."""

    project = forms.ModelChoiceField(
        Project.objects.all(),
        label=_("Project"),
        required=False,
        empty_label=_("Whatever the project"),
        error_messages={"invalid_choice": _("There is no such project. Choose one of the list.")},
    )
    since = _day(_("From what day"))
    till = _day(_("Till what day"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        since, till = said.get("since"), said.get("till")
        if since and till and since > till:
            self.add_error("till", _("The last day is before the first one. Change one of them."))
        if not self.errors and not any(said.get(name) for name in ("project", "since", "till")):
            raise forms.ValidationError(_("Choose a project, or the days from and till."))
        return said


def this_year(today: date) -> str:
    """The address of what was done since January."""
    return f"since={today.year}-01-01&till={today.isoformat()}"
