"""A day's own page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from cms.pages.shelves import shelf
from school.accounts.rules import is_coordinator

from ..models import Application
from ..presenting import day_facts
from ..rules import days_seen_by, organisations_headed_by


@require_GET
def day(request: HttpRequest, code: str) -> HttpResponse:
    """Programme, place, places left; to whoever has applied, how their application stands."""
    found = get_object_or_404(days_seen_by(request.user).select_related("internship", "offer", "project").prefetch_related("slots"), code=code)
    language = get_language() or "uk"
    mine = Application.objects.of(request.user).filter(day=found).select_related("claim").first() if request.user.is_authenticated else None
    context = {**day_facts(found, language), "mine": mine, "coordinates": is_coordinator(request.user)}
    context["headed"] = organisations_headed_by(request.user) if request.user.is_authenticated else []
    context["shelves"] = shelf.gather("day", found, language)
    return render(request, "internships/day.html" if found.exact_date else "internships/archive_day.html", context)
