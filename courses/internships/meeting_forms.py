"""Forms of meetings: a date and hours of Kyiv, the room, who teaches; times on the list; a correction with its reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.learning.forms import day_field
from courses.learning.models import CourseRun
from school.accounts.models import User
from school.foundation.calendar import KYIV

from .meetings import Plan, why_not
from .models import Meeting
from .moving_forms import HourInput

WORDS = ("room_uk", "room_en", "address_uk", "address_en")


class TrainerField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


class MeetingForm(forms.Form):
    date = day_field(_("Date"))
    starts = forms.TimeField(label=_("Starts"), widget=HourInput())
    ends = forms.TimeField(label=_("Ends"), widget=HourInput(), help_text=_("With the breaks."))
    room_uk = forms.CharField(label=_("Room in Ukrainian"), max_length=200, help_text=_("For example: комп’ютерний клас, кімната 12."))
    room_en = forms.CharField(label=_("Room in English"), max_length=200, required=False)
    address_uk = forms.CharField(label=_("Address in Ukrainian"), max_length=250)
    address_en = forms.CharField(label=_("Address in English"), max_length=250, required=False)
    trainer = TrainerField(label=_("Who teaches"), queryset=User.objects.none(), required=False)

    def __init__(self, *args: Any, run: CourseRun, meeting: Meeting | None = None, like: Meeting | None = None, **kwargs: Any) -> None:
        """`like`: the meeting before it, whose room and hours are most likely the same."""
        self.meeting = meeting
        kwargs["initial"] = _initial(meeting) if meeting else _likely(like) if like else {}
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["trainer"].queryset = User.objects.filter(teaching__course=run.course, teaching__dismissed_at=None, is_active=True).distinct()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"starts", "ends"} <= data.keys() and data["ends"] <= data["starts"]:
            self.add_error("ends", _("The meeting ends before it starts."))
        return data

    def _at(self, name: str) -> datetime:
        return datetime.combine(self.cleaned_data["date"], self.cleaned_data[name], tzinfo=KYIV)

    @property
    def plan(self) -> Plan:
        data = self.cleaned_data
        words = {name: data[name] for name in WORDS}
        return Plan(starts_at=self._at("starts"), ends_at=self._at("ends"), trainer=data["trainer"], **words)


class MoveMeetingForm(MeetingForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody enrolled reads it in a letter. Not needed when only the trainer changes."),
    )  # fmt: skip
    sequence = forms.IntegerField(widget=forms.HiddenInput)  # of the meeting that was looked at

    def __init__(self, *args: Any, run: CourseRun, meeting: Meeting, **kwargs: Any) -> None:
        self.before = meeting
        super().__init__(*args, run=run, meeting=meeting, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("sequence") not in (None, self.before.sequence):
            self.add_error(None, _("Somebody has moved the meeting meanwhile. Nothing was changed; look at it again."))
        if self.errors:
            return data
        if not (changes := self.plan.changes(self.before)):
            self.add_error(None, _("The meeting is already then and there: there is nothing to change."))
        elif refused := why_not(self.before, self.plan):
            self.add_error("date", refused[1])
        elif changes != ["trainer"] and not data["reason"].strip():
            self.add_error("reason", _("Say why: people read the reason in a letter."))
        return data


def _likely(meeting: Meeting) -> dict[str, Any]:
    start, end = meeting.starts_at.astimezone(KYIV), meeting.ends_at.astimezone(KYIV)
    words = {name: getattr(meeting, name) for name in WORDS}
    return {"starts": start.time(), "ends": end.time(), "trainer": meeting.trainer_id, **words}


def _initial(meeting: Meeting) -> dict[str, Any]:
    return {**_likely(meeting), "date": meeting.date, "sequence": meeting.sequence}


class TimesForm(forms.Form):
    """When somebody came and left, where it was not from the start till the end."""

    arrived = forms.TimeField(label=_("Came at"), required=False, widget=HourInput(), help_text=_("Leave empty: from the start."))
    left = forms.TimeField(label=_("Left at"), required=False, widget=HourInput(), help_text=_("Leave empty: till the end."))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        arrived, left = self.at("arrived"), self.at("left")
        for name, moment in (("arrived", arrived), ("left", left)):
            if moment is not None and not self.meeting.starts_at <= moment <= self.meeting.ends_at:
                self.add_error(name, _("This is not within the meeting."))
        if arrived and left and left <= arrived:
            self.add_error("left", _("Left before coming."))
        return data

    def at(self, name: str) -> datetime | None:
        """On the date of the meeting, in Kyiv; the start itself is no late coming."""
        said = self.cleaned_data.get(name)
        if said is None:
            return None
        moment = datetime.combine(self.meeting.date, said, tzinfo=KYIV)
        return None if moment == (self.meeting.starts_at if name == "arrived" else self.meeting.ends_at) else moment

    @property
    def times(self) -> dict[str, datetime | None]:
        return {"arrived_at": self.at("arrived"), "left_at": self.at("left")}


class CorrectionForm(TimesForm):
    present = forms.ChoiceField(
        label=_("Presence"), choices=[("yes", _("was at the meeting")), ("no", _("was not at the meeting"))], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays with the correction. For example: was entered on the paper list by mistake."),
    )  # fmt: skip
    field_order = ["present", "arrived", "left", "reason"]
