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
from school.foundation.calendar import KYIV
from school.foundation.history import history_of

from ...board import board_rows
from ...choosing import quota_rows
from ...days import cancel_day
from ...enums import ApplicationState, DayState
from ...models import Application, InternshipDay, Reservation, ReservedSeat
from ...moving import touched
from ...presenting import day_card, told
from ...rules import applications_coordinated_by, days_seen_by

PER_PAGE = 50
TABS = {
    "applied": [ApplicationState.APPLIED],
    "accepted": [ApplicationState.ACCEPTED],
    "waiting": [ApplicationState.WAITING],
    "gone": [ApplicationState.DECLINED, ApplicationState.WITHDRAWN],
}


def day_or_404(request: HttpRequest, code: str) -> InternshipDay:
    if not is_coordinator(request.user):
        raise Http404
    return get_object_or_404(days_seen_by(request.user).select_related("internship", "offer", "project"), code=code)


def _counts() -> dict[str, Count]:
    return {name: Count("applications", filter=Q(applications__state__in=states)) for name, states in TABS.items()}


@login_required
@require_GET
def days(request: HttpRequest) -> HttpResponse:
    """Every day with its applications against its places; what waits for a decision is said first."""
    if not is_coordinator(request.user):
        raise PermissionDenied(_("These pages are for coordinators."))
    rows = days_seen_by(request.user).select_related("internship", "offer").annotate(**_counts()).order_by("-starts_at")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    undecided = Application.objects.undecided().count()
    return render(request, "internships/teach/days.html", {"page": page, "undecided": undecided})


def _tab(rows: QuerySet[Application], tab: str) -> QuerySet[Application]:
    rows = rows.filter(state__in=TABS[tab])
    if tab == "waiting":
        return rows.order_by("claim__queued_at", "claim__pk")
    if tab == "accepted":
        return rows.order_by("user__profile__surname", "user__profile__given_name", "pk")
    return rows.order_by("applied_at", "pk")


@login_required
@require_GET
def day(request: HttpRequest, code: str) -> HttpResponse:
    """Applications of a day by state, with cities beside them."""
    found = day_or_404(request, code)
    tab = request.GET.get("tab", "applied")
    tab = tab if tab in TABS else "applied"
    q, city = request.GET.get("q", "").strip()[:100], request.GET.get("city", "")[:80]
    rows = applications_coordinated_by(request.user).filter(day=found).select_related("user__profile", "claim")
    rows = rows.prefetch_related("approvals") if found.needs_approval else rows
    for word in q.split():
        rows = rows.filter(Q(user__profile__surname__icontains=word) | Q(user__profile__given_name__icontains=word) | Q(organisation__icontains=word))
    if city:
        rows = rows.filter(city=city)
    context: dict[str, Any] = {"day": found, "card": day_card(found, get_language() or "uk"), "tab": tab, "q": q, "city": city}
    context["page"] = Paginator(_tab(rows, tab), PER_PAGE).get_page(request.GET.get("page"))
    context["page"].object_list = board_rows(found, context["page"].object_list)
    states = dict(found.applications.order_by().values_list("state").annotate(n=Count("pk")))
    context["counts"] = {name: sum(states.get(state, 0) for state in members) for name, members in TABS.items()}
    context["reservations"] = _reservations(found)
    context["cities"], context["quotas"] = _cities(found), quota_rows(found)
    context["door"] = found.cancelled_at is None and abs((found.date - timezone.localdate(timezone=KYIV)).days) <= 1
    context["decides"] = found.state not in (DayState.CANCELLED, DayState.PAST)
    context["chosen"] = context["decides"] and tab != "gone"
    context["query"] = urlencode({name: value for name, value in (("tab", tab), ("q", q), ("city", city)) if value})
    return render(request, "internships/teach/day.html", context)


def _reservations(found: InternshipDay) -> QuerySet[Reservation]:
    """What organisations ask for, undecided first, with how many are named; one query."""
    seats = ReservedSeat.objects.filter(reservation=OuterRef("pk")).order_by().values("reservation")
    given, queued = (seats.filter(claim__state=state).annotate(n=Sum("claim__size")).values("n") for state in (ClaimState.GIVEN, ClaimState.WAITING))
    named = Count("applications", filter=Q(applications__state=ApplicationState.ACCEPTED))
    rows = found.reservations.select_related("organisation", "made_by__profile")
    counts = {"given": Coalesce(Subquery(given), 0), "queued": Coalesce(Subquery(queued), 0)}
    return rows.annotate(named=named, **counts).order_by("decided_at", "asked_at")


def _cities(found: InternshipDay) -> list[dict[str, Any]]:
    """Where people come from: asked, accepted and waiting by city."""
    counts = {name: Count("pk", filter=Q(state__in=TABS[name])) for name in ("applied", "accepted", "waiting")}
    rows = found.applications.current().order_by().exclude(city="").values("city").annotate(total=Count("pk"), **counts)
    return list(rows.order_by("-total", "city"))


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
