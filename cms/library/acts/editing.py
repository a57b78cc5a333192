"""The act's form in the editor."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.pages.editing import PageForm

from .enums import ActStatus

FACTS = (
    "kind",
    "number",
    "body",
    "body_name",
    "adopted_on",
    "official_url",
    "topics",
    "status",
    "checked_on",
    "in_force_from",
    "in_force_to",
    "replaced_by",
)


class ActForm(PageForm):
    """On a translation the facts come from the source language and cannot be edited."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance.is_source:
            for name in FACTS:
                if name in self.fields:
                    self.fields[name].disabled = True
                    self.fields[name].help_text = _("Comes from the language the act was entered in.")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        begins, ends = data.get("in_force_from"), data.get("in_force_to")
        if begins and ends and ends < begins:
            self.add_error("in_force_to", _("It ends before it begins."))
        if data.get("status") != ActStatus.UNCHECKED and not data.get("checked_source"):
            self.add_error("checked_source", _("Say where the status was looked up: readers see it beside the status."))
        if data.get("replaced_by") and data["replaced_by"].translation_key == self.instance.translation_key:
            self.add_error("replaced_by", _("An act cannot replace itself."))
        if (twin := self._twin(data)) is not None:
            self.add_error("number", _("This act is here already: «%(title)s».") % {"title": twin.title})
        return data

    def _twin(self, data: dict[str, Any]) -> Any:
        """The same number of the same body on the same day, on another act's page."""
        same = {name: data.get(name) for name in ("number", "body", "adopted_on")}
        if not all(same.values()):
            return None
        return type(self.instance)._default_manager.filter(**same).exclude(translation_key=self.instance.translation_key).first()
