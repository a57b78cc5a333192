from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from school.accounts.forms import LatinField, NameField

from .models import Certificate


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The holder reads it in a letter, and everyone on the page of the certificate."),
    )


class ReplaceForm(RevokeForm):
    surname = NameField(label=_("Surname"))
    given_name = NameField(label=_("Given name"))
    patronymic = NameField(label=_("Patronymic"), required=False)
    latin_name = LatinField(label=_("Name in Latin letters"), max_length=120, required=False, help_text=_("For example: Olena Kravchuk."))
    what = forms.CharField(label=_("Title of what was finished"), max_length=255)
    result = forms.CharField(label=_("Result"), max_length=48)

    field_order = ["surname", "given_name", "patronymic", "latin_name", "what", "result", "reason"]

    def __init__(self, *args: Any, certificate: Certificate, other_hours: bool = False, **kwargs: Any) -> None:
        self.other_hours = other_hours
        self.before = {name: certificate.frozen[name] for name in self.base_fields if name != "reason"}
        super().__init__(*args, initial=self.before, **kwargs)
        if not self.before["result"]:  # a statement and thanks have none
            del self.fields["result"]

    @property
    def changes(self) -> dict[str, str]:
        """Only the words that differ from the printed ones."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason" and value != self.before[name]}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self.changes and not self.other_hours:
            raise ValidationError(_("Nothing differs from the printed words. Correct at least one line."))
        return data
