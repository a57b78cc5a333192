"""Sight over the whole programme, for coordinators: the report over a project or a period, and where nobody has come from yet."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from school.accounts.models import Project
from school.accounts.rules import is_coordinator
from school.foundation import report_files
from school.foundation.calendar import KYIV

from . import report_paper
from .forms import ReportForm, this_year
from .reporting import PeriodReport, period_report


def for_coordinators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @login_required
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_coordinator(request.user):
            raise PermissionDenied(_("These pages are for coordinators."))
        return view(request, *args, **kwargs)

    return wrapper


@for_coordinators
@require_GET
def report(request: HttpRequest) -> HttpResponse:
    """The form stays above what it gives; the address keeps both."""
    form = ReportForm(request.GET or None)
    context: dict[str, Any] = {"form": form, "projects": Project.objects.all(), "this_year": this_year(timezone.localdate(timezone=KYIV))}
    if form.is_valid():
        told, language = _told(form), get_language() or "uk"
        context |= {"paper": report_paper.paper_of(told, language), "query": request.GET.urlencode(), "empty": not told.rows}
    return render(request, "dashboard/teach/report.html", context, status=400 if form.errors else 200)


@for_coordinators
@require_GET
def report_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same as a file, in the language of the page it was asked on."""
    form, language = ReportForm(request.GET), get_language() or "uk"
    if kind not in report_files.TYPES or not form.is_valid():
        raise Http404
    told = _told(form)
    if kind == "csv":
        body: bytes | str = report_files.as_csv(report_paper.columns(), report_paper.lines(told))
    else:
        paper = report_paper.paper_of(told, language)
        body = report_files.as_pdf(paper) if kind == "pdf" else report_files.as_docx(paper)
    return report_files.download(body, _name(told), kind)


def _told(form: ReportForm) -> PeriodReport:
    return period_report(get_language() or "uk", **form.cleaned_data)


def _name(told: PeriodReport) -> str:
    said = [told.project.key if told.project else "", *(day.isoformat() for day in (told.since, told.till) if day)]
    return "-".join(["report", *filter(None, said)])


@for_coordinators
@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """Oblasts and cities that people have come from, of everything that ever took place; and those nobody has come from yet."""
    told = period_report(get_language() or "uk")
    return render(request, "dashboard/teach/coverage.html", {"report": told, **report_paper.coverage_of(told)})
