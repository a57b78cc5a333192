"""What somebody who is coming carries: the pass as a page that stays on the phone, and as a sheet of A6."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from ..enums import ApplicationState
from ..models import Application
from ..passing import pass_facts, pass_pdf

GONE = (ApplicationState.WITHDRAWN, ApplicationState.DECLINED)


def mine_or_404(request: HttpRequest, code: str) -> Application:
    rows = Application.objects.of(request.user).select_related("day__internship", "day__offer", "user__profile")
    return get_object_or_404(rows, code=code)


@login_required
@require_GET
def pass_page(request: HttpRequest, code: str) -> HttpResponse:
    """The pass, or why there is none: 410 makes a phone forget the copy it kept, 404 says that there is none yet."""
    found = mine_or_404(request, code)
    if not lets_in(found):
        gone = found.state in GONE or found.day.cancelled_at is not None
        return render(request, "internships/pass_none.html", _facts(found), status=410 if gone else 404)
    response = render(request, "internships/pass.html", _facts(found) | {"pass": pass_facts(found, get_language() or "uk")})
    response["Cache-Control"] = "private, no-cache"
    return response


@login_required
@require_GET
def pass_file(request: HttpRequest, code: str) -> HttpResponse:
    found = mine_or_404(request, code)
    if not lets_in(found):
        return redirect("internships:pass", found.code)
    response = HttpResponse(pass_pdf(found, get_language() or "uk"), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="pass-{found.day.date.isoformat()}.pdf"'
    response["Cache-Control"] = "private, no-cache"
    return response


def lets_in(found: Application) -> bool:
    return found.state == ApplicationState.ACCEPTED and found.day.cancelled_at is None


def _facts(found: Application) -> dict[str, Any]:
    return {"application": found, "day": found.day}
