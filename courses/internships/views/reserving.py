"""Seats of an organisation on a day: whoever heads it asks for them, names people, gives back what is not needed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.pages.shelves import shelf
from school.accounts.models import Organisation

from ..enums import ApplicationState, DayState
from ..forms import NameForm, SeatsForm
from ..models import InternshipDay, Reservation
from ..presenting import day_card
from ..reserving import CannotReserve, name_person, release_seats, reserve_seats, take_back_name
from ..rules import organisations_headed_by


def _organisation_and_day(request: HttpRequest, code: str, day_code: str) -> tuple[Organisation, InternshipDay]:
    organisation = get_object_or_404(organisations_headed_by(request.user).select_related("city"), code=code)
    return organisation, get_object_or_404(InternshipDay.objects.published().select_related("internship", "offer"), code=day_code)


def _open_or_404(request: HttpRequest, code: str, day_code: str) -> Reservation:
    organisation, day = _organisation_and_day(request, code, day_code)
    return get_object_or_404(day.reservations.of(organisation).open())


@login_required
@require_http_methods(["GET", "POST"])
def seats(request: HttpRequest, code: str, day_code: str) -> HttpResponse:
    """GET shows how the seats stand; POST asks for them."""
    organisation, day = _organisation_and_day(request, code, day_code)
    form = SeatsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reserve_seats(organisation=organisation, day=day, actor=request.user, language=get_language() or "uk", **form.cleaned_data)
        except CannotReserve as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The request is with the coordinator. We will write to you."))
            return redirect("internships:seats", code, day_code)
    return _page(request, organisation, day, form=form)


def _page(request: HttpRequest, organisation: Organisation, day: InternshipDay, **forms: Any) -> HttpResponse:
    every = list(day.reservations.of(organisation).order_by("-asked_at", "-pk"))
    reservation = next((row for row in every if row.state in ("asked", "approved")), None)
    context = {"organisation": organisation, "day": day, "card": day_card(day, get_language() or "uk"), "reservation": reservation}
    context |= {"last": every[0] if every else None, "form": forms.get("form") or SeatsForm(), "name_form": forms.get("name_form") or NameForm()}
    context["ahead"] = day.state in (DayState.OPEN, DayState.CLOSED)
    if reservation is not None:
        context["people"] = reservation.applications.filter(state=ApplicationState.ACCEPTED).select_related("user__profile").order_by("pk")
        context |= {"free": reservation.free, "waiting": reservation.waiting}
    context["shelves"] = shelf.gather("organisation", organisation, get_language() or "uk")
    wrong = any(form.errors for form in forms.values())
    return render(request, "internships/seats.html", context, status=400 if wrong else 200)


@login_required
@require_POST
def name(request: HttpRequest, code: str, day_code: str) -> HttpResponse:
    reservation = _open_or_404(request, code, day_code)
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            application = name_person(reservation=reservation, actor=request.user, **form.cleaned_data)
        except CannotReserve as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(name)s has a seat and gets a letter.") % {"name": application.user.full_name or application.user.email})
            return redirect("internships:seats", code, day_code)
    organisation, day = _organisation_and_day(request, code, day_code)
    return _page(request, organisation, day, name_form=form)


@login_required
@require_POST
def release(request: HttpRequest, code: str, day_code: str) -> HttpResponse:
    """Give back one seat nobody is named for, or all of them."""
    reservation = _open_or_404(request, code, day_code)
    released = release_seats(reservation=reservation, actor=request.user, count=None if request.POST.get("all") else 1)
    messages.success(request, ngettext("%(n)d seat is given back.", "%(n)d seats are given back.", released) % {"n": released})
    return redirect("internships:seats", code, day_code)


@login_required
@require_POST
def take_back(request: HttpRequest, code: str, day_code: str, application_code: str) -> HttpResponse:
    """Somebody else will come: the seat stays with the organisation."""
    reservation = _open_or_404(request, code, day_code)
    application = get_object_or_404(reservation.applications, code=application_code)
    try:
        take_back_name(application=application, actor=request.user)
    except CannotReserve as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The seat is free: name somebody else."))
    return redirect("internships:seats", code, day_code)
