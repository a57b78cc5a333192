"""A series: webinars in the order in which they are watched, named and told of by an editor. It binds nobody, so it has no record."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.models import Orderable

from cms.pages.models import BasePage

from ..editing import SeriesForm
from .pages import WebinarPage


class PartsPanel(InlinePanel):
    """One order in every language: a translation only says where it comes from."""

    def get_bound_panel(self, instance: Any = None, request: Any = None, form: Any = None, prefix: str = "panel") -> Any:
        if instance is None or not instance.pk or instance.is_source:
            return super().get_bound_panel(instance=instance, request=request, form=form, prefix=prefix)
        said = HelpPanel(_("The webinars and their order come from the language the series was written in."), heading=self.heading)
        return said.bind_to_model(self.model).get_bound_panel(instance=instance, request=request, form=form, prefix=prefix)


class WebinarSeriesPage(BasePage):
    base_form_class = SeriesForm
    content_panels = [
        *BasePage.content_panels,
        PartsPanel(
            "parts", label=_("webinar"), heading=_("Webinars in their order"), min_num=1,
            help_text=_("Drag them into the order in which they are watched. In any language: everybody gets the page in their own."),
        ),
    ]  # fmt: skip
    parent_page_types = ["webinars.WebinarIndexPage"]
    subpage_types: list[str] = []
    template = "webinars/series_page.html"

    class Meta:
        verbose_name = _("series of webinars")

    @property
    def source(self) -> WebinarSeriesPage:
        """The page in the language it was created in; a copy made for translation has a later primary key."""
        return WebinarSeriesPage.objects.filter(translation_key=self.translation_key).order_by("pk").first() or self

    @property
    def is_source(self) -> bool:
        return self.source.pk == self.pk

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..series import series_facts

        return super().get_context(request, *args, **kwargs) | series_facts(self)


class SeriesPart(Orderable):
    page = ParentalKey(WebinarSeriesPage, on_delete=models.CASCADE, related_name="parts")
    webinar = models.ForeignKey(WebinarPage, on_delete=models.CASCADE, related_name="+", verbose_name=_("webinar"))

    panels = [FieldPanel("webinar")]
