from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .awards import kyiv_today
from .sharing import LONGEST_DAYS


class ShareForm(forms.Form):
    term = forms.ChoiceField(
        label=_("How long the link works"),
        choices=[("7", _("a week")), ("30", _("30 days")), ("90", _("90 days")), ("date", _("till the date below"))],
        widget=forms.RadioSelect,
        initial="30",
    )
    last_day = forms.DateField(label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(
        label=_("For whom"), max_length=120, required=False, help_text=_("Only you see it. For example: personnel office, Vinnytsia.")
    )

    @property
    def ends_on(self) -> date:
        term = self.cleaned_data["term"]
        return self.cleaned_data["last_day"] if term == "date" else kyiv_today() + timedelta(days=int(term))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("term") == "date" and "last_day" not in self.errors:
            chosen, today = data.get("last_day"), kyiv_today()
            if chosen is None:
                self.add_error("last_day", ValidationError(_("Choose the last day on which the link works.")))
            elif not today <= chosen <= today + timedelta(days=LONGEST_DAYS):
                self.add_error("last_day", ValidationError(_("Choose a day from today to a year ahead.")))
        return data
