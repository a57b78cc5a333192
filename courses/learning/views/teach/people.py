"""Decisions about people on a run: approve, decline, withdraw, import, invite, export."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from school.accounts.finding import by_name, named
from school.accounts.models import User
from school.accounts.rules import is_coordinator
from school.foundation.history import history_of
from school.foundation.jobs import Job
from school.foundation.report_files import plain_cell

from ...enrolment import CannotEnrol, approve_enrolment, decline_enrolment, enrol, withdraw
from ...enums import Source
from ...forms import ImportForm, InviteForm, ReasonForm
from ...inviting import invite_people
from ...models import CourseRun, Enrolment
from ...progress import outline_for, with_progress
from ...roster import UnreadableList, queue_list
from ...rules import runs_seen_by
from .runs import coordinated_run_or_404, run_or_404


@login_required
@require_POST
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """One decision about one or many people of a run."""
    found = coordinated_run_or_404(request, code)
    rows = list(found.enrolments.filter(code__in=request.POST.getlist("enrolment")).select_related("user", "run").order_by("pk"))
    action, reason = request.POST.get("action", ""), request.POST.get("reason", "").strip()
    if action == "add":
        return _add(request, found)
    if not rows:
        messages.error(request, _("Choose at least one person."))
    elif action in ("decline", "withdraw") and not reason:
        messages.error(request, _("Say why: the person reads the reason in a letter."))
    else:
        try:
            for row in rows:
                _do(action, row, request.user, reason)
        except CannotEnrol as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, ngettext("Done for %(n)d person.", "Done for %(n)d people.", len(rows)) % {"n": len(rows)})
    return redirect(f"{request.path.removesuffix('people/')}?tab={request.POST.get('tab', 'active')}")


def _do(action: str, row: Enrolment, actor: User, reason: str) -> None:
    if action == "approve":
        approve_enrolment(enrolment=row, actor=actor)
    elif action == "decline":
        decline_enrolment(enrolment=row, actor=actor, reason=reason)
    elif action == "withdraw":
        withdraw(enrolment=row, actor=actor, reason=reason)
    else:
        raise Http404


def _add(request: HttpRequest, found: CourseRun) -> HttpResponse:
    user = User.objects.filter(email__iexact=request.POST.get("email", "").strip(), is_active=True).first()
    if user is None:
        messages.error(request, _("Nobody is registered with this e-mail. Invite the person instead."))
        return redirect("learning:run", found.code)
    try:
        enrol(user=user, run=found, source=Source.STAFF, actor=request.user, language=user.language)
    except CannotEnrol as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(name)s is on the list.") % {"name": user.full_name})
    return redirect("learning:run", found.code)


@login_required
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, code: str) -> HttpResponse:
    """One person on one run: what is done, what happened when and by whom; withdraw with a reason."""
    rows = with_progress(Enrolment.objects.filter(run__in=runs_seen_by(request.user))).select_related(
        "user__profile__organisation", "user__profile__city", "run__course", "claim"
    )
    enrolment = get_object_or_404(rows, code=code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        if not is_coordinator(request.user):
            raise Http404
        if form.is_valid():
            withdraw(enrolment=enrolment, actor=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("%(name)s is withdrawn; the place is free.") % {"name": enrolment.user.full_name})
            return redirect("learning:run", enrolment.run.code)
    context = {"enrolment": enrolment, "run": enrolment.run, "form": form, "coordinates": is_coordinator(request.user)}
    context |= {"outline": outline_for(enrolment, get_language() or "uk"), "events": history_of(enrolment).select_related("actor")[:100]}
    return render(request, "learning/teach/person.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def import_list(request: HttpRequest, code: str) -> HttpResponse:
    found = coordinated_run_or_404(request, code)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            job = queue_list(run=found, upload=form.cleaned_data["file"], actor=request.user)
        except UnreadableList as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("learning:import_report", found.code, job.pk)
    return render(request, "learning/teach/import.html", {"form": form, "run": found, "job": None}, status=400 if form.errors else 200)


@login_required
@require_GET
def import_report(request: HttpRequest, code: str, job_id: int) -> HttpResponse:
    """Progress while it runs, then a report by row."""
    found = coordinated_run_or_404(request, code)
    job = get_object_or_404(Job, pk=job_id, kind="learning.enrol_list", args__run=found.pk)
    return render(request, "learning/teach/import.html", {"form": ImportForm(), "run": found, "job": job, "result": job.result or {}})


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, code: str) -> HttpResponse:
    found = coordinated_run_or_404(request, code)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = invite_people(run=found, emails=form.cleaned_data["emails"], actor=request.user, language=get_language() or "uk")
        messages.success(request, ngettext("%(n)d invitation is on its way.", "%(n)d invitations are on their way.", sent) % {"n": sent})
        return redirect("learning:run", found.code)
    return render(request, "learning/teach/invitations.html", {"form": form, "run": found}, status=400 if form.errors else 200)


@login_required
@require_GET
def export(request: HttpRequest, code: str) -> HttpResponse:
    """The list of a run as CSV that spreadsheets open in Cyrillic."""
    found = run_or_404(request, code)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="run-{found.code}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(
        [
            _("Surname"),
            _("Given name"),
            _("Patronymic"),
            _("E-mail"),
            _("Organisation"),
            _("City"),
            _("State"),
            _("Steps done"),
            _("Steps"),
            _("Finished"),
        ]
    )
    rows = with_progress(found.enrolments.all()).select_related("user__profile__organisation", "user__profile__city")
    for row in rows.order_by(*by_name("user__"), "pk"):
        profile = getattr(row.user, "profile", None)
        finished = timezone.localdate(row.completed_at).isoformat() if row.completed_at else ""
        names = [profile.surname, profile.given_name, profile.patronymic] if profile else ["", "", ""]
        place = [str(profile.organisation or ""), str(profile.city or "")] if profile else ["", ""]
        writer.writerow([plain_cell(cell) for cell in [*names, row.user.email, *place, row.get_state_display(), row.done, row.total, finished]])
    return response


@login_required
@require_GET
def find(request: HttpRequest) -> JsonResponse:
    """Coordinators look a person up by name or e-mail."""
    if not is_coordinator(request.user):
        raise Http404
    q = request.GET.get("q", "").strip()[:100]
    rows = User.objects.filter(is_active=True).filter(named(q)).select_related("profile")[:10] if len(q) > 1 else []
    return JsonResponse({"people": [{"email": row.email, "name": row.full_name} for row in rows]})
