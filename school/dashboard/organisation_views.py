"""The desk of an organisation: for its head, and for coordinators to read."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from school.accounts.models import Organisation
from school.accounts.rules import heads
from school.foundation.calendar import KYIV
from school.foundation.report_files import as_docx, as_pdf, download

from .organisation import PERIODS, desks_seen_by, heads_of, hours_by_person, in_numbers, open_days, people_of, who_came, who_goes
from .organisation_files import as_csv, hours_paper

PER_PAGE = 50
PAPERS = {"pdf": as_pdf, "docx": as_docx}


def _standing(code: str) -> Organisation:
    """By its code; a double leads to the one it was merged into."""
    found = get_object_or_404(Organisation.objects.select_related("merged_into"), code=code)
    return found.merged_into or found


def _desk_or_404(request: HttpRequest, code: str) -> Organisation:
    return get_object_or_404(desks_seen_by(request.user).select_related("city"), pk=_standing(code).pk)


def _period(request: HttpRequest) -> str:
    period = request.GET.get("period", "")
    return period if period in PERIODS else "year"


def _periods() -> list[tuple[str, str]]:
    return [("year", _("this year")), ("months", _("the last 12 months")), ("all", _("the whole time"))]


@login_required
@require_GET
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """Seats, who goes, who came for how long, certificates."""
    organisation = _desk_or_404(request, code)
    if organisation.code != code:
        return redirect("dashboard:organisation", organisation.code)
    period = _period(request)
    came = who_came(organisation, period)
    page = Paginator(people_of(came), PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"organisation": organisation, "heads": heads_of(organisation), "own": heads(request.user, organisation)}
    context |= {"days": open_days(organisation), "numbers": in_numbers(came), "period": period, "periods": _periods(), "page": page}
    context["query"] = f"period={period}"
    context["people"] = hours_by_person(came, page.object_list)
    context["going"] = Paginator(who_goes(organisation), PER_PAGE).get_page(request.GET.get("going"))
    return render(request, "dashboard/organisation.html", context)


@login_required
@require_GET
def hours(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The hours of the period as a file, in the language of the page it was asked on."""
    organisation, period, language = _desk_or_404(request, code), _period(request), get_language() or "uk"
    came = who_came(organisation, period)
    people = hours_by_person(came, people_of(came))
    name = f"hours-{organisation.code}-{timezone.localdate(timezone=KYIV):%Y-%m-%d}"
    if kind == "csv":
        return download(as_csv(people, language), name, kind)
    if kind not in PAPERS:
        raise Http404
    paper = hours_paper(organisation, people, in_numbers(came), dict(_periods())[period], language)
    return download(PAPERS[kind](paper), name, kind)
