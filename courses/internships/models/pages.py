"""Pages of the programme: words. Hours, which bind people, are copied to the record by publish_internship."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.pages.blocks import BodyBlock, FoldBlock
from cms.pages.models import BasePage
from courses.learning.editing import rule_panel

from ..editing import InternshipForm
from .days import Internship


class InternshipIndexPage(BasePage):
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["internships.InternshipPage"]
    max_count_per_parent = 1
    template = "internships/index_page.html"

    class Meta:
        verbose_name = _("list of internships")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..presenting import programmes

        context = super().get_context(request, *args, **kwargs)
        context.update(programmes(self.locale.language_code))
        return context


class InternshipPage(BasePage):
    for_whom = models.TextField(_("whom it is for"), blank=True)
    goals = StreamField(
        [("goal", blocks.CharBlock(max_length=250, label=_("Goal")))],
        blank=True,
        verbose_name=_("what people take home"),
        help_text=_("Begin with a verb. For example: see how one decision of the council is made without paper."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("what you will see"))
    how_to_get_there = models.TextField(_("how to get there"), blank=True)
    questions = StreamField([("question", FoldBlock(label=_("Question and answer")))], blank=True, verbose_name=_("questions and answers"))
    hours = models.DecimalField(
        _("academic hours"), max_digits=4, decimal_places=1, default=8, null=True, blank=True, validators=[MinValueValidator(0.5)],
        help_text=_("An academic hour is 45 minutes. Leave empty for a programme of the past whose hours nobody knows."),
    )  # fmt: skip

    base_form_class = InternshipForm
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("for_whom"), FieldPanel("goals")], heading=_("What people read before applying")),
        FieldPanel("body"),
        FieldPanel("how_to_get_there"),
        FieldPanel("questions"),
        rule_panel(["hours"], _("Rules")),
    ]
    parent_page_types = ["internships.InternshipIndexPage"]
    subpage_types: list[str] = []
    search_fields = [*BasePage.search_fields, index.SearchField("for_whom"), index.SearchField("body")]
    template = "internships/internship_page.html"

    class Meta:
        verbose_name = _("internship programme")

    @property
    def is_source(self) -> bool:
        """Whether this is the language the programme was created in: its page alone carries the rules."""
        record = Internship.objects.filter(key=self.translation_key).first()
        return record is None or record.source_locale == self.locale.language_code

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..presenting import programme_facts

        context = super().get_context(request, *args, **kwargs)
        context.update(programme_facts(self))
        return context
