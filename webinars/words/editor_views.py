"""The caption editor and the chapters, in Wagtail."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from school.foundation.numbers import read_json, whole

from ..models import LANGUAGES, CaptionVersion, Webinar
from ..rules import webinar_to_change_or_404
from .captions import BrokenCaptions, understand
from .chapters import BrokenChapters, chapter_desk, save_chapters
from .desk import as_cue, as_row, caption_desk, cues_of, track_of, when
from .saving import ChangedMeanwhile, drop_draft, keep_draft, save_captions
from .transcript import transcript_of
from .writing import as_srt, as_text, as_webvtt

KINDS = {"vtt": "text/vtt", "srt": "application/x-subrip", "txt": "text/plain"}


def _webinar(request: HttpRequest, code: str, language: str = "uk") -> Webinar:
    if language not in dict(LANGUAGES):
        raise Http404
    return webinar_to_change_or_404(request.user, code)


def _refused(problem: Any, status: int = 400) -> JsonResponse:
    return JsonResponse({"error": str(problem)}, status=status)


def _sent(request: HttpRequest) -> dict[str, Any]:
    """JSON of the editor; ValueError when it is something else."""
    data = read_json(request.body)
    if not isinstance(data, dict):
        raise ValueError("object")
    return data


@require_http_methods(["GET", "POST"])
def captions(request: HttpRequest, code: str, language: str) -> HttpResponse:
    webinar = _webinar(request, code, language)
    if request.method == "GET":
        return render(request, "webinars/admin/captions.html", caption_desk(webinar, language, request.user))
    try:
        data = _sent(request)
        cues, version = [as_cue(row) for row in data["cues"]], whole(data["version"])
        track = save_captions(webinar=webinar, language=language, cues=cues, actor=request.user, version=version)
    except BrokenCaptions as problem:
        return _refused(problem)
    except (ValueError, KeyError, TypeError):
        return _refused(_("These are not captions."))
    except ChangedMeanwhile as meanwhile:
        return _changed(meanwhile)
    return JsonResponse({"version": track.version, "cues": [as_row(cue) for cue in cues_of(track.text)]})


def _changed(meanwhile: ChangedMeanwhile) -> JsonResponse:
    track = meanwhile.track
    last = track.versions.select_related("actor").first() if track.pk else None
    told = {"who": str(last.actor or "") if last else "", "at": when(last.at) if last else ""}
    words = _("Meanwhile these captions were saved: %(who)s, %(at)s. Your work is kept as a draft.") % told
    return JsonResponse({"error": words, "version": track.version, "cues": [as_row(cue) for cue in cues_of(track.text)]}, status=409)


@require_http_methods(["POST", "DELETE"])
def draft(request: HttpRequest, code: str, language: str) -> JsonResponse:
    webinar = _webinar(request, code, language)
    if request.method == "DELETE":
        drop_draft(webinar=webinar, language=language, user=request.user)
        return JsonResponse({})
    try:
        data = _sent(request)
        rows = [as_row(as_cue(row)) for row in data["cues"]]
        kept = keep_draft(webinar=webinar, language=language, user=request.user, cues=rows, based_on=whole(data["version"]))
    except (ValueError, KeyError, TypeError):
        return _refused(_("These are not captions."))
    return JsonResponse({"at": when(kept.saved_at)})


@require_POST
def read(request: HttpRequest, code: str, language: str) -> JsonResponse:
    """What we understand of a file; nothing is kept yet."""
    _webinar(request, code, language)
    upload = request.FILES.get("file")
    if upload is None:
        return _refused(_("Choose a file first."))
    try:
        told = understand(upload.read())
    except BrokenCaptions as problem:
        return _refused(problem)
    return JsonResponse({"format": told.format, "encoding": told.encoding, "remarks": told.remarks, "cues": [as_row(cue) for cue in told.cues]})


@require_GET
def version(request: HttpRequest, code: str, language: str, number: int) -> JsonResponse:
    webinar = _webinar(request, code, language)
    row = get_object_or_404(CaptionVersion, track__webinar=webinar, track__language=language, number=number)
    return JsonResponse({"cues": [as_row(cue) for cue in cues_of(row.text)]})


@require_GET
def download(request: HttpRequest, code: str, language: str, kind: str) -> HttpResponse:
    webinar = _webinar(request, code, language)
    track = track_of(webinar, language)
    if kind not in KINDS or not track.text:
        raise Http404
    cues = cues_of(track.text)
    with translation.override(language):
        text = {"vtt": lambda: as_webvtt(cues), "srt": lambda: as_srt(cues), "txt": lambda: as_text(transcript_of(track, webinar.chapters.all()))}[
            kind
        ]()
    response = HttpResponse(text, content_type=f"{KINDS[kind]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{webinar.code}.{language}.{kind}"'
    return response


@require_http_methods(["GET", "POST"])
def chapters(request: HttpRequest, code: str) -> HttpResponse:
    webinar = _webinar(request, code)
    if request.method == "GET":
        return render(request, "webinars/admin/chapters.html", chapter_desk(webinar))
    try:
        data = _sent(request)
        token = save_chapters(webinar=webinar, rows=data["rows"], token=str(data["token"]), actor=request.user)
    except BrokenChapters as problem:
        return _refused(problem, status=409 if problem.meanwhile else 400)
    except (ValueError, KeyError, TypeError):
        return _refused(_("These are not chapters."))
    return JsonResponse({"token": token})
