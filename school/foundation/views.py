from __future__ import annotations

from functools import lru_cache

from django.core.files.storage import storages
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from . import files, motif
from .models import Letter


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive."""
    return HttpResponse("ok", content_type="text/plain")


@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """The process can do its work: database and files answer."""
    checks = {}
    for name, check in (("database", _database), ("files", _files)):
        try:
            check()
            checks[name] = True
        except Exception:  # whatever fails, the answer is «not ready»
            checks[name] = False
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _files() -> None:
    storages["default"].exists("ready")


DRAWINGS = {"cover": motif.cover, "mark": motif.mark}


@lru_cache(512)
def _drawn(what: str, key: str, cloth: str) -> str:
    return DRAWINGS[what](key, cloth or None)


@require_GET
def art(request: HttpRequest, what: str, key: str) -> HttpResponse:
    """A woven picture: the same key gives the same bytes for ever."""
    cloth = request.GET.get("cloth", "")
    if what not in DRAWINGS or len(key) > 80 or (cloth and cloth not in motif.PALETTES):
        raise Http404
    response = HttpResponse(_drawn(what, key, cloth), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_GET
def media(request: HttpRequest, name: str) -> HttpResponse:
    return files.serve_public(request, name)


@require_GET
def dev_mail(request: HttpRequest) -> HttpResponse:
    """What the school has written, for those who develop it."""
    return render(request, "foundation/dev_mail.html", {"letters": Letter.objects.all()[:200]})


@require_GET
@xframe_options_sameorigin
def dev_letter(request: HttpRequest, pk: int) -> HttpResponse:
    letter = get_object_or_404(Letter, pk=pk)
    response = HttpResponse(letter.html)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"
    return response
