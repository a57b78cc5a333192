"""What applications of all days are narrowed by. Whatever an address holds, the list answers: what is not known is left out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.foundation.alphabet import ordered

from .models import Application, Internship, InternshipDay

MOST_DAYS = 200


class SiftForm(forms.Form):
    q = forms.CharField(label=_("Name or organisation"), required=False, max_length=100)
    city = forms.ChoiceField(label=_("City"), required=False)
    when = forms.ChoiceField(label=_("Day or programme"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].choices = [("", _("all cities")), *((name, name) for name in cities())]  # type: ignore[attr-defined]
        self.fields["when"].choices = [("", _("all days")), *when_choices()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """What was understood; the rest is as if it had not been asked."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


def cities() -> list[str]:
    return sorted(Application.objects.exclude(city="").order_by().values_list("city", flat=True).distinct(), key=ordered)


def when_choices() -> list[tuple[str, Any]]:
    """Programmes, each with its days under it, the latest first."""
    days = InternshipDay.objects.filter(exact_date=True).select_related("internship").order_by("-starts_at")[:MOST_DAYS]
    under: dict[Internship, list[tuple[str, str]]] = {}
    for day in days:
        under.setdefault(day.internship, []).append((day.code, day.when))
    return [(str(one), [(one.code, _("every day of it")), *rows]) for one, rows in under.items()]
