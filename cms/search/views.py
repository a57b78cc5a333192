"""The page of the search, and what it suggests while one types."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import structlog
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from school.foundation.limits import address_of, allow

from . import indexing, sought
from .choices import chips, narrowed_by, page_of, without
from .hits import addressed
from .querying import SIZE, Found, search, suggest
from .sources import sources
from .waiting import ring_sweep

LONGEST = 10_000  # signs of a query that are looked at at all
A_MINUTE = {"search": 60, "suggest": 240}  # from one address
log = structlog.get_logger(__name__)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    text, page, language = request.GET.get("q", "")[:LONGEST], page_of(request.GET), get_language() or "uk"
    context: dict[str, Any] = {"q": text.strip(), "mending": cache.get(indexing.MENDING)}
    if not text.strip():
        return render(request, "search/results.html", context)
    if not _allowed(request, "search"):
        return render(request, "search/results.html", context | {"too_often": True}, status=429)
    try:
        with _savepoint():
            found = search(text, tags=sources.tags_for(request.user), language=language, narrowed=narrowed_by(request.GET), page=page)
    except DatabaseError:
        log.error("search_lost", exc_info=True)
        ring_sweep()
        return render(request, "search/results.html", context | {"lost": True}, status=503)
    if page == 1 and not found.narrowed:
        sought.note(found.asked.text, language=language, found=found.total)
    return render(request, "search/results.html", context | _told(request, found, page))


def _told(request: HttpRequest, found: Found, page: int) -> dict[str, Any]:
    pages = Paginator(range(found.total), SIZE).get_page(page)
    query = without(request.GET, "page").urlencode()
    bare = without(request.GET, "page", *(facet.name for facet in found.facets)).urlencode()
    return {"found": found, "page": pages, "query": query, "bare": bare, "chips": chips(found.facets, request.GET)}


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """A piece of the page: titles that go on as the words begin."""
    text, language = request.GET.get("q", "")[:LONGEST], get_language() or "uk"
    tags = sources.tags_for(request.user)
    rows = []
    if len(text.strip()) > 1 and _allowed(request, "suggest"):
        try:
            with _savepoint():
                rows = addressed(suggest(text, tags=tags, language=language), tags)
        except DatabaseError:
            log.error("search_lost", exc_info=True)
            ring_sweep()
    return render(request, "search/suggestions.html", {"rows": rows})


def _allowed(request: HttpRequest, what: str) -> bool:
    return allow(f"{what}:{address_of(request)}", limit=A_MINUTE[what], seconds=60)


def _savepoint() -> Any:
    """Within somebody's transaction a lost index must not spoil it; without one none is begun, which on SQLite would wait for writers."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()
