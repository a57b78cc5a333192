from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from school.accounts.rules import is_coordinator
from school.foundation import limits
from school.foundation.codes import fold_code
from school.foundation.files import serve_private

from .issuing import hide, show
from .models import Certificate
from .pending import pending_of
from .verifying import Verification, verify

PER_MINUTE = 30


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    rows = Certificate.objects.filter(person=request.user).select_related("replaced_by")
    pending = pending_of(request.user, get_language() or settings.LANGUAGE_CODE)
    return render(request, "certificates/mine.html", {"certificates": rows, "pending": pending})


@login_required
@require_GET
def download(request: HttpRequest, code: str) -> HttpResponse:
    """The file, for ever the same, for its holder and the centre."""
    allowed = Q() if is_coordinator(request.user) else Q(person=request.user)
    certificate = get_object_or_404(Certificate.objects.filter(allowed), code=code)
    if not certificate.ready:
        messages.info(request, _("The file is being made. It takes a few seconds; look again in a moment."))
        return redirect("certificates:mine")
    return serve_private(request, certificate.pdf, filename=certificate.filename, content_type="application/pdf")


@login_required
@require_POST
def visibility(request: HttpRequest, code: str) -> HttpResponse:
    certificate = get_object_or_404(Certificate, code=code, person=request.user)
    if request.POST.get("hide") == "1":
        hide(certificate=certificate, actor=request.user)
        messages.success(
            request, _("The page of certificate %(number)s no longer shows your name, only that it is genuine.") % {"number": certificate.number}
        )
    else:
        show(certificate=certificate, actor=request.user)
        messages.success(request, _("The page of certificate %(number)s shows its printed words again.") % {"number": certificate.number})
    return redirect("certificates:mine")


@require_safe
def short(request: HttpRequest, code: str, payload: str = "") -> HttpResponse:
    """The address in the QR: on to the verifying page in the visitor's language."""
    language = get_language_from_request(request)
    with override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        return _private(redirect("certificates:verified", fold_code(code)[:64] or "0"))


def _private(response: HttpResponse) -> HttpResponse:
    """Nothing of a person within reach of search engines, caches and other sites."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    return response


def _allowed(request: HttpRequest) -> bool:
    return limits.allow(f"verify:{limits.address_of(request)}", limit=PER_MINUTE, seconds=60)


@require_safe
def verify_form(request: HttpRequest) -> HttpResponse:
    """By code or by number. A code has its own address; a number shows the state and no person."""
    text = request.GET.get("code", "").strip()[:200]
    if not text:
        return _private(render(request, "certificates/verify.html", {"text": ""}))
    if not _allowed(request):
        return _private(_too_many(request, text))
    found = verify(text)
    if found.code:
        return _private(redirect("certificates:verified", found.code))
    return _private(_answer(request, found, text))


@require_safe
def verified(request: HttpRequest, code: str) -> HttpResponse:
    if not _allowed(request):
        return _private(_too_many(request, code))
    return _private(_answer(request, verify(code[:200]), code))


def _too_many(request: HttpRequest, text: str) -> HttpResponse:
    response = render(request, "certificates/verify.html", {"text": text, "too_many": True}, status=429)
    response["Retry-After"] = "60"
    return response


def _answer(request: HttpRequest, found: Verification, text: str) -> HttpResponse:
    """`certificate` is what may be told of it, never the record."""
    known = found if found.state != "unknown" else None
    context = {"found": found, "certificate": known, "fields": found.fields, "text": text}
    return render(request, "certificates/verified.html", context, status=200 if known else 404)
