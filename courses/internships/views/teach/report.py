"""The day's report: a page to read, and files to send to whoever paid."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from school.foundation.report_files import download

from ...models import InternshipDay
from ...presenting import day_card
from ...reporting import report_of
from ...reporting_files import as_csv, as_docx, as_pdf, sections
from .board import day_or_404

FILES = {"pdf": as_pdf, "docx": as_docx, "csv": as_csv}


@login_required
@require_GET
def report(request: HttpRequest, code: str) -> HttpResponse:
    day, language = day_or_404(request, code), get_language() or "uk"
    told = report_of(day, language)
    context = {"day": day, "card": day_card(day, language), "report": told, "sections": sections(told)}
    return render(request, "internships/teach/report.html", context)


@login_required
@require_GET
def report_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The same as a file, in the language of the page it was asked on."""
    day, language = day_or_404(request, code), get_language() or "uk"
    if kind not in FILES:
        raise Http404
    return download(FILES[kind](report_of(day, language), language), _name(day), kind)


def _name(day: InternshipDay) -> str:
    return f"report-{day.date:%Y-%m-%d}-{day.code}"
