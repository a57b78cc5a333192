"""The day's report: a page to read, and files to send to whoever paid."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from ...models import InternshipDay
from ...presenting import day_card
from ...reporting import report_of
from ...reporting_files import as_csv, as_docx, as_pdf, sections
from .board import day_or_404

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = {"pdf": (as_pdf, "application/pdf"), "docx": (as_docx, DOCX), "csv": (as_csv, "text/csv; charset=utf-8")}


@login_required
@require_GET
def report(request: HttpRequest, code: str) -> HttpResponse:
    day, language = day_or_404(request, code), get_language() or "uk"
    told = report_of(day, language)
    parts = [(heading, header, [list(zip(header or row, row, strict=True)) for row in rows]) for heading, header, rows in sections(told)]
    context = {"day": day, "card": day_card(day, language), "report": told, "sections": parts}
    return render(request, "internships/teach/report.html", context)


@login_required
@require_GET
def report_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The same as a file, in the language of the page it was asked on."""
    day, language = day_or_404(request, code), get_language() or "uk"
    if kind not in FILES:
        raise Http404
    make, content_type = FILES[kind]
    response = HttpResponse(make(report_of(day, language), language), content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(_name(day))}.{kind}"
    response["Cache-Control"] = "private, no-store"
    return response


def _name(day: InternshipDay) -> str:
    return f"report-{day.date:%Y-%m-%d}-{day.code}"
