"""The door of a day without scripts: find, let in, let out. Every answer is a page in words."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ...arriving import CannotArrive
from ...door import (
    Admission,
    admit,
    admit_application,
    admit_pass,
    admit_walk_in,
    applications_named,
    counts,
    devices,
    expected,
    let_out,
    namesakes,
    present,
    present_named,
)
from ...door_forms import WalkInForm
from ...models import Application, InternshipDay
from ...passes import PassRefused
from ...presenting import day_card
from .board import day_or_404

PER_PAGE = 50
TABS = {"expected": expected, "here": present}


def _context(day: InternshipDay) -> dict[str, Any]:
    return {"day": day, "card": day_card(day, get_language() or "uk"), "counts": counts(day)}


@login_required
@require_GET
def door(request: HttpRequest, code: str) -> HttpResponse:
    """Who is still expected, who is here; a search over both."""
    day = day_or_404(request, code)
    q = request.GET.get("q", "").strip()[:100]
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "expected"
    context = {**_context(day), "q": q, "tab": tab, "devices": devices(day)}
    if q:
        context |= {"found": applications_named(day, q)[:PER_PAGE], "found_here": present_named(day, q)[:PER_PAGE]}
    else:
        context |= {"page": Paginator(TABS[tab](day), PER_PAGE).get_page(request.GET.get("page")), "query": urlencode({"tab": tab})}
    return render(request, "internships/teach/door.html", context)


@login_required
@require_POST
def let_in(request: HttpRequest, code: str) -> HttpResponse:
    """By the list: an application of this day, or somebody who was here and comes back."""
    day = day_or_404(request, code)
    try:
        if "attendance" in request.POST:
            known = get_object_or_404(day.attendances, code=request.POST["attendance"])
            return _welcome(day, admit(day=day, user=known.user, actor=request.user))
        application = get_object_or_404(day.applications.select_related("user__profile", "day"), code=request.POST.get("application", ""))
        return _welcome(day, admit_application(application=application, actor=request.user))
    except CannotArrive as refused:
        return _refused(request, day, str(refused))


@login_required
@require_POST
def by_pass(request: HttpRequest, code: str) -> HttpResponse:
    """By the text of a pass or the code of an application."""
    day = day_or_404(request, code)
    try:
        return _welcome(day, admit_pass(day=day, text=request.POST.get("text", "")[:500], actor=request.user))
    except (CannotArrive, PassRefused) as refused:
        return _refused(request, day, str(refused))


@login_required
@require_POST
def out(request: HttpRequest, code: str) -> HttpResponse:
    day = day_or_404(request, code)
    attendance = get_object_or_404(day.attendances.select_related("user__profile", "day"), code=request.POST.get("attendance", ""))
    try:
        left = let_out(attendance=attendance, actor=request.user)
    except CannotArrive as refused:
        return _refused(request, day, str(refused))
    return redirect(reverse("internships:door_answer", args=[day.code, left.code]))


@login_required
@require_http_methods(["GET", "POST"])
def walk_in(request: HttpRequest, code: str) -> HttpResponse:
    """Names and e-mail of somebody without an application."""
    day = day_or_404(request, code)
    form = WalkInForm(request.POST or None)
    twin = _twin(day, form) if request.method == "POST" and form.is_valid() and "sure" not in request.POST else None
    if request.method == "POST" and form.is_valid() and twin is None:
        try:
            return _welcome(day, admit_walk_in(day=day, actor=request.user, language=get_language() or "uk", **form.cleaned_data))
        except ValidationError as problem:
            form.add_error(None, problem)
        except CannotArrive as refused:
            form.add_error(None, str(refused))
    return render(request, "internships/teach/door_walk_in.html", {**_context(day), "form": form, "twin": twin}, status=400 if form.errors else 200)


def _twin(day: InternshipDay, form: WalkInForm) -> Application | None:
    """Somebody of this name is in the list: asked about once, before a second account is made."""
    asked = {name: form.cleaned_data[name] for name in ("email", "surname", "given_name")}
    found = namesakes(day, **asked).first()
    if found is not None:
        form.add_error(None, _("Somebody of this name has applied with another e-mail. If it is the same person, let them in by the list."))
    return found


@login_required
@require_GET
def answer(request: HttpRequest, code: str, attendance_code: str) -> HttpResponse:
    """Welcome, already here, or left: one person, large."""
    day = day_or_404(request, code)
    found = get_object_or_404(present(day), code=attendance_code)
    context = {**_context(day), "attendance": found, "said": request.GET.get("said", ""), "applied": "applied" in request.GET}
    return render(request, "internships/teach/door_answer.html", context)


def _welcome(day: InternshipDay, admission: Admission) -> HttpResponse:
    said = {"said": "again"} if admission.again else {"said": "in"}
    query = urlencode(said | ({"applied": 1} if admission.applied else {}))
    return redirect(f"{reverse('internships:door_answer', args=[day.code, admission.attendance.code])}?{query}")


def _refused(request: HttpRequest, day: InternshipDay, why: str) -> HttpResponse:
    return render(request, "internships/teach/door_refused.html", {**_context(day), "why": why}, status=409)
