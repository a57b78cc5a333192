"""For employers' programs: what the pages of verification say, as JSON. No account, no key; bounded by the minute."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from . import uploads, verify_views
from .api_document import document_of
from .reading.places import AGAIN, Busy
from .verifying import Verification, verify
from .verifying.answers import Answer, register_answer, revocation_answer
from .verifying.files import check_file, refused_as_too_large

View = Callable[..., HttpResponse]


def spoken(view: View) -> View:
    """In the language that the program asks for; nothing of it in caches and search engines."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = get_language_from_request(request)
        with override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            return verify_views.private(view(request, *args, **kwargs))

    return answered


@require_GET
def document(request: HttpRequest) -> HttpResponse:
    return JsonResponse(document_of(settings.PUBLIC_URL), json_dumps_params={"ensure_ascii": False})


@require_GET
@spoken
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    if not verify_views.allowed(request):
        return _wait()
    found = verify(code[: verify_views.LONGEST])
    unseen = Answer(None, _("No file was handed in."))
    answers = {"integrity": unseen, "signature": unseen, "register": register_answer(found), "revocation": revocation_answer(found)}
    said = {name: {"ok": row.ok, "words": row.words} for name, row in answers.items()}
    return JsonResponse({**said, "certificate": _facts(found)}, status=404 if found.state == "unknown" else 200)


@csrf_exempt  # changes nothing
@require_POST
@spoken
def verify_upload(request: HttpRequest) -> HttpResponse:
    if uploads.too_large(request):
        return JsonResponse(refused_as_too_large().plain, status=413)
    if not uploads.allowed(request):
        return _wait()
    data, text = uploads.handed_in(request)
    if not data and not text:
        return JsonResponse(
            {"error": _("Send the file as the field “file”, or a credential as the field “text”, of multipart/form-data.")}, status=400
        )
    try:
        checked = check_file(data or text.encode())
    except Busy:
        return JsonResponse(
            {"error": _("Many files are being checked right now. Try again in a moment.")}, status=503, headers={"Retry-After": str(AGAIN)}
        )
    return JsonResponse({**checked.plain, "certificate": _facts(checked.found) if checked.found else None})


def _wait() -> JsonResponse:
    return JsonResponse(
        {"error": _("Too many checks from your network in this minute. Wait a minute and try again.")}, status=429, headers={"Retry-After": "60"}
    )


def _facts(found: Verification) -> dict[str, Any] | None:
    """What the page shows: printed words only while the holder does not hide them."""
    if found.state == "unknown":
        return None
    printed = found.fields
    return {
        "number": found.number,
        "state": found.state,
        "in_force": found.genuine,
        "issued_at": found.issued_at,
        "ended_at": found.ended_at,
        "valid_until": found.valid_until,
        "replaced_by": found.replaced_by["number"] if found.replaced_by else None,
        "printed": printed and {"name": printed["name"], "title": printed["what"], "hours": printed["hours"], "issued_by": printed["centre"]},
    }
