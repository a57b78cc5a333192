"""The library's front door, and what every section of it has."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.pages.addresses import page_url
from cms.pages.models import BasePage

SHOWN = 4  # of each section on the library's front door


class SectionPage(BasePage):
    """Base of the pages that list one kind of piece: acts, terms, articles, cases. A section says what it holds."""

    max_count_per_parent = 1

    class Meta:
        abstract = True

    def pieces(self) -> models.QuerySet[Any]:
        """What the section lists, the most useful first. Each has a `title`."""
        return Page.objects.child_of(self).live().specific().order_by("-first_published_at")

    def address_of(self, piece: Any) -> str:
        """Where one of its pieces is read; a section of records, which are no pages, says so itself."""
        return page_url(piece)


class LibraryIndexPage(BasePage):
    parent_page_types = ["pages.HomePage"]
    template = "library/index_page.html"

    class Meta:
        verbose_name = _("library")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = [_shown(page) for page in self.get_children().live().specific() if isinstance(page, SectionPage)]
        return context


def _shown(page: SectionPage) -> dict[str, Any]:
    pieces = page.pieces()
    shown = [{"title": piece.title, "url": page.address_of(piece)} for piece in pieces[:SHOWN]]
    return {"page": page, "total": pieces.count(), "pieces": shown}
