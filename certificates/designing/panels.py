"""The order of a template's editor: look, words in both languages, facts, pictures, people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface

from .colours import ACCENTS, PAPERS
from .forms import SheetForm, SignatureForm, TemplateForm
from .own.slots import SLOTS
from .own.styles import PROPERTIES
from .versions import issued_by_revision
from .widgets import CodeInput, ColourInput, VariableInput


def _words(language: str, heading: object) -> MultiFieldPanel:
    lines = [FieldPanel(f"{name}_{language}", widget=VariableInput) for name in ("opening", "deed", "note")]
    return MultiFieldPanel([FieldPanel(f"title_{language}"), *lines], heading=heading)


class VersionsPanel(HelpPanel):
    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "rows": issued_by_revision(self.instance)}


class SlotsPanel(HelpPanel):
    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "slots": SLOTS, "properties": sorted(PROPERTIES)}


template_panels = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("name"),
                _words("uk", _("In Ukrainian")),
                _words("en", _("In English")),
                FieldPanel("facts"),
            ],
            heading=_("Words"),
        ),
        ObjectList(
            [
                FieldRowPanel([FieldPanel("design"), FieldPanel("cloth")]),
                FieldPanel("sheet"),
                FieldRowPanel([FieldPanel("paper", widget=ColourInput(choices=PAPERS)), FieldPanel("accent", widget=ColourInput(choices=ACCENTS))]),
                FieldPanel("logos"),
            ],
            heading=_("Look"),
        ),
        ObjectList([FieldPanel("signatories")], heading=_("Who signs")),
        ObjectList([VersionsPanel(template="certificates/designing/versions.html")], heading=_("Versions")),
    ],
    base_form_class=TemplateForm,
)

signature_panels = ObjectList([FieldPanel("name"), FieldPanel("upload")], base_form_class=SignatureForm)


sheet_panels = ObjectList(
    [
        FieldRowPanel([FieldPanel("name"), FieldPanel("lying")]),
        SlotsPanel(template="certificates/designing/slots.html"),
        FieldPanel("html", widget=CodeInput),
        FieldPanel("css", widget=CodeInput),
    ],
    base_form_class=SheetForm,
)
