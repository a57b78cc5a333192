"""The form behind a mini-case in the editor."""

from __future__ import annotations

from typing import Any

from cms.pages.editing import PageForm


class CaseForm(PageForm):
    """Another city chosen, another name: the page keeps the words of the city that is chosen now."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("city") and "city" in self.changed_data:
            data["city_name_uk"] = data["city_name_en"] = data["oblast"] = ""
        return data
