"""Forms after the day: correcting presence, typing the paper list back in. Times are Kyiv times of the day."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.foundation.calendar import KYIV
from school.foundation.centre import words

from .hours import SlotPresence
from .models import InternshipDay, Slot

TYPED = ["%H:%M", "%H.%M", "%H %M", "%H%M"]


class PaperTime(forms.TimeField):
    """As the hand writes it: 9:05, 9.05, 905."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=TYPED, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6}), **kwargs)


class PaperForm(forms.Form):
    who = forms.CharField(
        label=_("Surname, or e-mail of a walk-in"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True})
    )
    came = PaperTime(label=_("Arrived"), help_text=_("For example: 9:05 or 905."))
    left = PaperTime(label=_("Left"), required=False, help_text=_("Leave empty: stayed to the end."))

    def __init__(self, *args: Any, day: InternshipDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day

    @property
    def times(self) -> tuple[datetime, datetime | None]:
        came, left = self.cleaned_data["came"], self.cleaned_data["left"]
        return self._moment(came), self._moment(left) if left else None

    def _moment(self, at: time) -> datetime:
        return datetime.combine(self.day.date, at, tzinfo=KYIV)


class PartsForm(forms.Form):
    """Ticks for the parts of the day that count; only what differs from now is a correction."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays with the correction. For example: the phone at the door had no charge, Halyna saw her."),
    )  # fmt: skip

    def __init__(self, *args: Any, presence: list[SlotPresence], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.presence = presence
        for row in presence:
            label = f"{row.slot.starts:%H:%M} – {row.slot.ends:%H:%M}  {words(row.slot, 'title', language)}"
            self.fields[f"part_{row.slot.pk}"] = forms.BooleanField(label=label, required=False, initial=row.present)
        self.order_fields([*[f"part_{row.slot.pk}" for row in presence], "reason"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self.parts:
            raise forms.ValidationError(_("Nothing differs from what is known. Tick or untick at least one part."))
        return data

    @property
    def parts(self) -> dict[Slot, bool]:
        said = {row.slot: self.cleaned_data.get(f"part_{row.slot.pk}", False) for row in self.presence}
        return {row.slot: said[row.slot] for row in self.presence if said[row.slot] != row.present}


def why_parts_stay(day: InternshipDay, formset: Any) -> str:
    """Hours are counted from the parts of the day: once somebody was seen, none is removed, moved or made another kind. Empty: nothing of it."""
    if formset is None or not day.attendances.exists():
        return ""
    for form in formset.forms:
        removed = form.instance.pk and form in formset.deleted_forms if form.is_valid() else False
        moved = form.instance.pk and {"starts", "ends", "kind"} & set(form.changed_data)
        added = not form.instance.pk and form.has_changed() and day.settled_at is not None
        if removed or moved or added:
            return str(_("People have already come to this day, and their hours are counted by its parts. Correct the presence of people instead."))
    return ""
