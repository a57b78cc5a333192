"""Ordering a stick, and handing in what was watched from one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import StickForm, Webinar

LARGEST = 200_000  # bytes of a progress file


class StickOrder(forms.Form):
    webinars = forms.ModelMultipleChoiceField(
        Webinar.objects.none(), label=gettext_lazy("Recordings"), error_messages={"required": gettext_lazy("Choose at least one recording.")}
    )
    form = forms.ChoiceField(choices=StickForm.choices, initial=StickForm.VIDEO, label=gettext_lazy("What to put on it"))

    def __init__(self, *args: Any, webinars: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["webinars"].queryset = webinars


class HandIn(forms.Form):
    file = forms.FileField(required=False, label=gettext_lazy("Progress file"))
    text = forms.CharField(required=False, label=gettext_lazy("or its text"), max_length=LARGEST, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        upload = data.get("file")
        if upload is not None and upload.size > LARGEST:
            raise forms.ValidationError(_("This file is too large for a progress file."))
        data["told"] = upload.read().decode("utf-8", "replace") if upload is not None else data.get("text", "")
        if not data["told"].strip():
            raise forms.ValidationError(_("Choose the progress file or paste its text."))
        return data
