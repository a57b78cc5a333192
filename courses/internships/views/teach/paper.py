"""Typing the signed sheet back in: a line, Enter, the next line."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ...arriving import CannotArrive, enter_from_paper
from ...door_forms import WalkInForm
from ...models import Attendance, InternshipDay
from ...paper import enter_walk_in, people_of_line, person_of_line, typed_last
from ...presence_forms import PaperForm
from ...presenting import day_card
from .board import day_or_404


@login_required
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """One line of the sheet. Several of a name: they are shown to choose from. Nobody: a walk-in, with their names asked once."""
    day = day_or_404(request, code)
    form = PaperForm(request.POST or None, day=day)
    context: dict[str, Any] = {"day": day, "card": day_card(day, get_language() or "uk"), "form": form, "last": typed_last(day)}
    if request.method == "POST" and form.is_valid() and _entered(request, day, form, context):
        return redirect("internships:paper", day.code)
    status = 400 if form.errors or "walk_in" in context else 200
    return render(request, "internships/teach/paper.html", context, status=status)


def _entered(request: HttpRequest, day: InternshipDay, form: PaperForm, context: dict[str, Any]) -> bool:
    """True when the line is kept; else the form or the context says what is missing."""
    try:
        attendance = _kept(request, day, form, context)
    except CannotArrive as refused:
        form.add_error(None, str(refused))
        return False
    if attendance is None:
        return False
    said = {"name": attendance.user.full_name or attendance.user.email}
    if attendance.doubtful:
        messages.warning(request, _("%(name)s: the time is far from the day’s own. Compare it with the sheet.") % said)
    else:
        messages.success(request, _("%(name)s is entered.") % said)
    return True


def _kept(request: HttpRequest, day: InternshipDay, form: PaperForm, context: dict[str, Any]) -> Attendance | None:
    if "surname" in request.POST and not request.POST.get("person"):
        return _walk_in(request, day, form, context)
    user = _person(request, day, form, context)
    if user is None:
        return None
    arrived_at, left_at = form.times
    return enter_from_paper(day=day, user=user, arrived_at=arrived_at, left_at=left_at, actor=request.user).attendance


def _person(request: HttpRequest, day: InternshipDay, form: PaperForm, context: dict[str, Any]) -> Any:
    if request.POST.get("person"):
        chosen = person_of_line(day, request.POST["person"])
        if chosen is None:
            form.add_error("who", _("This person neither applied for the day nor came to it. Look for them again."))
        return chosen
    who = form.cleaned_data["who"]
    found = people_of_line(day, who)
    if len(found) == 1:
        return found[0]
    if found:
        context["choose"] = found
    elif "@" in who:
        context["walk_in"] = WalkInForm(initial={"email": who})
    else:
        form.add_error("who", _("Nobody of this name applied or came. Type the e-mail of whoever came without an application."))
    return None


def _walk_in(request: HttpRequest, day: InternshipDay, form: PaperForm, context: dict[str, Any]) -> Attendance | None:
    walk_in = context["walk_in"] = WalkInForm(request.POST)
    if not walk_in.is_valid():
        return None
    (arrived_at, left_at), language = form.times, get_language() or "uk"
    try:
        arrival = enter_walk_in(day=day, arrived_at=arrived_at, left_at=left_at, actor=request.user, language=language, **walk_in.cleaned_data)
    except ValidationError as problem:
        walk_in.add_error(None, problem)
        return None
    return arrival.attendance
