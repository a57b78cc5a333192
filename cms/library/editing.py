"""Forms behind the editor of the library's pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cms.pages.editing import PageForm


class PieceForm(PageForm):
    """Offers the kinds of the section the piece stands in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = getattr(self.parent_page.specific, "kinds", None) if self.parent_page else None
        if kinds and "kind" in self.fields:
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        since, revised = data.get("published_on"), data.get("revised_on")
        if since and revised and revised < since:
            self.add_error("revised_on", forms.ValidationError(_("It was revised before it was published: check the dates.")))
        return data
