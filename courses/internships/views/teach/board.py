"""The coordinator's board: days, and applications against places."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from courses.learning.enums import ClaimState
from courses.learning.forms import ReasonForm
from school.accounts.rules import is_coordinator
from school.foundation.alphabet import ordered
from school.foundation.calendar import KYIV
from school.foundation.history import history_of

from ...board import board_rows
from ...choosing import quota_rows
from ...days import cancel_day
from ...door import BY_NAME
from ...enums import ApplicationState, DayKind, DayState
from ...models import Application, InternshipDay, Reservation, ReservedSeat
from ...moving import touched
from ...presenting import day_card, told
from ...rules import applications_coordinated_by, days_seen_by
from ...undelivered import not_reached

PER_PAGE = 50
TABS = {
    "applied": [ApplicationState.APPLIED],
    "accepted": [ApplicationState.ACCEPTED],
    "waiting": [ApplicationState.WAITING],
    "gone": [ApplicationState.DECLINED, ApplicationState.WITHDRAWN],
}


def day_or_404(request: HttpRequest, code: str) -> InternshipDay:
    """A day one works on; of a day of the archive there is nothing to do."""
    if not is_coordinator(request.user):
        raise Http404
    return get_object_or_404(days_seen_by(request.user).filter(exact_date=True).select_related("internship", "offer", "project"), code=code)


def _counts() -> dict[str, Count]:
    return {name: Count("applications", filter=Q(applications__state__in=states)) for name, states in TABS.items()}


@login_required
@require_GET
def days(request: HttpRequest) -> HttpResponse:
    """Every day with its applications against its places; what waits for a decision is said first."""
    if not is_coordinator(request.user):
        raise PermissionDenied(_("These pages are for coordinators."))
    kind = request.GET.get("kind", "")
    kind = kind if kind in DayKind.values else ""
    rows = days_seen_by(request.user).select_related("internship", "offer").annotate(**_counts()).order_by("-starts_at")
    page = Paginator(rows.filter(kind=kind) if kind else rows, 30).get_page(request.GET.get("page"))
    kinds = InternshipDay.objects.order_by().values_list("kind", flat=True).distinct()
    context = {"page": page, "kind": kind, "kinds": [(value, label) for value, label in DayKind.choices if value in kinds]}
    context |= {"undecided": Application.objects.undecided().count(), "query": urlencode({"kind": kind}) if kind else ""}
    return render(request, "internships/teach/days.html", context)


def _tab(rows: QuerySet[Application], tab: str) -> QuerySet[Application]:
    rows = rows.filter(state__in=TABS[tab])
    if tab == "waiting":
        return rows.order_by("claim__queued_at", "claim__pk")
    if tab == "accepted":
        return rows.order_by(*BY_NAME)
    return rows.order_by("applied_at", "pk")


@login_required
@require_GET
def day(request: HttpRequest, code: str) -> HttpResponse:
    """Applications of a day by state, with cities beside them."""
    found = day_or_404(request, code)
    tab = request.GET.get("tab", "applied")
    tab = tab if tab in TABS else "applied"
    q, city = request.GET.get("q", "").strip()[:100], request.GET.get("city", "")[:80]
    rows = applications_coordinated_by(request.user).filter(day=found)
    for word in q.split():
        rows = rows.filter(Q(user__profile__surname__icontains=word) | Q(user__profile__given_name__icontains=word) | Q(organisation__icontains=word))
    if city:
        rows = rows.filter(city=city)
    context: dict[str, Any] = {"day": found, "card": day_card(found, get_language() or "uk"), "tab": tab, "q": q, "city": city}
    context["decides"] = found.state not in (DayState.CANCELLED, DayState.PAST)
    context["chosen"] = context["decides"] and tab != "gone"
    context["counts"], context["cities"] = _counted(found)
    pages = Paginator(_tab(rows, tab), PER_PAGE)
    if not (q or city):
        pages.count = context["counts"][tab]  # known already
    context["page"] = pages.get_page(request.GET.get("page"))
    context["page"].object_list = board_rows(found, context["page"].object_list, chosen=context["chosen"])
    context["reservations"], context["not_reached"] = _reservations(found), not_reached(found)
    context["quotas"] = quota_rows(found)
    context["door"] = found.cancelled_at is None and abs((found.date - timezone.localdate(timezone=KYIV)).days) <= 1
    context["query"] = urlencode({name: value for name, value in (("tab", tab), ("q", q), ("city", city)) if value})
    return render(request, "internships/teach/day.html", context)


def _reservations(found: InternshipDay) -> QuerySet[Reservation]:
    """What organisations ask for, undecided first, with how many are named; one query, and a light one where nobody asks."""
    if not found.reservations.exists():
        return Reservation.objects.none()
    seats = ReservedSeat.objects.filter(reservation=OuterRef("pk")).order_by().values("reservation")
    given, queued = (seats.filter(claim__state=state).annotate(n=Sum("claim__size")).values("n") for state in (ClaimState.GIVEN, ClaimState.WAITING))
    named = Count("applications", filter=Q(applications__state=ApplicationState.ACCEPTED))
    rows = found.reservations.select_related("organisation", "made_by__profile")
    counts = {"given": Coalesce(Subquery(given), 0), "queued": Coalesce(Subquery(queued), 0)}
    return rows.annotate(named=named, **counts).order_by("decided_at", "asked_at")


def _counted(found: InternshipDay) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """How many by tab, and where people come from: asked, accepted and waiting by city. One query."""
    tab_of = {state: name for name, states in TABS.items() for state in states}
    counts: dict[str, int] = dict.fromkeys(TABS, 0)
    cities: dict[str, dict[str, Any]] = {}
    for city, state, number in found.applications.order_by().values_list("city", "state").annotate(n=Count("pk")):
        tab = tab_of[state]
        counts[tab] += number
        if city and tab != "gone":
            row = cities.setdefault(city, {"city": city, "total": 0, **dict.fromkeys(("applied", "accepted", "waiting"), 0)})
            row[tab] += number
            row["total"] += number
    return counts, sorted(cities.values(), key=lambda row: (-row["total"], ordered(row["city"])))


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Says who will be written to, asks why, then cancels."""
    found = day_or_404(request, code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_day(day=found, actor=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The day is cancelled. Everybody who applied is written to."))
        return redirect("internships:teach_day", found.code)
    context = {"day": found, "card": day_card(found, get_language() or "uk"), "form": form, "touched": touched(found)}
    context["events"] = told(history_of(found).select_related("actor__profile")[:20])
    return render(request, "internships/teach/cancel.html", context, status=400 if form.errors else 200)
