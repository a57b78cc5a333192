"""Pages of webinars: words, written in Wagtail."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cms.pages.blocks import BodyBlock
from cms.pages.models import BasePage
from courses.learning.editing import rule_panel
from courses.learning.models import Instructor
from school.accounts.models import Project

from ..announcing.links import check_live_link
from ..editing import WebinarForm
from .records import ENOUGH, PASS_MARK, Webinar


class WebinarIndexPage(BasePage):
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["webinars.WebinarPage", "webinars.WebinarSeriesPage"]
    max_count_per_parent = 1
    template = "webinars/index_page.html"

    class Meta:
        verbose_name = _("list of webinars")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..presenting import programme
        from ..words.presenting import found_context

        context = super().get_context(request, *args, **kwargs)
        context.update(programme(self.locale.language_code))
        context.update(found_context(request.GET.get("q", ""), self.locale.language_code))
        return context


class WebinarPage(BasePage):
    what_for = StreamField(
        [("point", blocks.CharBlock(max_length=250, label=_("What you will learn")))],
        blank=True,
        verbose_name=_("what it gives"),
        help_text=_("Begin with a verb. For example: choose the tool that suits the story."),
    )
    audience = models.TextField(_("whom it is for"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("materials and notes"))
    starts_at = models.DateTimeField(
        _("starts"), null=True, blank=True, help_text=_("When it is held live. Leave empty for a recording made earlier.")
    )
    length_minutes = models.PositiveIntegerField(_("length in minutes"), default=60, validators=[MinValueValidator(1)])
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("project"))

    registers = models.BooleanField(
        _("people register for it"), default=False,
        help_text=_("They get a place, an event in their calendar, reminders and the way in. Without it the date is only shown."),
    )  # fmt: skip
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("Leave empty if places are not limited. Over the number people wait in a queue; more places let them in at once."),
    )  # fmt: skip
    registration_opens_at = models.DateTimeField(
        _("registration opens"), null=True, blank=True, help_text=_("Leave empty: as soon as it is published.")
    )
    registration_closes_at = models.DateTimeField(
        _("registration closes"), null=True, blank=True, help_text=_("Leave empty: with the end of the webinar.")
    )
    live_link = models.URLField(
        _("link to the live webinar"), max_length=500, blank=True, validators=[check_live_link],
        help_text=_("From any service, beginning with https://. Nobody sees it: registered people press «Enter» here, and are marked as present."),
    )  # fmt: skip
    link_minutes = models.PositiveSmallIntegerField(
        _("minutes before the start to let people in"), default=30, validators=[MaxValueValidator(24 * 60)],
        help_text=_("From then to the end the registered may enter."),
    )  # fmt: skip

    required_percent = models.PositiveSmallIntegerField(
        _("per cent to watch"), default=ENOUGH, validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Whoever has really played that much of the recording has watched it. Watched once, it stays so."),
    )  # fmt: skip
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark of the concluding test, per cent"), default=PASS_MARK, validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("The share of points that is enough, if the recording has a test. Its questions are written under «Questions of the recording»."),
    )  # fmt: skip
    gives_certificate = models.BooleanField(
        _("gives a certificate"),
        default=False,
        help_text=_("It is issued by itself once enough is watched and the concluding test, if there is one, is passed."),
    )
    hours = models.DecimalField(
        _("academic hours on the certificate"), max_digits=5, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(Decimal("0.1"))],
        help_text=_("Leave empty: as long as the recording is. For example: 1.5."),
    )  # fmt: skip

    base_form_class = WebinarForm
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("what_for"), FieldPanel("audience")], heading=_("What people read before watching")),
        InlinePanel("speakers", label=_("speaker"), heading=_("Speakers")),
        FieldPanel("body"),
        rule_panel(["starts_at", "length_minutes", "project"], _("Rules")),
        rule_panel(["required_percent", "pass_mark", "gives_certificate", "hours"], _("Watching the recording")),
        rule_panel(
            ["registers", "capacity", "registration_opens_at", "registration_closes_at", "live_link", "link_minutes"],
            _("Registration and the way in"),
        ),
    ]
    parent_page_types = ["webinars.WebinarIndexPage"]
    subpage_types: list[str] = []
    search_fields = [*BasePage.search_fields, index.SearchField("audience"), index.SearchField("body")]
    template = "webinars/webinar_page.html"

    class Meta:
        verbose_name = _("webinar")

    @property
    def is_source(self) -> bool:
        """Whether this is the language the webinar was created in: its page alone carries the rules."""
        record = Webinar.objects.filter(key=self.translation_key).first()
        return record is None or record.source_locale == self.locale.language_code

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..presenting import webinar_facts

        context = super().get_context(request, *args, **kwargs)
        context.update(webinar_facts(self, request.GET.get("q", ""), light=request.GET.get("light") == "1"))
        return context


class WebinarSpeaker(Orderable):
    page = ParentalKey(WebinarPage, on_delete=models.CASCADE, related_name="speakers")
    instructor = models.ForeignKey(Instructor, on_delete=models.CASCADE, related_name="+", verbose_name=_("speaker"))

    panels = [FieldPanel("instructor")]
