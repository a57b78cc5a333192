"""Forms: applying for a day, arranging one. Days are Kyiv days."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from courses.learning.enums import CompletionRule
from courses.learning.models import CourseRun, ScheduledActivity
from school.foundation.calendar import deadline, last_day

from .choosing import why_too_few
from .confirming import QUIET
from .days import MOVED, save_day
from .enums import GroupPolicy
from .models import Internship, InternshipDay
from .presence_forms import why_parts_stay


class ApplicationForm(forms.Form):
    why = forms.CharField(
        label=_("Why you want to come"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Two or three sentences. For example: we are starting an electronic register and want to see how it works elsewhere."),
    )  # fmt: skip
    topics = forms.CharField(
        label=_("What you are most interested in"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Departments, services or questions. Those who receive you will prepare."),
    )  # fmt: skip
    needs = forms.CharField(
        label=_("What we should prepare for you"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A ramp, sign language, food. Only the coordinators see this; it is erased a week after the day."),
    )  # fmt: skip


class SuperiorForm(forms.Form):
    """Who answers for the applicant at work."""

    superior_name = forms.CharField(label=_("Name of your superior"), max_length=150, help_text=_("For example: Ірина Петрівна Бойко."))
    superior_email = forms.EmailField(
        label=_("E-mail of your superior"),
        help_text=_("We will send a link by which they approve or decline. They need no account."),
    )

    def __init__(self, *args: Any, applicant: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.applicant = applicant

    def clean_superior_email(self) -> str:
        email = self.cleaned_data["superior_email"].lower()
        if email == self.applicant.email.lower():
            raise forms.ValidationError(_("This is your own address. Somebody else has to approve."))
        return email


class ApprovedApplicationForm(SuperiorForm, ApplicationForm):
    """Applying for a day that asks for the superior's word."""

    field_order = ["why", "topics", "needs", "superior_name", "superior_email"]


class SeatsForm(forms.Form):
    """How many seats an organisation asks for, and how it waits for them."""

    size = forms.IntegerField(label=_("Seats"), min_value=1, max_value=100, help_text=_("You will name the people later."))
    policy = forms.ChoiceField(
        label=_("If there are too few places"), choices=GroupPolicy, widget=forms.RadioSelect, initial=GroupPolicy.AS_THEY_COME
    )


class NameForm(forms.Form):
    """Who takes a seat."""

    email = forms.EmailField(label=_("E-mail"))
    surname = forms.CharField(label=_("Surname"), max_length=100)
    given_name = forms.CharField(label=_("Given name"), max_length=100)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=100, required=False)
    position = forms.CharField(label=_("Position"), max_length=200, required=False)


class DayForm(WagtailAdminModelForm):
    """The day in Wagtail, with what the record keeps elsewhere: places, the last day of applications, whether it is shown."""

    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=10_000, required=False, help_text=_("Leave empty: as many as come."))
    apply_by = forms.DateField(label=_("Last day of applications"), widget=AdminDateInput)
    confirm_by = forms.DateField(
        label=_("Last day to confirm"), widget=AdminDateInput, required=False,
        help_text=_("Leave empty: whoever is accepted need not confirm. Places not confirmed by then go to those who wait."),
    )  # fmt: skip
    cancel_by = forms.DateField(
        label=_("Last day to cancel on the site"), widget=AdminDateInput, required=False,
        help_text=_("Later people are told to call; you can still take a place back."),
    )  # fmt: skip
    shown = forms.BooleanField(label=_("Show on the site"), required=False, help_text=_("Applications are taken only while the day is shown."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day: InternshipDay = self.instance
        if "internship" in self.fields:
            self.fields["internship"].queryset = Internship.objects.filter(retired_at=None) | Internship.objects.filter(pk=day.internship_id)
        if "concluding" in self.fields:
            tested = ScheduledActivity.objects.in_force().filter(required=True, completion=CompletionRule.PASSED).values("run")
            runs = CourseRun.objects.filter(pk__in=CourseRun.objects.not_over().filter(pk__in=tested).values("pk")) | CourseRun.objects.filter(
                pk=day.concluding_id
            )
            self.fields["concluding"].queryset = runs.select_related("course")
        if day.pk:
            self.initial |= {"capacity": day.offer.wanted, "apply_by": last_day(day.apply_by_at), "shown": day.published_at is not None}
            self.initial |= {name: last_day(at) for name, at in (("confirm_by", day.confirm_by_at), ("cancel_by", day.cancel_by_at)) if at}

            self._keep_still(day)

    def _keep_still(self, day: InternshipDay) -> None:
        """Once somebody has applied, the date and the place are promised: they change on the page that writes to people."""
        if not day.applications.current().exists():
            return
        text = _('People have applied. To change this, <a href="{url}">move the day</a>: you see whom it touches, and they are written to.')
        for name in MOVED:
            if name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].help_text = format_html(str(text), url=reverse("internships:move_day", args=[day.code]))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts, ends, last = data.get("starts_at"), data.get("ends_at"), data.get("apply_by")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The day ends before it starts."))
        if starts and last and deadline(last) > starts:
            self.add_error("apply_by", _("Applications must end before the day itself."))
        run = data.get("concluding")
        if run and run.ends_at and ends and run.ends_at <= ends:
            self.add_error("concluding", _("This run is over before the day ends: nobody could do the test."))
        self._clean_order(data)
        self._clean_promises(data)
        return data

    def _clean_order(self, data: dict[str, Any]) -> None:
        """Applications end, then people confirm and may cancel, then the day comes."""
        starts, last = data.get("starts_at"), data.get("apply_by")
        if not starts or not last:
            return
        for name, end in (("confirm_by", starts - QUIET), ("cancel_by", starts)):
            said = data.get(name)
            if said and said < last:
                self.add_error(name, _("This is before applications end."))
            elif said and deadline(said) > end:
                self.add_error(name, _("This must be before the day itself."))

    def _clean_promises(self, data: dict[str, Any]) -> None:
        """What people were promised is not taken away silently."""
        day: InternshipDay = self.instance
        if not day.pk:
            return
        capacity = data.get("capacity")
        if capacity is not None and capacity < day.offer.taken and capacity != day.offer.wanted:
            text = _('{n} people already have a place. To have fewer, <a href="{url}">change the number of places</a>: nobody loses theirs.')
            where = reverse("internships:day_places", args=[day.code])
            self.add_error("capacity", format_html(str(text), n=day.offer.taken, url=where))
        formset = self.formsets.get("kept_places")
        if not self.errors and formset is not None and formset.is_valid():
            kept = [one.instance for one in formset.forms if one.has_changed() or one.instance.pk if not one.cleaned_data.get("DELETE")]
            limits = {name: data.get(name) for name in ("per_city", "per_organisation")}
            if wrong := why_too_few(day, capacity=capacity, limits=limits, kept=kept):
                self.add_error(*wrong)
        if wrong_parts := why_parts_stay(day, self.formsets.get("slots")):
            self.add_error(None, wrong_parts)
        if not data.get("shown") and day.applications.current().exists():
            self.add_error("shown", _("People have applied for this day. Cancel it instead of hiding it."))

    def save(self, commit: bool = True) -> InternshipDay:
        day = super().save(commit=False)
        day.apply_by_at = deadline(self.cleaned_data["apply_by"])
        for name in ("confirm_by", "cancel_by"):
            said = self.cleaned_data.get(name)
            setattr(day, f"{name}_at", deadline(said) if said else None)
        return save_day(day=day, capacity=self.cleaned_data["capacity"], shown=self.cleaned_data["shown"], actor=self.for_user, gently=True)
