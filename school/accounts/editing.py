"""Forms and panels of the editor's side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel


class MembershipForm(WagtailAdminModelForm):
    email = forms.EmailField(label=_("Person's e-mail"), help_text=_("The address they sign in with, for example oksana@example.org."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["email"].initial = self.instance.user.email

    def clean_email(self) -> str:
        user = get_user_model().objects.present().filter(email=self.cleaned_data["email"].lower()).first()
        if user is None:
            raise ValidationError(_("Nobody is registered with this e-mail. Ask them to register first."))
        self.instance.user = user
        return user.email

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("until") and said.get("since") and said["until"] < said["since"]:
            self.add_error("until", _("The last day cannot be before the first."))
        return said


ORGANISATION = [
    FieldPanel("name"),
    FieldRowPanel([FieldPanel("edrpou"), FieldPanel("city")]),
    FieldPanel("confirmed"),
]
PROJECT = [
    MultiFieldPanel([FieldPanel("name_uk"), FieldPanel("summary_uk", heading=_("In short, in Ukrainian"))], heading=_("In Ukrainian")),
    MultiFieldPanel([FieldPanel("name_en"), FieldPanel("summary_en", heading=_("In short, in English"))], heading=_("In English")),
    FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
    FieldPanel("goal_cities"),
    FieldPanel("key"),
    FieldPanel("partners"),
]
CONSENT = [
    HelpPanel(
        content=_(
            "A version that somebody agreed to cannot be changed. To change the words, add a new version: people are asked to agree to it the next time they enrol. A consent to the name in the register stands as it was given, until it is withdrawn."
        )
    ),
    FieldPanel("purpose"),
    FieldRowPanel([FieldPanel("version"), FieldPanel("in_force_at")]),
    FieldPanel("text_uk"),
    FieldPanel("text_en"),
]
MEMBERSHIP = [
    FieldPanel("email"),
    FieldPanel("organisation"),
    FieldPanel("role"),
    FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
]
