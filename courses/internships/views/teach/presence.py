"""After the day: who was there part by part, corrections, confirming."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from school.foundation.history import history_of

from ...attendees import absent, attendees_of, came, preview_settling
from ...enums import DayState
from ...hours import counted_slots
from ...models import InternshipDay
from ...presence_forms import PartsForm
from ...presenting import day_card, told
from ...proofs import issuing_address
from ...rules import attendances_coordinated_by
from ...settling import CannotSettle, correct_parts, settle_day
from .board import day_or_404

PER_PAGE = 50


def _context(day: InternshipDay) -> dict[str, Any]:
    return {"day": day, "card": day_card(day, get_language() or "uk"), "over": day.state is DayState.PAST}


@login_required
@require_GET
def presence(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody who came, part by part; on the other tab who was expected and did not."""
    day = day_or_404(request, code)
    q, tab = request.GET.get("q", "").strip()[:100], "absent" if request.GET.get("tab") == "absent" else "came"
    rows: Any = absent(day, q) if tab == "absent" else came(day, q)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {**_context(day), "q": q, "tab": tab, "page": page, "slots": counted_slots(day)}
    context["people"] = attendees_of(day, page.object_list) if tab == "came" else []
    context["query"] = urlencode({name: value for name, value in (("tab", tab), ("q", q)) if value})
    context["preview"], context["issuing_address"] = preview_settling(day), issuing_address(day.code)
    return render(request, "internships/teach/presence.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, code: str) -> HttpResponse:
    """One person: what was seen, what was corrected and why, and the ticks to correct it."""
    rows = attendances_coordinated_by(request.user).select_related("day__internship", "day__offer", "user__profile", "application")
    found = get_object_or_404(rows.prefetch_related("corrections__by__profile", "scans__by__profile"), code=code)
    (person,) = attendees_of(found.day, [found])
    form = PartsForm(request.POST or None, presence=person.presence, language=get_language() or "uk")
    if request.method == "POST" and form.is_valid():
        try:
            correct_parts(attendance=found, parts=form.parts, reason=form.cleaned_data["reason"], actor=request.user)
        except CannotSettle as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The correction is kept with its reason."))
            return redirect("internships:attendance", found.code)
    context = {**_context(found.day), "person": person, "form": form, "scans": found.scans.all()}
    context["events"] = told(history_of(found).select_related("actor__profile")[:100])
    return render(request, "internships/teach/attendance.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, code: str) -> HttpResponse:
    """Says what confirming will do, then does it."""
    day = day_or_404(request, code)
    if request.method == "POST":
        try:
            confirmed = settle_day(day=day, actor=request.user)
        except CannotSettle as refused:
            messages.error(request, str(refused))
        else:
            text = ngettext("Presence of %(n)d person is confirmed.", "Presence of %(n)d people is confirmed.", confirmed)
            messages.success(request, text % {"n": confirmed})
        return redirect("internships:presence", day.code)
    context = {**_context(day), "preview": preview_settling(day)}
    return render(request, "internships/teach/presence_confirm.html", context)
