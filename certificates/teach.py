"""The coordinator's register: find, issue, replace, revoke, export."""

from __future__ import annotations

import csv
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courses.internships.models import Attendance
from courses.learning.models import CourseRun, Enrolment
from school.accounts.finding import by_name
from school.accounts.rules import is_coordinator
from school.foundation import jobs
from school.foundation.history import history_of
from school.foundation.models import Job
from school.foundation.report_files import plain_cell

from .awards import Award, NotEarned, award_of
from .enums import AwardKind
from .forms import ReplaceForm, RevokeForm
from .issuing import issue, replace, revoke
from .models import Certificate, CertificateState
from .pending import waiting_count, waiting_for_course, waiting_for_day
from .signing.waiting import file_trouble, files_waiting
from .wording import verb_words

PER_PAGE = 50


def _coordinator_or_404(request: HttpRequest) -> None:
    if not is_coordinator(request.user):
        raise Http404


def _found(request: HttpRequest) -> QuerySet[Certificate]:
    rows = Certificate.objects.select_related("person", "replaced_by").found_by(request.GET.get("q", "")[:100])
    state = request.GET.get("state", "")
    return rows.filter(state=state) if state in CertificateState.values else rows


@login_required
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    _coordinator_or_404(request)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": Paginator(_found(request), PER_PAGE).get_page(request.GET.get("page")),
        "query": query.urlencode(),
        "q": request.GET.get("q", "")[:100],
        "state": request.GET.get("state", ""),
        "states": CertificateState.choices,
        "waiting": waiting_count(),
        "files_waiting": files_waiting(),
        "coordinates": True,
    }
    return render(request, "certificates/teach/register.html", context)


