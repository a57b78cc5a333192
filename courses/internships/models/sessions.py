"""A step of a course that takes place in a room: words; when and where is of each run (Meeting)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.pages.blocks import BodyBlock
from cms.pages.models import BasePage
from courses.learning.editing import rule_panel
from courses.learning.enums import CompletionRule
from courses.learning.models.pages import ActivityPage

from ..editing import SessionForm


class SessionPage(ActivityPage):
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("what we do together"))

    kind = "session"
    base_form_class = SessionForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body", help_text=_("What will be done, what to bring. When and where is said by each run.")),
        rule_panel(
            [
                FieldPanel("minutes", help_text=_("Minutes of learning without the breaks. For example: 90, two academic hours.")),
                FieldPanel("required", help_text=_("Clear the mark for a meeting one may miss: the certificate does not wait for it.")),
            ],
            _("Rules"),
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    template = "internships/session_page.html"

    class Meta:
        verbose_name = _("meeting in a room")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.completion = CompletionRule.ATTENDED
        super().full_clean(*args, **kwargs)
