"""The form of an award rule: the record is chosen by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.internships.models import Internship
from courses.learning.models import Course
from school.foundation.centre import words
from webinars.models import Webinar, WebinarSeriesPage

from ..enums import AwardKind
from ..models import CertificateTemplate

Named = list[tuple[str, str]]


def _courses() -> Named:
    return [(str(key), title) for key, title in Course.objects.order_by("title").values_list("key", "title")]


def _internships() -> Named:
    return [(str(row.key), words(row, "title")) for row in Internship.objects.order_by("title_uk")]


def _webinars() -> Named:
    return [(str(row.key), words(row, "title")) for row in Webinar.objects.order_by("title_uk")]


def _series() -> Named:
    pages = WebinarSeriesPage.objects.filter(locale__language_code=get_language() or "uk").order_by("title")
    return [(str(row.translation_key), row.title) for row in pages]


RECORDS: dict[str, Callable[[], Named]] = {
    AwardKind.COURSE: _courses,
    AwardKind.DAY: _internships,
    AwardKind.WEBINAR: _webinars,
    AwardKind.SERIES: _series,
    AwardKind.ATTENDANCE: _internships,
    AwardKind.THANKS: _courses,
}
GROUPS = [
    (gettext_lazy("Courses"), _courses), (gettext_lazy("Internships"), _internships),
    (gettext_lazy("Webinars"), _webinars), (gettext_lazy("Series of webinars"), _series),
]  # fmt: skip


class RuleForm(WagtailAdminModelForm):
    record_key = forms.ChoiceField(label=gettext_lazy("Only for this record"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grouped = [(label, named()) for label, named in GROUPS]
        self.fields["record_key"].choices = [("", _("all of this kind")), *[row for row in grouped if row[1]], *self._lost(grouped)]
        self.fields["template"].queryset = CertificateTemplate.objects.filter(live=True) | CertificateTemplate.objects.filter(
            pk=self.instance.template_id
        )

    def _lost(self, grouped: list[Any]) -> Named:
        """What a rule names stays choosable when its page is gone."""
        key = self.instance.record_key
        known = {value for _label, named in grouped for value, _name in named}
        return [(key, key)] if key and key not in known else []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        key, kind = data.get("record_key"), data.get("kind")
        if key and kind in RECORDS and key != self.instance.record_key and key not in dict(RECORDS[kind]()):
            said = {"kind": AwardKind(kind).label}
            self.add_error("record_key", ValidationError(_("This record is of another kind than «%(kind)s». Choose one that fits, or all.") % said))
        return data


def name_of(kind: str, key: str) -> str:
    return dict(RECORDS[kind]()).get(key, key) if key else ""
