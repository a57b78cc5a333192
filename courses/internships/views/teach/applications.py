"""Decisions about applications: one or many, each with who, when and why in the history."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from school.foundation.history import history_of

from ...applying import CannotDecide, accept_application, decline_application, withdraw_application
from ...choosing import why_waiting
from ...enums import ApplicationState, DayState
from ...models import Application
from ...presenting import day_card, told
from ...returning import came_before, visits_said
from ...rules import applications_coordinated_by
from ...undelivered import lost_letters_of, superior_not_reached, why_lost
from .board import TABS, day_or_404


@login_required
@require_POST
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """One decision about one or many applications of a day: all of them, or none."""
    found = day_or_404(request, code)
    rows = list(found.applications.filter(code__in=request.POST.getlist("application")))
    said = request.POST.get
    tab = said("tab", "")
    if not rows:
        messages.error(request, _("Choose at least one application."))
    else:
        try:
            with transaction.atomic():
                done = [_do(said("action", ""), row, request.user, said("reason", ""), anyway=bool(said("without_approval"))) for row in rows]
        except CannotDecide as refused:
            messages.error(request, str(refused))
        else:
            _tell(request, done)
    return redirect(f"{reverse('internships:teach_day', args=[found.code])}?tab={tab if tab in TABS else 'applied'}")


def _do(action: str, row: Application, actor: Any, reason: str, *, anyway: bool) -> Application:
    if action == "accept":
        return accept_application(application=row, actor=actor, without_approval=anyway)
    if action == "decline":
        return decline_application(application=row, actor=actor, reason=reason)
    if action == "withdraw":
        return withdraw_application(application=row, actor=actor, reason=reason)
    raise Http404


def _tell(request: HttpRequest, done: list[Application]) -> None:
    """How many were decided, and which of them wait and why."""
    messages.success(request, ngettext("Done for %(n)d application.", "Done for %(n)d applications.", len(done)) % {"n": len(done)})
    waits = Counter(why_waiting(row.claim) for row in done if row.state == ApplicationState.WAITING and row.claim)
    for why, count in waits.items():
        text = ngettext("%(n)d person is on the waiting list.", "%(n)d people are on the waiting list.", count) % {"n": count}
        messages.warning(request, f"{text} {why}")


@login_required
@require_GET
def application(request: HttpRequest, code: str) -> HttpResponse:
    """One application whole, with its history."""
    rows = applications_coordinated_by(request.user).select_related(
        "user__profile", "day__internship", "day__offer", "claim", "decided_by__profile", "house"
    )
    found = get_object_or_404(rows, code=code)
    context: dict[str, Any] = {
        "application": found,
        "day": found.day,
        "actions": _actions(found),
        "approval": found.approval,
        "why": why_waiting(found.claim) if found.state == ApplicationState.WAITING and found.claim else "",
        "card": day_card(found.day, get_language() or "uk"),
    }
    context["before"] = visits_said(came_before(found.day, [found.user_id]).get(found.user_id, []))
    context["lost"] = [{"letter": letter, "why": why_lost(letter)} for letter in lost_letters_of(found)]
    context["superior_lost"] = superior_not_reached(found)
    context["events"] = told(history_of(found).select_related("actor__profile")[:100])
    return render(request, "internships/teach/application.html", context)


def _actions(found: Application) -> list[str]:
    """What a coordinator may do with an application as it stands."""
    if found.day.state in (DayState.CANCELLED, DayState.PAST):
        return []
    return {
        ApplicationState.APPLIED: ["accept", "decline"],
        ApplicationState.WAITING: ["decline"],
        ApplicationState.ACCEPTED: ["withdraw"],
        ApplicationState.DECLINED: ["accept"],
    }.get(ApplicationState(found.state), [])
