"""Sight over every day: applications of a city or an organisation, and who came twice."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from cms.pages.shelves import shelf
from school.accounts.models import Organisation
from school.accounts.rules import is_coordinator

from ...models import Internship
from ...returning import returning, visits_of
from ...rules import applications_coordinated_by
from ...sifting import TABS, by_person, counted, sift
from ...sifting_forms import SiftForm

PER_PAGE = 50


def _coordinator_or_404(request: HttpRequest) -> None:
    if not is_coordinator(request.user):
        raise Http404


@login_required
@require_GET
def applications(request: HttpRequest) -> HttpResponse:
    """Everybody who has ever applied, narrowed; counts of all that were found stand above."""
    _coordinator_or_404(request)
    form = SiftForm(request.GET)
    organisation = _organisation(request.GET.get("organisation", ""))
    tab = request.GET.get("tab", "all")
    tab = tab if tab in TABS else "all"
    found = sift(applications_coordinated_by(request.user), organisation=organisation, **form.chosen)
    counts = counted(found)
    chosen = form.chosen | ({"organisation": organisation.code} if organisation else {})
    context: dict[str, Any] = {"form": form, "tab": tab, "chosen": chosen, "organisation": organisation, "counts": counts}
    context["page"] = Paginator(by_person(found, tab), PER_PAGE).get_page(request.GET.get("page"))
    context["narrow"], context["query"] = urlencode(chosen), urlencode({**chosen, "tab": tab})
    context["shelves"] = shelf.gather("organisation", organisation, get_language() or "uk") if organisation else {}
    return render(request, "internships/teach/applications.html", context)


def _organisation(code: str) -> Organisation | None:
    """The one that stands, when its double is asked for."""
    if not code:
        return None
    found = get_object_or_404(Organisation.objects.select_related("merged_into"), code=code)
    return found.merged_into or found


@login_required
@require_GET
def came_twice(request: HttpRequest) -> HttpResponse:
    """People who were at more than one day, with the days and the hours."""
    _coordinator_or_404(request)
    code, q = request.GET.get("programme", ""), request.GET.get("q", "").strip()[:100]
    programmes = list(Internship.objects.order_by("pk"))
    internship = next((row for row in programmes if row.code == code), None)
    page = Paginator(returning(internship=internship, text=q), PER_PAGE).get_page(request.GET.get("page"))
    chosen = {"programme": internship.code if internship else "", "q": q}
    context = {"page": page, "people": visits_of(page.object_list, internship), "programmes": programmes, "programme": internship, "q": q}
    context["query"] = urlencode({name: value for name, value in chosen.items() if value})
    return render(request, "internships/teach/came_twice.html", context)
