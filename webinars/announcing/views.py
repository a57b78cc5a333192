"""Registering for a live webinar, withdrawing, going in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from school.accounts.rules import profile_required

from ..models import Registration, Webinar
from ..rules import webinars_met_by, webinars_seen_by
from .entering import CannotEnter, enter_live
from .presenting import about, standing_of
from .registering import CannotRegister, register_for_webinar, withdraw_registration
from .states import RegistrationState


def announced_or_404(request: HttpRequest, code: str) -> Webinar:
    webinar = get_object_or_404(webinars_met_by(request.user), code=code)
    if webinar.offer_id is None:
        raise Http404
    return webinar


@login_required
@profile_required
@require_http_methods(["GET", "POST"])
def registration(request: HttpRequest, code: str) -> HttpResponse:
    """GET says when, how many places there are and how I stand; POST registers."""
    webinar = announced_or_404(request, code)
    if request.method == "POST":
        try:
            found = register_for_webinar(user=request.user, webinar=webinar, language=get_language() or "uk")
        except CannotRegister as refused:
            messages.error(request, str(refused))
        else:
            _say(request, found)
        return redirect("webinars:registration", webinar.code)
    context = {**about(webinar, get_language() or "uk"), **standing_of(request.user, webinar)}
    return render(request, "webinars/registration.html", context)


def _say(request: HttpRequest, found: Registration) -> None:
    if found.state == RegistrationState.REGISTERED:
        messages.success(request, _("You are registered. The confirmation and the event for your calendar are in your mail."))
    else:
        place = found.claim.place_in_queue if found.claim else 1
        messages.info(request, _("All places are taken. You are number %(n)d in the queue; we will write as soon as a place is free.") % {"n": place})


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Says what will happen to the place, then gives it back."""
    webinar = announced_or_404(request, code)
    found = Registration.objects.of(request.user).current().filter(webinar=webinar).first()
    if found is None:
        return redirect("webinars:registration", webinar.code)
    if request.method == "POST":
        withdraw_registration(registration=found, actor=request.user)
        messages.success(request, _("Your registration is withdrawn."))
        if not webinars_seen_by(request.user).filter(pk=webinar.pk).exists():  # taken off: its pages were for the registered
            return redirect("internships:my_calendar")
        return redirect("webinars:registration", webinar.code)
    context: dict[str, Any] = {**about(webinar, get_language() or "uk"), "registration": found}
    context["someone_waits"] = webinar.offer is not None and webinar.offer.claims.waiting().exists()
    return render(request, "webinars/withdraw.html", context)


@require_GET
@never_cache
def panel(request: HttpRequest, code: str) -> HttpResponse:
    """The asker's own standing, for the webinar's page; empty when there is none."""
    webinar = announced_or_404(request, code)
    standing = standing_of(request.user, webinar) if request.user.is_authenticated else {"registration": None}
    if standing["registration"] is None:
        return HttpResponse(status=204)
    return render(request, "webinars/parts/registration_mine.html", {**about(webinar, get_language() or "uk"), **standing})


@login_required
@require_GET
@never_cache
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """To the live room. A browser that only fetches ahead marks nobody as present; the room learns nothing of where one came from."""
    webinar = announced_or_404(request, code)
    looks_ahead = "prefetch" in f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    try:
        link = enter_live(user=request.user, webinar=webinar, counts=not looks_ahead)
    except CannotEnter as refused:
        messages.info(request, str(refused))
        return redirect("webinars:registration", webinar.code)
    response = HttpResponseRedirect(link)
    response["Referrer-Policy"] = "no-referrer"
    return response
