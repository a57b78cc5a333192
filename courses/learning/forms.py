"""Forms of enrolment and of running a course. Days are Kyiv days: «till 5 May» ends when the 5th is over."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from school.accounts.models import Project
from school.foundation.calendar import KYIV, deadline, last_day

from .enums import EnrolmentMode
from .models import CourseRun, ScheduledModule


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, help_text=help_text, widget=DayInput(), input_formats=["%Y-%m-%d", "%d.%m.%Y"])


def first_instant(day: Any) -> datetime:
    return datetime.combine(day, time.min, tzinfo=KYIV)


class RunForm(forms.Form):
    name_uk = forms.CharField(label=_("Name of the run in Ukrainian"), max_length=120, help_text=_("For example: Осінь – 2."))
    name_en = forms.CharField(label=_("Name of the run in English"), max_length=120, required=False, help_text=_("For example: Autumn – 2."))
    enrolment_opens = day_field(_("Enrolment opens"))
    enrolment_closes = day_field(_("Last day of enrolment"), required=False, help_text=_("Leave empty: open as long as the run goes on."))
    starts = day_field(_("Learning starts"))
    ends = day_field(_("Last day of learning"), required=False, help_text=_("Leave empty: everyone learns at their own pace."))
    capacity = forms.IntegerField(label=_("Places"), required=False, min_value=1, max_value=100_000, help_text=_("Leave empty: as many as come."))
    mode = forms.ChoiceField(label=_("Who may enrol"), choices=EnrolmentMode.choices, initial=EnrolmentMode.OPEN, widget=forms.RadioSelect)
    enrolment_key = forms.CharField(
        label=_("Enrolment key"), max_length=40, required=False, help_text=_("A word you give to your group. For example: Поділля-2026.")
    )
    project = forms.ModelChoiceField(label=_("Project"), queryset=Project.objects.none(), required=False)
    gives_certificate = forms.BooleanField(
        label=_("Finishing it gives a certificate"), required=False, initial=True,
        help_text=_("Clear the mark for a run that only concludes something else, for example the test after an internship day."),
    )  # fmt: skip
    in_room = forms.BooleanField(
        label=_("Taught in a room"), required=False,
        help_text=_("The meetings of the course are then steps of this run. Plan their dates on the page of the run."),
    )  # fmt: skip

    def __init__(self, *args: Any, run: CourseRun | None = None, **kwargs: Any) -> None:
        if run is not None:
            kwargs["initial"] = _initial(run) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.all()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, closes = data.get("enrolment_opens"), data.get("enrolment_closes")
        starts, ends = data.get("starts"), data.get("ends")
        if opens and closes and closes < opens:
            self.add_error("enrolment_closes", _("The last day of enrolment is before its first."))
        if starts and ends and ends < starts:
            self.add_error("ends", _("Learning ends before it starts."))
        if data.get("mode") == EnrolmentMode.KEY and not data.get("enrolment_key", "").strip():
            self.add_error("enrolment_key", _("Give the key people will type."))
        return data

    def values(self) -> dict[str, Any]:
        """Keyword arguments of open_run and change_run."""
        data = self.cleaned_data
        return {
            "name_uk": data["name_uk"],
            "name_en": data["name_en"],
            "enrolment_opens_at": first_instant(data["enrolment_opens"]),
            "enrolment_closes_at": deadline(data["enrolment_closes"]) if data["enrolment_closes"] else None,
            "starts_at": first_instant(data["starts"]),
            "ends_at": deadline(data["ends"]) if data["ends"] else None,
            "mode": data["mode"],
            "enrolment_key": data["enrolment_key"].strip(),
            "capacity": data["capacity"],
            "project": data["project"],
            "gives_certificate": data["gives_certificate"],
            "in_room": data["in_room"],
        }


def _initial(run: CourseRun) -> dict[str, Any]:
    return {
        "name_uk": run.name_uk,
        "name_en": run.name_en,
        "enrolment_opens": run.enrolment_opens_at.astimezone(KYIV).date(),
        "enrolment_closes": last_day(run.enrolment_closes_at) if run.enrolment_closes_at else None,
        "starts": run.starts_at.astimezone(KYIV).date(),
        "ends": last_day(run.ends_at) if run.ends_at else None,
        "mode": run.mode,
        "enrolment_key": run.enrolment_key,
        "capacity": run.offer.capacity,
        "project": run.project,
        "gives_certificate": run.gives_certificate,
        "in_room": run.in_room,
    }


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("The person reads it in a letter.")
    )


class ImportForm(forms.Form):
    file = forms.FileField(label=_("List of people"), help_text=_("CSV or XLSX with a heading line. Only the e-mail is obligatory."))


class InviteForm(forms.Form):
    emails = forms.CharField(
        label=_("E-mail addresses"), widget=forms.Textarea(attrs={"rows": 6}), help_text=_("One a line, or separated by commas.")
    )

    def clean_emails(self) -> list[str]:
        found = [part.strip().lower() for part in self.cleaned_data["emails"].replace(";", ",").replace("\n", ",").split(",") if part.strip()]
        wrong = []
        for address in found:
            try:
                validate_email(address)
            except forms.ValidationError:
                wrong.append(address)
        if wrong:
            raise forms.ValidationError(_("These are not e-mail addresses: %(list)s"), params={"list": ", ".join(wrong[:5])})
        return list(dict.fromkeys(found))


class ReleaseForm(forms.Form):
    module = forms.ModelChoiceField(queryset=ScheduledModule.objects.none())
    at = day_field(_("Opens on"), required=False)

    def __init__(self, *args: Any, run: CourseRun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["module"].queryset = run.modules.all()


class TrainerForm(forms.Form):
    email = forms.EmailField(label=_("E-mail of the trainer"), help_text=_("The person must have an account."))
