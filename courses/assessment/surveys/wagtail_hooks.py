"""Feedback forms in Wagtail. What was opened from a form keeps its own copy, so a form may change at any time."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import SurveyTemplate

QUESTION_PANELS = [
    FieldRowPanel([FieldPanel("kind"), FieldPanel("required")]),
    FieldRowPanel([FieldPanel("text_uk"), FieldPanel("text_en")]),
    FieldRowPanel([FieldPanel("low_uk"), FieldPanel("low_en")]),
    FieldRowPanel([FieldPanel("high_uk"), FieldPanel("high_en")]),
    FieldRowPanel([FieldPanel("options_uk"), FieldPanel("options_en")]),
]
TEMPLATE_PANELS = ObjectList(
    [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("title_uk"), FieldPanel("title_en")]), FieldRowPanel([FieldPanel("intro_uk"), FieldPanel("intro_en")])],
            heading=_("What people read first"),
        ),
        MultiFieldPanel([FieldPanel("secret"), FieldPanel("default")], heading=_("How it is used")),
        InlinePanel(
            "questions",
            panels=QUESTION_PANELS,
            label=_("question"),
            heading=_("Questions"),
            min_num=1,
            max_num=20,
            help_text=_("Seven questions are answered gladly, twenty are not. A survey that is already open keeps the questions it was opened with."),
        ),
    ],
    base_form_class=SurveyTemplate.base_form_class,
)


class SurveyTemplateViewSet(SnippetViewSet):
    model = SurveyTemplate
    icon = "form"
    menu_label = _("Feedback forms")
    list_display = ["title_uk", "secret", "default"]
    search_fields = ["title_uk", "title_en"]
    search_backend_name = None
    edit_handler = TEMPLATE_PANELS
    copy_view_enabled = False
    inspect_view_enabled = False


register_snippet(SurveyTemplateViewSet)
