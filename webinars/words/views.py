"""Captions as the player reads them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_safe

from school.foundation.files import serve_private

from ..models import CaptionTrack, Slide
from ..rules import webinar_or_404
from .captions import BrokenCaptions, read_cues
from .decks import deck_of
from .writing import as_webvtt


@require_GET
def captions(request: HttpRequest, code: str, language: str) -> HttpResponse:
    track = get_object_or_404(CaptionTrack, webinar=webinar_or_404(request.user, code), language=language)
    try:
        served = as_webvtt(read_cues(track.text))
    except BrokenCaptions as problem:
        raise Http404 from problem
    return HttpResponse(served, content_type="text/vtt; charset=utf-8")


@require_safe
def slide(request: HttpRequest, code: str, deck: int, number: int) -> HttpResponse:
    row = get_object_or_404(Slide, webinar=webinar_or_404(request.user, code), deck=deck, number=number)
    response = serve_private(request, row.picture, filename=f"{number}.webp", content_type="image/webp", inline=True)
    response["Cache-Control"] = "private, max-age=31536000, immutable"  # another deck has another address
    return response


@require_safe
def deck(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The slides as they were uploaded."""
    webinar = webinar_or_404(request.user, code)
    shown = deck_of(webinar, language)
    if shown is None:
        raise Http404
    return serve_private(request, shown.file, filename=f"{webinar.code}.slides.pdf", content_type="application/pdf")
