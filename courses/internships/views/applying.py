"""Applying for a day, seeing how the application stands, withdrawing it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from school.accounts.rules import profile_required

from ..applying import apply_for_day, too_late_to_cancel, withdraw_application
from ..approving import CannotApply, can_ask
from ..attendees import afterwards
from ..choosing import why_waiting
from ..enums import ApplicationState
from ..forms import ApplicationForm, ApprovedApplicationForm
from ..materials import materials_for
from ..models import Application, InternshipDay
from ..presenting import day_card, day_facts
from ..programme import schedule_for
from ..undelivered import superior_not_reached


@login_required
@profile_required
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, day_code: str) -> HttpResponse:
    """GET shows the form and who applies; POST files the application and keeps what was typed when something is wrong."""
    day = get_object_or_404(InternshipDay.objects.published().select_related("internship", "offer"), code=day_code)
    existing = Application.objects.of(request.user).filter(day=day).first()
    if existing and existing.state != ApplicationState.WITHDRAWN:
        return redirect("internships:application", existing.code)
    form = _form_for(request, day)
    if request.method == "POST" and form.is_valid():
        try:
            application = apply_for_day(user=request.user, day=day, language=get_language() or "uk", **form.cleaned_data)
        except CannotApply as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your application is with the coordinator. We will write to you."))
            return redirect("internships:application", application.code)
    context = {**day_facts(day, get_language() or "uk"), "form": form, "profile": request.user.profile}
    return render(request, "internships/apply.html", context, status=400 if form.errors else 200)


def _form_for(request: HttpRequest, day: InternshipDay) -> ApplicationForm:
    if day.needs_approval:
        return ApprovedApplicationForm(request.POST or None, applicant=request.user)
    return ApplicationForm(request.POST or None)


def _mine_or_404(request: HttpRequest, code: str) -> Application:
    rows = Application.objects.of(request.user).select_related("day__internship", "day__offer", "claim", "user")
    return get_object_or_404(rows, code=code)


@login_required
@require_GET
def application(request: HttpRequest, code: str) -> HttpResponse:
    """How my application stands, and what comes next."""
    found = _mine_or_404(request, code)
    language = get_language() or "uk"
    queue = found.claim.place_in_queue if found.state == ApplicationState.WAITING and found.claim else None
    context = {**day_facts(found.day, language), "application": found, "place_in_queue": queue, "can_withdraw": _can_withdraw(found)}
    context |= {"approval": found.approval, "can_ask": can_ask(found), "awaits": found.awaits_confirmation, "late": too_late_to_cancel(found)}
    context |= {"why": why_waiting(found.claim) if queue else "", "superior_lost": superior_not_reached(found)}
    context |= afterwards(found) | {"materials": materials_for(request.user, found.day, language)}
    if found.state == ApplicationState.ACCEPTED:
        context["schedule"] = schedule_for(found.day, found, language)
    return render(request, "internships/application.html", context)


def _can_withdraw(found: Application) -> bool:
    gone = (ApplicationState.WITHDRAWN, ApplicationState.DECLINED)
    ahead = found.day.starts_at > timezone.now() and found.day.cancelled_at is None
    return ahead and found.state not in gone and not too_late_to_cancel(found)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Says what will happen to the place, then gives it back."""
    found = _mine_or_404(request, code)
    if not _can_withdraw(found):
        return redirect("internships:application", found.code)
    if request.method == "POST":
        withdraw_application(application=found, actor=request.user)
        messages.success(request, _("Your application is withdrawn."))
        return redirect("internships:day", found.day.code)
    waiting = found.day.offer.claims.waiting().exists()
    card = day_card(found.day, get_language() or "uk")
    return render(request, "internships/withdraw.html", {"application": found, "day": found.day, "card": card, "someone_waits": waiting})
