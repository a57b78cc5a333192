"""The open register: a page and two files for whoever asks."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from school.foundation import limits
from school.foundation.centre import centre
from school.foundation.numbers import whole_number
from school.foundation.report_files import download

from .named import name_of
from .open_register import csv_of, open_rows, xlsx_of, years
from .verify_views import private

PER_PAGE = 50
FILES_A_MINUTE = 6


def _rows(request: HttpRequest) -> tuple[int | None, str, Any]:
    year, number = whole_number(request.GET.get("year", ""), 4), request.GET.get("number", "").strip()[:40]
    return year, number, open_rows(year, number)


@require_safe
def open_register(request: HttpRequest) -> HttpResponse:
    year, number, rows = _rows(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.shown_name = name_of(row)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "year": year,
        "years": years(),
        "number": number,
        "query": query.urlencode(),
        "house": centre(),
    }
    return private(render(request, "certificates/open_register.html", context))


@require_safe
def open_register_file(request: HttpRequest, kind: str) -> HttpResponse:
    if not limits.allow(f"register:{limits.address_of(request)}", limit=FILES_A_MINUTE, seconds=60):
        return HttpResponse(
            _("Too many requests, try again in a minute."), status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": "60"}
        )
    if kind not in ("csv", "xlsx"):
        raise Http404
    rows = _rows(request)[2]
    return private(download(csv_of(rows) if kind == "csv" else xlsx_of(rows), "certificates", kind))
