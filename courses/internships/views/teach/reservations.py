"""Decisions about seats that organisations ask for."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ...applying import CannotDecide
from ...reserving import approve_reservation, decline_reservation
from .board import day_or_404


@login_required
@require_POST
def decide(request: HttpRequest, code: str, reservation_code: str) -> HttpResponse:
    found = day_or_404(request, code)
    reservation = get_object_or_404(found.reservations.all(), code=reservation_code)
    action = request.POST.get("action")
    try:
        if action == "approve":
            approve_reservation(reservation=reservation, actor=request.user)
        elif action == "decline":
            decline_reservation(reservation=reservation, actor=request.user, reason=request.POST.get("reason", ""))
        else:
            raise Http404
    except CannotDecide as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The organisation is told by letter."))
    return redirect("internships:teach_day", found.code)
