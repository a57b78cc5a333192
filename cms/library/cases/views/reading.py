"""Comparing cases, for whoever reads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from ...models import CasesPage
from ..comparing import LEAST, MOST, compared, rows_of


def cases_page_or_404() -> CasesPage:
    return get_object_or_404(CasesPage.objects.live().filter(locale__language_code=get_language() or "uk"))


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    page = cases_page_or_404()
    asked = request.GET.getlist("case")
    cards = compared(page, asked)
    context = {"page": page, "cards": cards, "rows": rows_of(cards), "enough": len(cards) >= LEAST, "over": len(set(asked)) > MOST, "most": MOST}
    response = render(request, "library/cases/compare.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
