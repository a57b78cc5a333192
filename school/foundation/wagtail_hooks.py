from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .mail import purposes
from .models import LetterWording


def _choices() -> list[tuple[str, Any]]:
    return [(purpose.name, purpose.label) for purpose in purposes()]


class LetterWordingViewSet(SnippetViewSet):
    model = LetterWording
    icon = "mail"
    menu_label = _("Letters")
    list_display = ["purpose", "language", "subject"]
    list_filter = ["language"]
    panels = [
        FieldPanel("purpose", widget=forms.Select(choices=_choices)),
        FieldPanel("language"),
        FieldPanel("subject"),
        FieldPanel("body"),
        FieldPanel("button"),
        HelpPanel(content=_("Where nothing is written here, the school's own words are used.")),
    ]


register_snippet(LetterWordingViewSet)
