"""A person of the portal: who writes, teaches, speaks. One page each, named elsewhere by its key."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from cms.pages.models import BasePage
from cms.pages.shelves import shelf


class PeoplePage(BasePage):
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["library.PersonPage"]
    max_count_per_parent = 1
    template = "library/people_page.html"

    class Meta:
        verbose_name = _("list of people")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["people"] = PersonPage.objects.child_of(self).live().select_related("portrait").order_by("family_name", "title")
        return context


class PersonPage(BasePage):
    """`title` is the name as it is signed; surname and given name apart are for lists of references."""

    family_name = models.CharField(
        _("surname"), max_length=80, blank=True, help_text=_("Leave both empty for an organisation that signs as an author.")
    )
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    post = models.CharField(_("post"), max_length=200, blank=True, help_text=_("For example: analyst at the centre."))
    about = RichTextField(_("about"), blank=True, features=["bold", "link"])
    portrait = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("portrait")
    )
    orcid = models.CharField(
        "ORCID", max_length=19, blank=True, validators=[RegexValidator(r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$", _("Four groups of four: 0000-0002-1825-0097."))],
    )  # fmt: skip

    content_panels = [
        *BasePage.content_panels[:1],
        MultiFieldPanel([FieldPanel("given_name"), FieldPanel("family_name"), FieldPanel("orcid")], heading=_("In lists of references")),
        FieldPanel("post"),
        FieldPanel("about"),
        FieldPanel("portrait"),
    ]
    parent_page_types = ["library.PeoplePage"]
    subpage_types: list[str] = []
    search_fields = [*BasePage.search_fields, index.SearchField("post"), index.SearchField("about")]
    template = "library/person_page.html"
    preview_modes = Page.DEFAULT_PREVIEW_MODES

    class Meta:
        verbose_name = _("person")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..pieces.listing import pieces_of

        context = super().get_context(request, *args, **kwargs)
        context["pieces"] = pieces_of(self)
        context["shelves"] = shelf.gather("person", self, self.locale.language_code)
        return context

    @property
    def description(self) -> str:
        return self.search_description or self.post
