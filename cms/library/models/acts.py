"""Pages of the legal base. Facts are written on the page of the source language; publishing copies them to `Act`."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index

from cms.pages.models import BasePage

from ..acts.editing import FACTS, ActForm
from ..acts.enums import ActKind, ActStatus, Body
from ..acts.official import check_official
from .editions import Act
from .sections import SectionPage
from .topics import Topic


class ActsIndexPage(SectionPage):
    parent_page_types = ["library.LibraryIndexPage"]
    subpage_types = ["library.ActPage"]
    template = "library/acts/index_page.html"

    class Meta:
        verbose_name = _("legal base")

    def pieces(self) -> models.QuerySet[Any]:
        return ActPage.objects.child_of(self).live().order_by("-adopted_on", "title")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..acts.catalogue import catalogue

        context = super().get_context(request, *args, **kwargs)
        context.update(catalogue(self, request.GET))
        return context


class ActPage(RoutablePageMixin, BasePage):
    kind = models.CharField(_("kind"), max_length=20, choices=ActKind, default=ActKind.LAW)
    number = models.CharField(_("number"), max_length=40, help_text=_("As the official portal writes it. For example: 851-IV."))
    body = models.CharField(_("adopted by"), max_length=20, choices=Body, default=Body.PARLIAMENT)
    body_name = models.CharField(
        _("name of the body"), max_length=200, blank=True,
        help_text=_("Where the list does not name it. For example: Ministry of Digital Transformation."),
    )  # fmt: skip
    adopted_on = models.DateField(_("adopted"), default=timezone.localdate)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True, help_text=_("Leave empty if you have not seen the date."))
    in_force_to = models.DateField(_("in force to"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=ActStatus, default=ActStatus.UNCHECKED)
    checked_on = models.DateField(_("checked on"), default=timezone.localdate, help_text=_("When somebody last looked it up."))
    official_url = models.URLField(
        _("official address"), max_length=300, blank=True, validators=[check_official],
        help_text=_("On a site of the state, with https. For example: https://zakon.rada.gov.ua/laws/show/851-15."),
    )  # fmt: skip
    replaced_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("replaced by"),
        help_text=_("The act that came instead of this one."),
    )  # fmt: skip
    topics = ParentalManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    official_title = models.CharField(
        _("official title"), max_length=500, blank=True, help_text=_("In the language of the act, if the title above is a translation.")
    )
    status_note = models.CharField(
        _("about the status"), max_length=400, blank=True,
        help_text=_("In words. For example: starts twelve months after martial law has ended."),
    )  # fmt: skip
    checked_source = models.CharField(
        _("source of the status"),
        max_length=300,
        blank=True,
        help_text=_("Where it was looked up. For example: the official portal, edition of 22.02.2026."),
    )
    about = models.TextField(_("what it is about"), blank=True, help_text=_("Our own words, not the act's."))

    base_form_class = ActForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("official_title"),
        FieldPanel("about"),
        MultiFieldPanel(
            [FieldPanel(name) for name in FACTS if name not in ("status", "checked_on", "in_force_from", "in_force_to", "replaced_by")],
            heading=_("Particulars"), help_text=_("The same in every language."),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("status", "status_note", "checked_on", "checked_source", "in_force_from", "in_force_to", "replaced_by")],
            heading=_("Status"), help_text=_("A status is true on the day when it was checked. Readers see that day and the source."),
        ),
        HelpPanel(template="library/acts/admin/editions_panel.html", heading=_("Editions and articles")),
    ]  # fmt: skip
    parent_page_types = ["library.ActsIndexPage"]
    subpage_types: list[str] = []
    search_fields = [
        *BasePage.search_fields, index.SearchField("number", boost=5), index.SearchField("official_title"), index.SearchField("about"),
        index.FilterField("adopted_on"), index.FilterField("status"), index.FilterField("kind"), index.FilterField("body"),
    ]  # fmt: skip
    template = "library/acts/act_page.html"

    class Meta:
        verbose_name = _("act")

    @property
    def record(self) -> Act | None:
        return Act.objects.filter(key=self.translation_key).first()

    @property
    def is_source(self) -> bool:
        """Whether this is the language the act was entered in: its page alone carries the facts."""
        record = self.record
        return record is None or record.source_locale == self.locale.language_code

    @property
    def lapsed(self) -> bool:
        return self.status == ActStatus.LAPSED

    @path("")
    def now(self, request: HttpRequest) -> HttpResponse:
        return BasePage.serve(self, request)

    @path("editions/<int:number>/")
    def edition(self, request: HttpRequest, number: int) -> HttpResponse:
        from ..acts.presenting import edition_facts

        return self._part(request, "library/acts/act_page.html", edition_facts(self, number))

    @path("compare/<int:before>/<int:after>/")
    def compare(self, request: HttpRequest, before: int, after: int) -> HttpResponse:
        from ..acts.presenting import comparison_facts

        return self._part(request, "library/acts/compare.html", comparison_facts(self, before, after))

    def _part(self, request: HttpRequest, template: str, facts: dict[str, Any] | None) -> HttpResponse:
        if facts is None:
            raise Http404
        request.school_page = self  # type: ignore[attr-defined]  # head links and the language switch read it
        return self.render(request, template=template, context_overrides={**facts, "part": True})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..acts.presenting import act_facts

        context = super().get_context(request, *args, **kwargs)
        context.update(act_facts(self))
        return context
