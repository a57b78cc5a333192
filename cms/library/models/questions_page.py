"""Readers' questions: published answers, one by one, and the form by which one asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from cms.pages.addresses import page_url

from .questions import ReaderQuestion
from .routed import RoutedSectionPage, path


class QuestionsPage(RoutedSectionPage):
    parent_page_types = ["library.LibraryIndexPage"]
    template = "library/questions/index_page.html"

    class Meta:
        verbose_name = _("readers' questions")

    def pieces(self) -> models.QuerySet[Any]:
        return ReaderQuestion.objects.published().order_by("-published_at", "-pk")

    def address_of(self, piece: Any) -> str:
        return f"{page_url(self)}{piece.slug}/"

    @path("")
    def every_question(self, request: HttpRequest) -> HttpResponse:
        from ..questions.showing import listed

        return self.render(request, context_overrides=listed(self, request.GET))

    @path("ask/")
    def ask(self, request: HttpRequest) -> HttpResponse:
        from ..questions.receiving import receive

        return receive(self, request)

    @path("asked/")
    def asked(self, request: HttpRequest) -> HttpResponse:
        context = {"signed_in": request.user.is_authenticated}
        return self.shown_below(request, "asked", template="library/questions/asked.html", context_overrides=context)

    @path("<slug:slug>/")
    def one_question(self, request: HttpRequest, slug: str) -> HttpResponse:
        from ..questions.showing import told

        question = get_object_or_404(ReaderQuestion.objects.published().select_related("topic"), slug=slug)
        return self.shown_below(request, slug, template="library/questions/question.html", context_overrides=told(self, question))

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> Iterator[dict[str, Any]]:
        yield from super().get_sitemap_urls(request)
        here = self.get_full_url(request)
        for slug, published in ReaderQuestion.objects.published().order_by("pk").values_list("slug", "published_at"):
            yield {"location": f"{here}{slug}/", "lastmod": published}
