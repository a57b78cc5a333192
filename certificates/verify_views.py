"""What a stranger opens: the page of a code, the question by number, what a QR code leads to."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe

from school.foundation import limits
from school.foundation.codes import fold_code

from .models import Certificate
from .picturing import picture_response
from .retaking import Repeat, is_due, repeat_of
from .verifying import Verification, verify
from .verifying.offline import known, offline_words
from .verifying.payload import read_address, read_payload

PER_MINUTE = 30
LONGEST = 400  # signs of a code, a number, a payload


@require_safe
def short(request: HttpRequest, code: str, payload: str = "") -> HttpResponse:
    """The address in the QR: on to the verifying page in the visitor's language, with what the QR says of itself."""
    language = get_language_from_request(request)
    with override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        return private(redirect(page_of(fold_code(code)[:64] or "0", payload)))


def page_of(code: str, payload: str = "") -> str:
    address = resolve_url("certificates:verified", code)
    return address + (f"?{urlencode({'qr': payload[:LONGEST]})}" if payload else "")


def private(response: HttpResponse) -> HttpResponse:
    """Nothing of a person within reach of search engines, caches and other sites."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    return response


def allowed(request: HttpRequest) -> bool:
    return limits.allow(f"verify:{limits.address_of(request)}", limit=PER_MINUTE, seconds=60)


@require_safe
def verify_form(request: HttpRequest) -> HttpResponse:
    """By code or by number. A code has its own address; a number shows the state and no person."""
    text = request.GET.get("code", "").strip()[:LONGEST]
    if not text:
        return private(render(request, "certificates/verify.html", {"text": ""}))
    if not allowed(request):
        return private(too_many(request, text))
    found = verify(text)
    if found.code:
        return private(redirect(page_of(found.code, read_address(text)[1])))
    return private(_answer(request, found, text))


@require_safe
def verified(request: HttpRequest, code: str) -> HttpResponse:
    if not allowed(request):
        return private(too_many(request, code))
    found = verify(code[:LONGEST])
    return private(_answer(request, found, code, _qr_of(found, request.GET.get("qr", "")[:LONGEST])))


def _qr_of(found: Verification, payload: str) -> str:
    """Whether the QR that led here was signed by us: «ours», «forged», or empty where it says nothing of itself."""
    if not payload or not found.code:
        return ""
    return "ours" if read_payload(found.code, payload) else "forged"


def too_many(request: HttpRequest, text: str) -> HttpResponse:
    response = render(request, "certificates/verify.html", {"text": text, "too_many": True}, status=429)
    response["Retry-After"] = "60"
    return response


def _answer(request: HttpRequest, found: Verification, text: str, qr: str = "") -> HttpResponse:
    """`certificate` is what may be told of it, never the record."""
    known = found if found.state != "unknown" else None
    picture = resolve_url("certificates:picture", found.code) if found.pictured else ""
    context = {"repeat": _repeat(found), "found": found, "picture": picture, "certificate": known, "fields": found.fields, "text": text, "qr": qr}
    return render(request, "certificates/verified.html", context, status=200 if known else 404)


def _repeat(found: Verification) -> Repeat | None:
    """Only where the printed words are shown: the page it leads to tells what was learned."""
    row = Certificate.objects.filter(code=found.code).first() if found.fields and found.valid_until else None
    return repeat_of(row) if row and is_due(row) else None


@require_safe
def picture(request: HttpRequest, code: str) -> HttpResponse:
    """While its holder does not hide it."""
    certificate = get_object_or_404(Certificate.objects.exclude(sha256=""), code=code, hidden_at=None)
    if not limits.allow(f"picture:{limits.address_of(request)}", limit=PER_MINUTE, seconds=60):
        return private(HttpResponse(status=429, headers={"Retry-After": "60"}))
    return private(picture_response(certificate))


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page that a device keeps: the same for everyone, with nobody in it."""
    response = render(request, "certificates/verify_offline.html", {"known": known(), "words": offline_words()})
    response["Cache-Control"] = "no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
