"""The recording, its captions, and what a person has watched of it. The page itself is Wagtail's."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from school.foundation.files import SANDBOX, serve_private

from .models import CaptionTrack, Webinar
from .rules import webinars_seen_by
from .watching import record_watching, watched_by


def _webinar_or_404(request: HttpRequest, code: str) -> Webinar:
    return get_object_or_404(webinars_seen_by(request.user), code=code)


@require_safe
def recording(request: HttpRequest, code: str) -> HttpResponse:
    webinar = _webinar_or_404(request, code)
    if not webinar.recording:
        raise Http404
    return serve_private(request, webinar.recording, filename=f"{webinar.code}.mp4", content_type="video/mp4", inline=True)


@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    webinar = _webinar_or_404(request, code)
    if not webinar.poster:
        raise Http404
    response = serve_private(request, webinar.poster, filename=webinar.poster.name.rsplit("/", 1)[-1], inline=True)
    response["Content-Security-Policy"] = SANDBOX
    return response


@require_GET
def captions(request: HttpRequest, code: str, language: str) -> HttpResponse:
    track = get_object_or_404(CaptionTrack, webinar=_webinar_or_404(request, code), language=language)
    return HttpResponse(track.text, content_type="text/vtt; charset=utf-8")


@require_http_methods(["GET", "POST"])
def watched(request: HttpRequest, code: str) -> JsonResponse:
    """What I have watched and where I stopped; POST adds played parts. Without an account nothing is kept."""
    webinar = _webinar_or_404(request, code)
    if not request.user.is_authenticated:
        return JsonResponse({"error": _("Sign in, and what you watch will be kept.")}, status=401)
    if request.method == "GET":
        return JsonResponse(asdict(watched_by(request.user, webinar)))
    try:
        data = _sent(request)
    except ValueError:
        return JsonResponse({"error": _("These are not played parts.")}, status=400)
    found = record_watching(user=request.user, webinar=webinar, segments=data["segments"], position=data.get("position"))
    return JsonResponse(asdict(found))


def _sent(request: HttpRequest) -> dict[str, Any]:
    """`{"segments": [[start, end], …], "position": seconds}` as JSON, or the same in a form's field `watched`."""
    raw = request.POST.get("watched") if request.content_type != "application/json" else request.body
    data = json.loads(raw or b"null")
    if not isinstance(data, dict) or not isinstance(data.get("segments"), list):
        raise ValueError("segments")
    return data
