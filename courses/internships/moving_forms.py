"""The form that moves a day: a date and hours of Kyiv, the place, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.learning.forms import day_field
from school.foundation.calendar import KYIV, deadline, last_day

from .models import InternshipDay
from .moving import WORDS, Move, why_not


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class MoveForm(forms.Form):
    date = day_field(_("New date"))
    starts = forms.TimeField(label=_("Starts"), widget=HourInput())
    ends = forms.TimeField(label=_("Ends"), widget=HourInput())
    apply_by = day_field(_("Last day of applications"))
    venue_uk = forms.CharField(label=_("Venue in Ukrainian"), max_length=200)
    venue_en = forms.CharField(label=_("Venue in English"), max_length=200, required=False)
    address_uk = forms.CharField(label=_("Address in Ukrainian"), max_length=250)
    address_en = forms.CharField(label=_("Address in English"), max_length=250, required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Everybody who applied reads it in a letter.")
    )
    sequence = forms.IntegerField(widget=forms.HiddenInput)  # of the day that was looked at

    def __init__(self, *args: Any, day: InternshipDay, **kwargs: Any) -> None:
        self.day = day
        start, end = day.starts_at.astimezone(KYIV), day.ends_at.astimezone(KYIV)
        initial = {"date": start.date(), "starts": start.time(), "ends": end.time(), "apply_by": last_day(day.apply_by_at)}
        initial |= {name: getattr(day, name) for name in WORDS} | {"sequence": day.sequence}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("sequence") not in (None, self.day.sequence):
            self.add_error(None, _("Somebody has moved the day meanwhile. Nothing was changed; look at it again."))
        if not {"date", "starts", "ends", "apply_by"} <= data.keys():
            return data
        if data["ends"] <= data["starts"]:
            self.add_error("ends", _("The day ends before it starts."))
        if deadline(data["apply_by"]) > self._at("starts"):
            self.add_error("apply_by", _("Applications must end before the day itself."))
        if not self.errors and (refused := why_not(self.day, self.move)):
            self.add_error("date", refused[1])
        if not self.errors and not self.move.changes(self.day):
            self.add_error(None, _("The day is already then and there: there is nothing to move."))
        return data

    def _at(self, name: str) -> datetime:
        return datetime.combine(self.cleaned_data["date"], self.cleaned_data[name], tzinfo=KYIV)

    @property
    def move(self) -> Move:
        data = self.cleaned_data
        words = {name: data[name] for name in WORDS if name in data}
        return Move(starts_at=self._at("starts"), ends_at=self._at("ends"), apply_by_at=deadline(data["apply_by"]), **words)
