"""The editor's button for a footnote, named in the editor's language: wagtail-footnotes names it in English."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.editors.draftail import features as draftail


@hooks.register("register_rich_text_features", order=10)
def name_footnotes(features: Any) -> None:
    features.register_editor_plugin(
        "draftail",
        "footnotes",
        draftail.EntityFeature(
            {"type": "FOOTNOTES", "icon": "openquote", "description": _("Footnote")},
            js=["wagtailadmin/js/draftail.js", "footnotes/js/footnotes.js"],
            css={"all": ["footnotes/css/footnotes-admin.css"]},
        ),
    )
