"""Qualified signatures: out as an archive with a manifest, back as what was signed elsewhere."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from school.accounts.rules import is_coordinator
from school.foundation.centre import centre
from school.foundation.files import serve_private

from .models import QualifiedSignature
from .signing.qualified import ENDINGS, MOST, Taken, export, take_back, unsigned

LARGEST, MOST_FILES = 100 * 1024 * 1024, 200  # of one upload; files chosen at once
IN_MEMORY = 8 * 1024 * 1024


def _coordinator_or_404(request: HttpRequest) -> None:
    if not is_coordinator(request.user):
        raise Http404


@login_required
@require_http_methods(["GET", "POST"])
def qualified(request: HttpRequest) -> HttpResponse:
    """GET: how many wait, and the last that came back. POST: files that come back."""
    _coordinator_or_404(request)
    taken = _take(request) if request.method == "POST" else []
    rows = QualifiedSignature.objects.select_related("certificate", "taken_by").order_by("-pk")[:50]
    context = {
        "waiting": unsigned().count(), "most": MOST, "rows": rows, "endings": ",".join(ENDINGS), "verifier": centre().qualified_verifier,
        "taken": [row for row in taken if row.number], "refused": [row for row in taken if not row.number],
    }  # fmt: skip
    return render(request, "certificates/teach/qualified.html", context, status=400 if context["refused"] and not context["taken"] else 200)


def _take(request: HttpRequest) -> list[Taken]:
    files = request.FILES.getlist("files")
    if not files:
        return [Taken("–", words=_("Choose at least one file."))]
    if len(files) > MOST_FILES:
        return [Taken("–", words=_("These are too many files at once. Put them into one ZIP."))]
    return [row for file in files for row in _take_one(file, request.user)]


def _take_one(file: Any, actor: Any) -> list[Taken]:
    if file.size > LARGEST:
        return [Taken(file.name, words=_("The file is larger than %(n)d MB.") % {"n": LARGEST // (1024 * 1024)})]
    return take_back(data=file.read(), name=file.name, actor=actor)


@login_required
@require_POST
def export_view(request: HttpRequest) -> HttpResponseBase:
    """The oldest first; what has come back is not exported again."""
    _coordinator_or_404(request)
    rows = list(unsigned()[:MOST])
    if not rows:
        return redirect("certificates:qualified")
    out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the response closes it)
    export(rows, out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"for-signature-{timezone.localdate():%Y-%m-%d}.zip", content_type="application/zip")


@login_required
@require_GET
def signature(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What was signed, to the certificate's holder and the centre."""
    allowed = Q() if is_coordinator(request.user) else Q(certificate__person=request.user)
    found = get_object_or_404(QualifiedSignature.objects.select_related("certificate").filter(allowed), pk=pk, certificate__code=code)
    return serve_private(request, found.signed, filename=found.filename, content_type="application/octet-stream")
