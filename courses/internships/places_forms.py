from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import InternshipDay
from .places import Places, places_of


class PlacesForm(forms.Form):
    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=10_000, required=False, help_text=_("Leave empty: as many as come."))
    per_city = forms.IntegerField(label=_("Most places for one city"), min_value=1, max_value=10_000, required=False)
    per_organisation = forms.IntegerField(label=_("Most places for one organisation"), min_value=1, max_value=10_000, required=False)

    def __init__(self, *args: Any, day: InternshipDay, **kwargs: Any) -> None:
        self.day = day
        stand = places_of(day)
        super().__init__(*args, initial={name: getattr(stand, name) for name in ("capacity", "per_city", "per_organisation")}, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and self.places == places_of(self.day):
            self.add_error(None, _("These are the numbers as they stand: there is nothing to change."))
        return data

    @property
    def places(self) -> Places:
        data = self.cleaned_data
        return Places(data["capacity"], data["per_city"], data["per_organisation"])
