"""What machines read: our keys, status lists, and a credential by its own address. Once, without a language."""

from __future__ import annotations

import hashlib
import json
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_safe

from certificates.models import Certificate
from school.accounts.rules import is_coordinator
from school.foundation import limits

from . import issuer, status
from .badges import about, badge_png, badge_svg, name_of
from .baking import bake_png, bake_svg
from .carrying import profile_address, qr_svg
from .composing import address_of
from .making import make_credential
from .models import Credential, StatusList

PER_MINUTE = 120
KINDS = {"json": "application/vc", "jwt": "application/vc+jwt", "svg": "image/svg+xml", "png": "image/png"}


@require_safe
def did(request: HttpRequest) -> HttpResponse:
    return _answer(request, json.dumps(issuer.did_document(), indent=1), "application/did+json", f"public, max-age={status.FRESH}")


@require_safe
def status_list(request: HttpRequest, number: int, form: str) -> HttpResponse:
    row = get_object_or_404(StatusList, number=number)
    return _answer(request, status.published(row, form), KINDS[form], f"public, max-age={status.FRESH}")


@require_safe
def credential(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Not while its holder hides the certificate; its bit on the status list stays. The badge's drawing names no person."""
    if not limits.allow(f"credential:{limits.address_of(request)}", limit=PER_MINUTE, seconds=60):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    found = get_object_or_404(Credential.objects.select_related("certificate").exclude(document=""), code=code)
    if form == "svg":
        return _answer(request, badge_svg(found.certificate), KINDS[form], "public, max-age=86400")
    if found.certificate.hidden_at is not None:
        raise Http404
    response = _answer(request, found.document if form == "json" else found.token, KINDS[form], "no-cache")
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer(request: HttpRequest, said: str, kind: str, cache: str) -> HttpResponse:
    """With an ETag, and readable by a checker that runs in somebody's browser."""
    etag = f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'
    response = HttpResponse(said, content_type=kind)
    response["ETag"] = etag
    response["Cache-Control"] = cache
    response["Access-Control-Allow-Origin"] = "*"
    return get_conditional_response(request, etag, response=response) or response


@login_required
@require_GET
def badge(request: HttpRequest, code: str) -> HttpResponse:
    """The holder's: what to download, and how to take it elsewhere."""
    certificate = get_object_or_404(Certificate, code=code, person=request.user)
    address = address_of(make_credential(certificate=certificate))
    context = {
        "certificate": certificate,
        "about": f"{name_of(certificate.frozen)}. {about(certificate.frozen)}",
        "profile": profile_address(certificate),
        "address": address,
        "qr": mark_safe(qr_svg(address)),
    }
    return render(request, "certificates/badge.html", context)


@login_required
@require_GET
def download(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """By the certificate's code, for its holder and the centre: JSON, JWT, or the badge with the credential baked in."""
    allowed = Q() if is_coordinator(request.user) else Q(person=request.user)
    certificate = get_object_or_404(Certificate.objects.filter(allowed), code=code)
    response = HttpResponse(_file(make_credential(certificate=certificate), form), content_type=KINDS[form])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(certificate.number)}.{form}"
    response["Cache-Control"] = "private, no-cache"
    return response


def _file(credential: Credential, form: str) -> str | bytes:
    if form == "png":
        return bake_png(badge_png(credential.certificate), credential.document)
    if form == "svg":
        return bake_svg(badge_svg(credential.certificate), credential.document)
    return credential.document if form == "json" else credential.token
