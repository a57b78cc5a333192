"""Sticks of a person: ordered, fetched, and what was watched from them handed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from school.foundation import limits
from school.foundation.files import serve_private
from school.foundation.models import Job, JobState
from school.foundation.numbers import whole_number

from ..models import Stick, StickForm, Webinar, WebinarSeriesPage
from ..rules import webinars_seen_by
from ..series import keys_of
from .forms import HandIn, StickOrder
from .progress import NotTaken, Taken, take_progress
from .stick import KIND, NotPacked, order_stick, size_of

SHOWN = 20


def stick_or_404(request: HttpRequest, code: str) -> Stick:
    """The asker's own; nobody else's is ever found."""
    return get_object_or_404(Stick.objects.filter(person=request.user).prefetch_related("webinars"), code=code)


def packable(user: Any) -> Any:
    return webinars_seen_by(user).recorded().select_related("project")


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose recordings: one, a whole series, all of a project."""
    webinars = packable(request.user)
    form = StickOrder(request.POST or None, webinars=webinars)
    if form.is_valid():
        try:
            stick = _ordered(request, form.cleaned_data)
        except NotPacked as problem:
            form.add_error("webinars", str(problem))
        else:
            return redirect("webinars:stick", stick.code)
    rows = list(webinars)
    series = _series_asked(request)
    chosen = {str(row.pk) for row in rows if row.key in series or _asked(request, row)}
    if request.method == "POST":
        chosen = set(request.POST.getlist("webinars"))
    context = {
        "form": form,
        "rows": [{"webinar": row, "chosen": str(row.pk) in chosen} for row in rows],
        "forms": [
            {"value": value, "label": label, "size": _megabytes(size_of(rows, value)) if len(rows) == 1 else None}
            for value, label in StickForm.choices
        ],
        "wanted": request.POST.get("form", StickForm.VIDEO),
    }
    return render(request, "webinars/sticks/new.html", context, status=400 if form.is_bound else 200)


def _ordered(request: HttpRequest, wish: dict[str, Any]) -> Stick:
    if not limits.allow(f"stick:{request.user.pk}", limit=10, seconds=600):
        raise NotPacked(_("Too many at once. Try again in ten minutes."))
    return order_stick(user=request.user, webinars=wish["webinars"], form=wish["form"], language=get_language() or "uk")


def _asked(request: HttpRequest, webinar: Webinar) -> bool:
    """By the link that brought the person here: `?webinar=CODE`, `?project=ID` or `?all`; `?series=ID` is asked once for all."""
    asked = request.GET
    project = whole_number(asked.get("project", ""))
    return "all" in asked or webinar.code in asked.getlist("webinar") or (project is not None and webinar.project_id == project)


def _series_asked(request: HttpRequest) -> set[UUID]:
    """Keys of the webinars of `?series=ID`, a series anybody may see."""
    number = whole_number(request.GET.get("series", ""))
    page = WebinarSeriesPage.objects.live().filter(pk=number).first() if number else None
    return set(keys_of([page])[page.translation_key]) if page else set()


def _megabytes(size: int) -> float:
    return max(round(size / 1_000_000, 1), 0.1)


@login_required
@require_GET
def stick(request: HttpRequest, code: str) -> HttpResponse:
    found = stick_or_404(request, code)
    job = Job.objects.filter(kind=KIND, key=found.code).first()
    failed = bool(found.problem) or (job is not None and job.state == JobState.FAILED)
    context = {"stick": found, "job": job, "failed": failed, "waits": not found.built_at and not failed, "megabytes": _megabytes(found.size or 0)}
    return render(request, "webinars/sticks/stick.html", context)


@login_required
@require_GET
def file(request: HttpRequest, code: str) -> HttpResponse:
    found = stick_or_404(request, code)
    if not found.file or not found.file.storage.exists(found.file.name):
        raise Http404
    return serve_private(request, found.file, filename=f"shkola-{found.code}.zip", content_type="application/zip")


@login_required
@require_GET
def sticks(request: HttpRequest) -> HttpResponse:
    """My sticks, and handing in. A link out of a QR code fills the field in and changes nothing."""
    return _hand_in_page(request, HandIn(initial={"text": request.GET.get("p", "")}))


def _hand_in_page(request: HttpRequest, form: HandIn, status: int = 200) -> HttpResponse:
    rows = Stick.objects.filter(person=request.user).prefetch_related("webinars")[:SHOWN]
    return render(request, "webinars/sticks/sticks.html", {"form": form, "sticks": rows}, status=status)


@login_required
@require_POST
def hand_in(request: HttpRequest) -> HttpResponse:
    form = HandIn(request.POST, request.FILES)
    if not form.is_valid():
        return _hand_in_page(request, form, 400)
    try:
        taken = take_progress(user=request.user, text=form.cleaned_data["told"])
    except NotTaken as problem:
        form.add_error(None, str(problem))
        return _hand_in_page(request, form, 400)
    messages.success(request, _told(taken))
    return redirect("webinars:sticks")


def _told(taken: Taken) -> str:
    if taken.again:
        return str(_("This progress was handed in before; nothing has changed."))
    n = len(taken.webinars)
    text = ngettext("Counted: what you watched of %(n)d webinar.", "Counted: what you watched of %(n)d webinars.", n) % {"n": n}
    if taken.answers:
        text += " " + ngettext("%(n)d answer is checked.", "%(n)d answers are checked.", taken.answers) % {"n": taken.answers}
    if taken.missing:
        text += " " + _("Not counted, because they are no longer open: %(titles)s.") % {"titles": ", ".join(f"«{title}»" for title in taken.missing)}
    return text
