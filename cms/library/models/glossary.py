"""The glossary: a section of the library, each term with an address that lasts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from cms.pages.addresses import page_url

from .routed import RoutedSectionPage, path
from .terms import Term


class GlossaryPage(RoutedSectionPage):
    parent_page_types = ["library.LibraryIndexPage"]
    template = "library/glossary_page.html"

    class Meta:
        verbose_name = _("glossary")

    def pieces(self) -> models.QuerySet[Any]:
        return Term.objects.live().order_by("-changed_at")

    def address_of(self, piece: Any) -> str:
        return f"{page_url(self)}{piece.slug}/"

    @path("")
    def every_term(self, request: HttpRequest) -> HttpResponse:
        from ..glossary.showing import listed

        return self.render(request, context_overrides=listed(self, request.GET.get("q", "")))

    @path("<slug:slug>/")
    def one_term(self, request: HttpRequest, slug: str) -> HttpResponse:
        from ..glossary.showing import told

        term = get_object_or_404(Term.objects.live(), slug=slug)
        return self.shown_below(request, slug, template="library/term.html", context_overrides=told(self, term))

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> Iterator[dict[str, Any]]:
        yield from super().get_sitemap_urls(request)
        here = self.get_full_url(request)
        for slug, changed in Term.objects.live().order_by("pk").values_list("slug", "changed_at"):
            yield {"location": f"{here}{slug}/", "lastmod": changed}
