"""Permanent addresses of what is cited: to the page in the reader's language, and a card of the article."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.pages.addresses import page_url

from ..models import Act, ActPage, Article, Passage
from .addresses import pages_in
from .editions import current_edition


def _page(act: Act) -> ActPage:
    page = pages_in([act.key], get_language() or settings.LANGUAGE_CODE).get(act.key)
    if page is None or not ActPage.objects.filter(pk=page.pk).public().exists():
        raise Http404
    return page


@require_safe
def cited_act(request: HttpRequest, act: UUID) -> HttpResponse:
    return redirect(page_url(_page(get_object_or_404(Act, key=act))))


@require_safe
def cited_article(request: HttpRequest, act: UUID, article: UUID) -> HttpResponse:
    found = get_object_or_404(Article.objects.select_related("act"), key=article, act__key=act)
    return redirect(f"{page_url(_page(found.act))}#{found.anchor}")


@require_safe
def card(request: HttpRequest, act: UUID, article: UUID | None = None) -> HttpResponse:
    """A piece of HTML for the popover over a citation; not a page, so search engines are told to leave it."""
    record = get_object_or_404(Act, key=act)
    page = _page(record)
    cited = get_object_or_404(Article, key=article, act=record) if article else None
    edition = current_edition(record)
    passage = Passage.objects.filter(edition=edition, article=cited).first() if cited and edition else None
    told = {"page": page, "url": page_url(page), "cited": cited, "passage": passage, "edition": edition}
    response = render(request, "library/acts/card.html", told)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "public, max-age=60"
    return response
