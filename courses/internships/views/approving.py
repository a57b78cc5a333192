"""The page behind a superior's link, and the applicant's page that sends one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.learning.forms import ReasonForm
from school.foundation import links

from ..approving import CannotApply, CannotApprove, approve_as_superior, ask_superior, can_ask, decline_as_superior, expiry, obstacle
from ..enums import ApprovalState
from ..forms import SuperiorForm
from ..models import Application, Approval
from ..presenting import day_card


def answer(request: HttpRequest, link: links.Link) -> HttpResponse:
    """Mail scanners open links: a GET only shows. A POST approves, or declines with a reason, once."""
    rows = Approval.objects.select_related("application__day__internship", "application__day__offer", "application__user__profile")
    approval = get_object_or_404(rows, code=link.data["approval"])
    if (refused := obstacle(approval)) is not None:
        return _page(request, approval, problem=str(refused), status=410)
    declines = request.POST.get("action") == "decline"
    form = ReasonForm(request.POST if declines else None)
    if request.method != "POST" or (declines and not form.is_valid()):
        return _page(request, approval, form=form, status=400 if form.errors else 200)
    try:
        approval = _act(link, approval, form.cleaned_data["reason"] if declines else None)
    except CannotApprove as late:
        return _page(request, approval, problem=str(late), status=410)
    return _page(request, approval, answered=approval.state)


@transaction.atomic
def _act(link: links.Link, approval: Approval, reason: str | None) -> Approval:
    if reason is None:
        approval = approve_as_superior(approval=approval, holder=link.holder)
    else:
        approval = decline_as_superior(approval=approval, holder=link.holder, reason=reason)
    links.use(link)
    return approval


def _page(request: HttpRequest, approval: Approval, *, status: int = 200, **extra: Any) -> HttpResponse:
    day = approval.application.day
    context = {"approval": approval, "application": approval.application, "day": day, "card": day_card(day, get_language() or "uk"), **extra}
    return render(request, "internships/approve.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Send a new link to the same superior, or name another."""
    rows = Application.objects.of(request.user).select_related("day__internship", "day__offer", "user")
    found = get_object_or_404(rows, code=code)
    if not can_ask(found):
        return redirect("internships:application", found.code)
    last = found.approval
    initial = {"superior_name": last.name, "superior_email": last.email} if last else {}
    form = SuperiorForm(request.POST or None, applicant=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            ask_superior(application=found, name=said["superior_name"], email=said["superior_email"], actor=request.user)
        except CannotApply as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The letter to your superior is on its way."))
            return redirect("internships:application", found.code)
    context = {"application": found, "day": found.day, "card": day_card(found.day, get_language() or "uk"), "form": form}
    context |= {"last": last, "asked": ApprovalState.ASKED, "till": expiry(found.day)}
    return render(request, "internships/approve_ask.html", context, status=400 if form.errors else 200)
