"""A webinar as a step of a course: the step says which one and why; the recording stays the webinar's."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.pages.blocks import BodyBlock
from cms.pages.models import BasePage
from courses.learning.editing import rule_panel
from courses.learning.enums import CompletionRule
from courses.learning.models.pages import ActivityPage

from ..editing import WebinarStepForm
from .pages import WebinarPage
from .records import Webinar


class WebinarStepPage(ActivityPage):
    """`webinar` is a page in one language; what counts is its key, so each language of the course plays its own."""

    webinar = models.ForeignKey(
        WebinarPage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("webinar"),
        help_text=_("Published and with its recording. In any language: everybody gets the page in their own."),
    )  # fmt: skip
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("words before watching"))

    kind = "webinar"
    base_form_class = WebinarStepForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body", help_text=_("What to look out for, what to do afterwards. May be empty.")),
        rule_panel(
            [
                FieldPanel("webinar"),
                FieldPanel("required", help_text=_("Clear the mark for a webinar one may miss: the certificate does not wait for it.")),
            ],
            _("Rules"),
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    template = "webinars/step_page.html"

    class Meta:
        verbose_name = _("webinar in a course")

    @property
    def record(self) -> Webinar | None:
        return Webinar.objects.filter(key=self.webinar.translation_key).first() if self.webinar else None

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """It takes as long as its recording."""
        self.completion = CompletionRule.WATCHED
        if record := self.record:
            self.minutes = record.minutes
        super().full_clean(*args, **kwargs)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("As a learner sees it")), ("public", _("Public address"))]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return self.template if mode_name == "public" else "webinars/step_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from ..steps.presenting import shown_in_preview

        context = self.get_context(request)
        return context if mode_name == "public" else context | shown_in_preview(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..steps.presenting import shown_page_of

        return super().get_context(request, *args, **kwargs) | {"shown": shown_page_of(self)}
