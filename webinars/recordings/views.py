"""The recording and its poster, to whoever may watch."""

from __future__ import annotations

import re

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from school.foundation.files import SANDBOX, StoredFile, serve_private

from ..models import Cut, Rendition, Webinar
from ..rules import webinar_or_404, webinar_to_change_or_404
from .addresses import FOR_EVER, seconds_left

TYPES = {
    "mp4": "video/mp4",
    "m4a": "audio/mp4",
    "m4s": "video/iso.segment",
    "m3u8": "application/vnd.apple.mpegurl",
    "jpg": "image/jpeg",
    "vtt": "text/vtt; charset=utf-8",
}


@require_safe
def recording(request: HttpRequest, code: str) -> HttpResponse:
    webinar = webinar_or_404(request.user, code)
    if not webinar.recording:
        raise Http404
    return serve_private(request, webinar.recording, filename=f"{webinar.code}.mp4", content_type="video/mp4", inline=True)


@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    webinar = webinar_or_404(request.user, code)
    if not webinar.poster:
        raise Http404
    response = serve_private(request, webinar.poster, filename=webinar.poster.name.rsplit("/", 1)[-1], inline=True)
    response["Content-Security-Policy"] = SANDBOX
    return response


@require_safe
def file(request: HttpRequest, code: str, number: int, path: str) -> HttpResponse:
    """A file of a cut. Its content never changes: another cut has another number."""
    public = Cut.objects.open_to_all().filter(webinar__code=code, number=number).select_related("webinar").first()
    if public:  # who asks is not looked at, so that caches may keep it
        return _file(request, public.webinar, number, path, FOR_EVER)
    return _file(request, webinar_to_change_or_404(request.user, code), number, path, "private, max-age=0")


@require_safe
def signed_file(request: HttpRequest, ticket: str, code: str, number: int, path: str) -> HttpResponse:
    """The same by an address that lets in whoever has it, until it runs out."""
    try:
        left = seconds_left(ticket, code, number)
    except BadSignature as problem:
        raise PermissionDenied from problem
    return _file(request, get_object_or_404(Webinar, code=code), number, path, f"private, max-age={left}, immutable")


def _file(request: HttpRequest, webinar: Webinar, number: int, path: str, cache: str) -> HttpResponse:
    """The first part of the name, `hls/…` or `audio.m4a`, is the kind of rendition."""
    kind = re.split(r"[/.]", path, maxsplit=1)[0]
    row = get_object_or_404(Rendition, cut__webinar=webinar, cut__number=number, kind=kind)
    folder = str(row.file.name).split(f"/{kind}", 1)[0]
    stored = StoredFile(row.file.storage, f"{folder}/{path}")
    if not stored.exists:
        raise Http404
    name, kind = f"{webinar.code}-{path.replace('/', '-')}", TYPES[path.rsplit(".", 1)[-1]]
    is_list = path.endswith((".m3u8", ".vtt"))  # its lines are relative to the address here, so it is never answered by a link elsewhere
    return serve_private(request, stored, filename=name, content_type=kind, inline=True, cache=cache, here=is_list)
