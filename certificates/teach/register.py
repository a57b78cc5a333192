"""The coordinator's register: find, narrow, export."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from school.foundation.models import Event
from school.foundation.report_files import as_csv, as_xlsx, download

from ..models import Certificate, CertificateState
from ..pending import waiting_count
from ..signing.waiting import files_waiting
from ..wording import verb_words
from .doors import coordinator_or_404

PER_PAGE = 50
CHUNK = 200


def _found(request: HttpRequest) -> QuerySet[Certificate]:
    rows = Certificate.objects.select_related("person", "replaced_by").found_by(request.GET.get("q", "")[:100])
    state = request.GET.get("state", "")
    return rows.filter(state=state) if state in CertificateState.values else rows


@login_required
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    coordinator_or_404(request)
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
    coordinator_or_404(request)
    columns = [
        _("Number"), _("Code"), _("Surname"), _("Given name"), _("Patronymic"), _("What for"), _("Academic hours"), _("ECTS credits"),
        _("Result"), _("Issued"), _("State"), _("Since"), _("Reason"), _("Replaced by"),
    ]  # fmt: skip
    return download(as_csv(columns, map(_plain_line, _found(request).iterator(500))), "certificates", "csv")


def _plain_line(row: Certificate) -> list[str]:
    said = [row.frozen[name] for name in ("surname", "given_name", "patronymic", "what", "hours", "ects", "result", "issued_date")]
    ended = timezone.localdate(row.ended_at).isoformat() if row.ended_at else ""
    return [row.number, row.code, *said, str(row.get_state_display()), ended, row.reason, row.replaced_by.number if row.replaced_by else ""]


@login_required
@require_GET
def export_xlsx(request: HttpRequest) -> HttpResponse:
    """What the register shows now, with who did what and when, for a spreadsheet."""
    coordinator_or_404(request)
    columns = [_("Number"), _("Code"), _("Name"), _("What for"), _("Academic hours"), _("ECTS credits"), _("Issued"), _("State"), _("Reason"), _("Replaced by"), _("Who did what and when")]  # fmt: skip
    return download(as_xlsx(_("Register of certificates"), columns, _lines(_found(request))), "certificates", "xlsx")


def _lines(rows: QuerySet[Certificate]) -> Iterator[list[Any]]:
    """Acts of two hundred certificates are asked for at once."""
    rows = rows.defer("search_words")
    for start in count(0, CHUNK):
        if not (some := list(rows[start : start + CHUNK])):
            return
        acts = _acts([row.pk for row in some])
        for row in some:
            said = [row.frozen[name] for name in ("full_name", "what", "hours", "ects", "issued_date")]
            yield [
                row.number,
                row.code,
                *said,
                str(row.get_state_display()),
                row.reason,
                row.replaced_by.number if row.replaced_by else "",
                acts[row.pk],
            ]


def _acts(ids: list[int]) -> dict[int, str]:
    told: dict[int, list[str]] = {pk: [] for pk in ids}
    events = (
        Event.objects.filter(subject_kind=Certificate._meta.label_lower, subject_id__in=ids).select_related("actor__profile").order_by("at", "pk")
    )
    for event in events:
        who = f", {event.actor.full_name}" if event.actor else ""
        told[event.subject_id].append(f"{timezone.localtime(event.at):%d.%m.%Y %H:%M} {verb_words(event.verb)}{who}")
    return {pk: "\n".join(words) for pk, words in told.items()}
