"""«To look at» in Wagtail's reports: pages that cite what has changed, for whoever is responsible for them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from ..models import Citation, Review
from .access import review_or_404, reviews_for
from .addresses import page_addresses
from .changes import clear_review, concerns
from .enums import ChangeKind
from .forms import WordForm
from .letters import what_happened

PER_PAGE = 50


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    part = Paginator(reviews_for(request.user), PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "library/acts/admin/reviews.html", {"part": part, "rows": told(list(part.object_list))})


@require_POST
def clear(request: HttpRequest, number: int) -> HttpResponse:
    review = review_or_404(request.user, number)
    form = WordForm(request.POST)
    if form.is_valid():
        clear_review(review=review, word=form.cleaned_data["word"], actor=request.user)
        messages.success(request, _("Marked as looked at."))
    else:
        messages.error(request, _("Say in a few words what you found. For example: the lesson still holds."))
    return redirect("library_reviews")


def told(rows: list[tuple[Review, Page]]) -> list[dict[str, Any]]:
    """Each with what happened, and what exactly the page cites of it."""
    acts = {review.change.act.key for review, _page in rows}
    addresses = page_addresses(acts, "uk")
    cited = list(Citation.objects.filter(act_key__in=acts, page_key__in={review.page_key for review, _page in rows}))
    names = {article.key: article.name for review, _page in rows for article in review.change.articles.all()}
    return [
        {
            "review": review,
            "page": page,
            "act": review.change.act,
            "what": what_happened(review.change),
            "cites": sorted({names.get(row.article_key, "") for row in cited if row.article_key and _of(row, review)} - {""}),
            "address": addresses.get(review.change.act.key, ""),
            "compare": _compare(review, addresses.get(review.change.act.key, "")),
        }
        for review, page in rows
    ]


def _of(citation: Citation, review: Review) -> bool:
    return (citation.page_key, citation.language) == (review.page_key, review.language) and concerns(review.change, citation)


def _compare(review: Review, address: str) -> str:
    edition = review.change.edition
    if review.change.kind != ChangeKind.EDITION or edition is None or not address or edition.number < 2:
        return ""
    return f"{address}compare/{edition.number - 1}/{edition.number}/"
