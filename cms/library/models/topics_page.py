"""The topics: a section of the library, each topic with a page that gathers everything of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from cms.pages.addresses import page_url
from school.foundation.alphabet import by_alphabet

from .routed import RoutedSectionPage, path
from .topics import Topic


class TopicsPage(RoutedSectionPage):
    parent_page_types = ["library.LibraryIndexPage"]
    template = "library/topics_page.html"

    class Meta:
        verbose_name = _("topics")

    def pieces(self) -> models.QuerySet[Any]:
        return Topic.objects.order_by(*by_alphabet(f"name_{self.locale.language_code}"))

    def address_of(self, piece: Any) -> str:
        return f"{page_url(self)}{piece.slug}/"

    @path("")
    def every_topic(self, request: HttpRequest) -> HttpResponse:
        topics = [{"topic": topic, "url": self.address_of(topic)} for topic in self.pieces()]
        return self.render(request, context_overrides={"topics": topics})

    @path("<slug:slug>/")
    def one_topic(self, request: HttpRequest, slug: str) -> HttpResponse:
        from ..topics.gathering import gathered

        topic = get_object_or_404(Topic, slug=slug)
        return self.shown_below(request, slug, template="library/topic.html", context_overrides=gathered(self, topic))

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> Iterator[dict[str, Any]]:
        yield from super().get_sitemap_urls(request)
        here = self.get_full_url(request)
        for slug in Topic.objects.order_by("pk").values_list("slug", flat=True):
            yield {"location": f"{here}{slug}/"}