@login_required
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """What the register shows now, as CSV that spreadsheets open in Cyrillic."""
    _coordinator_or_404(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="certificates.csv"'
    writer = csv.writer(response, delimiter=";")
    columns = [
        _("Number"), _("Code"), _("Surname"), _("Given name"), _("Patronymic"), _("What for"), _("Academic hours"), _("ECTS credits"),
        _("Result"), _("Issued"), _("State"), _("Since"), _("Reason"), _("Replaced by"),
    ]  # fmt: skip
    writer.writerow(columns)
    for row in _found(request).iterator(500):
        said = [row.frozen[name] for name in ("surname", "given_name", "patronymic", "what", "hours", "ects", "result", "issued_date")]
        ended = timezone.localdate(row.ended_at).isoformat() if row.ended_at else ""
        later = row.replaced_by.number if row.replaced_by else ""
        writer.writerow([plain_cell(cell) for cell in [row.number, row.code, *said, row.get_state_display(), ended, row.reason, later]])
    return response


def _certificate_or_404(request: HttpRequest, code: str) -> Certificate:
    _coordinator_or_404(request)
    return get_object_or_404(Certificate.objects.select_related("person", "replaced_by"), code=code)


@login_required
@require_GET
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    found = _certificate_or_404(request, code)
    events = [{"words": verb_words(event.verb), "event": event} for event in history_of(found).select_related("actor")]
    context: dict[str, Any] = {"certificate": found, "said": found.frozen, "events": events}
    context["files"] = found.files.all()
    context["file_trouble"] = file_trouble(found)
    context["before"] = Certificate.objects.filter(replaced_by=found).first()
    context["again"] = found.state == CertificateState.REVOKED and not Certificate.objects.of_award(found.award_kind, found.award_key).live().exists()
    return render(request, "certificates/teach/certificate.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def replace_view(request: HttpRequest, code: str) -> HttpResponse:
    found = _certificate_or_404(request, code)
    if found.state != CertificateState.ISSUED:
        return redirect("certificates:certificate", found.code)
    award = _other_volume(found)
    form = ReplaceForm(request.POST or None, certificate=found, other_hours=award is not None)
    if request.method == "POST" and form.is_valid():
        new = replace(certificate=found, actor=request.user, reason=form.cleaned_data["reason"], changes=form.changes, award=award)
        messages.success(request, _("Certificate %(new)s is issued instead of %(old)s.") % {"new": new.number, "old": found.number})
        return redirect("certificates:certificate", new.code)
    context = {"form": form, "certificate": found, "said": found.frozen, "award": award}
    return render(request, "certificates/teach/replace.html", context, status=400 if form.errors else 200)


def _other_volume(found: Certificate) -> Award | None:
    """What a day gives now, where its confirmed hours are not the printed ones any more."""
    if found.award_kind != AwardKind.DAY:
        return None
    try:
        award = award_of(found.award_kind, found.award_key)
    except NotEarned:
        return None
    return award if award.hours != Decimal(found.frozen["hours"]) else None


@login_required
@require_http_methods(["GET", "POST"])
def revoke_view(request: HttpRequest, code: str) -> HttpResponse:
    found = _certificate_or_404(request, code)
    if found.state != CertificateState.ISSUED:
        return redirect("certificates:certificate", found.code)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        revoke(certificate=found, actor=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Certificate %(number)s is revoked.") % {"number": found.number})
        return redirect("certificates:certificate", found.code)
    context = {"form": form, "certificate": found, "said": found.frozen}
    return render(request, "certificates/teach/revoke.html", context, status=400 if form.errors else 200)


@login_required
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Who has finished a course or was at a day and has no certificate, and the runs where a whole list can be issued."""
    _coordinator_or_404(request)
    rows = waiting_for_course().select_related("user__profile", "run__course").order_by("run", "completed_at", "pk")
    runs = CourseRun.objects.filter(enrolments__in=waiting_for_course()).select_related("course").annotate(people=Count("enrolments"))
    context = {"page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "runs": runs.order_by("-starts_at")[:100]}
    days = waiting_for_day().select_related("user__profile", "day__internship").order_by("-day__starts_at", *by_name("user__"), "pk")
    context["days"] = days[:100]
    return render(request, "certificates/teach/waiting.html", context)


@login_required
@require_POST
def issue_one(request: HttpRequest, code: str) -> HttpResponse:
    """By hand, for a completed enrolment that has none."""
    _coordinator_or_404(request)
    enrolment = get_object_or_404(Enrolment, code=code)
    return _issue(request, "course", enrolment.code, anew=False) or redirect("certificates:waiting")


@login_required
@require_POST
def issue_day(request: HttpRequest, code: str) -> HttpResponse:
    """By hand, for confirmed presence that has none."""
    _coordinator_or_404(request)
    attendance = get_object_or_404(Attendance, code=code)
    return _issue(request, "day", attendance.code, anew=False) or redirect("certificates:waiting")


@login_required
@require_POST
def issue_anew(request: HttpRequest, code: str) -> HttpResponse:
    """After a revocation: a new certificate for the same award, a deliberate act."""
    found = _certificate_or_404(request, code)
    return _issue(request, found.award_kind, found.award_key, anew=True) or redirect("certificates:certificate", found.code)


def _issue(request: HttpRequest, kind: str, key: str, *, anew: bool) -> HttpResponse | None:
    try:
        made = issue(award=award_of(kind, key), actor=request.user, anew=anew)
    except NotEarned:
        messages.error(request, _("Nothing was issued: the required steps are not all done."))
        return None
    messages.success(request, _("Certificate %(number)s is issued. Its file and the letter follow in a moment.") % {"number": made.number})
    return redirect("certificates:certificate", made.code)


@login_required
@require_POST
def issue_run(request: HttpRequest, code: str) -> HttpResponse:
    """Issue to everyone of a run who has finished and has none; one such work of a run at a time."""
    _coordinator_or_404(request)
    run = get_object_or_404(CourseRun, code=code)
    with transaction.atomic():
        key = f"{run.code}:{Job.objects.filter(kind='certificates.award_run', key__startswith=f'{run.code}:', finished_at__isnull=False).count()}"
        job = jobs.enqueue(
            "certificates.award_run", key=key, args={"run": run.pk}, total=waiting_for_course().filter(run=run).count(), actor=request.user
        )
    return redirect("certificates:job", job.pk)


@login_required
@require_GET
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far a whole run's certificates are; failures by row."""
    _coordinator_or_404(request)
    found = get_object_or_404(Job, pk=job_id, kind="certificates.award_run")
    run = CourseRun.objects.select_related("course").filter(pk=found.args["run"]).first()
    return render(request, "certificates/teach/job.html", {"job": found, "run": run})
