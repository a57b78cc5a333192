"""Form of the webinar page's editor."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.pages.editing import PageForm
from courses.learning.editing import OutlineForm

RULES = (
    "starts_at",
    "length_minutes",
    "project",
    "registers",
    "capacity",
    "registration_opens_at",
    "registration_closes_at",
    "live_link",
    "link_minutes",
    "required_percent",
    "pass_mark",
    "gives_certificate",
    "hours",
)


class WebinarForm(PageForm):
    """On a translation date, length, registration and project come from the source language and cannot be edited."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk or self.instance.is_source:
            return
        for name in RULES:
            if name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Comes from the language the webinar was written in.")

    def clean(self) -> dict[str, Any]:
        """Only what could not be kept as a promise: drafts without a date of registration are fine."""
        data = super().clean()
        starts, opens, closes = (data.get(name) for name in ("starts_at", "registration_opens_at", "registration_closes_at"))
        if data.get("registers") and not starts and "starts_at" in self.fields:
            self.add_error("starts_at", _("Say when it is held: people register for a date."))
        if opens and closes and closes <= opens:
            self.add_error("registration_closes_at", _("Registration closes after it opens."))
        if opens and starts and opens >= starts:
            self.add_error("registration_opens_at", _("Registration opens before the webinar begins."))
        return data


class WebinarStepForm(OutlineForm):
    rule_fields = ("webinar", "required")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "webinar" in self.fields and not self.fields["webinar"].disabled and not data.get("webinar") and "webinar" not in self.errors:
            self.add_error("webinar", _("Choose which webinar this step shows."))
        return data


class SeriesForm(PageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A translation has no parts of its own."""
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance.is_source:
            self.formsets.pop("parts", None)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        parts = self.formsets.get("parts")
        if parts is None or not parts.is_valid():  # asked here: the form itself is judged before its rows
            return data
        rows = [row.cleaned_data for row in parts.forms if row.cleaned_data and not row.cleaned_data.get("DELETE")]
        keys = [row["webinar"].translation_key for row in rows if row.get("webinar")]
        if len(set(keys)) < len(keys):
            self.add_error(None, _("One webinar stands here twice. Take one of the two out."))
        return data
