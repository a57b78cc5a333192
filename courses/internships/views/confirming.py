"""A page that asks to confirm a place. A GET changes nothing."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..confirming import QUIET, confirm_place
from ..models import Application
from ..presenting import day_card


@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Says till when the place is held; whoever has nothing to confirm is led to the application, which says how it stands."""
    rows = Application.objects.of(request.user).select_related("day__internship", "day__offer")
    found = get_object_or_404(rows, code=code)
    if not found.awaits_confirmation:
        return redirect("internships:application", found.code)
    if request.method == "POST":
        found = confirm_place(application=found, actor=request.user)
        if found.confirmed_at:
            messages.success(request, _("Thank you: your place is confirmed."))
        return redirect("internships:application", found.code)
    context = {"application": found, "day": found.day, "card": day_card(found.day, get_language() or "uk")}
    context |= {"quiet_hours": int(QUIET.total_seconds() // 3600)}
    return render(request, "internships/confirm.html", context)
