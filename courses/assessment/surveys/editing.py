"""The form's editor: each question has what its kind needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from . import asking


class SurveyTemplateForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any]:
        data = super().clean()
        formset = getattr(self, "formsets", {}).get("questions")
        if formset is not None and formset.is_valid():  # asked here: the form itself is judged before its questions
            for row in formset.forms:
                if row.cleaned_data and not row.cleaned_data.get("DELETE"):
                    self._judge(row)
        return data

    def _judge(self, row: forms.BaseForm) -> None:
        said = row.cleaned_data
        if not asking.named(said["kind"]).has_options:
            return
        uk, en = ([line for line in said.get(name, "").splitlines() if line.strip()] for name in ("options_uk", "options_en"))
        if len(uk) < 2 or len({line.strip() for line in uk}) < len(uk):
            self._refuse(row, "options_uk", _("Write at least two different answers, one to a line."))
        elif en and len(en) != len(uk):
            self._refuse(row, "options_en", _("There must be as many answers in English as in Ukrainian, or none."))

    def _refuse(self, row: forms.BaseForm, name: str, text: Any) -> None:
        row.add_error(name, text)
        self.add_error(None, _("A question is not ready: see what is written at its answers."))
