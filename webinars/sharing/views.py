"""Recordings on other people's pages: oEmbed, a page to frame, chapters for podcast players. None of them knows who asks."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_from_path, override
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from cms.pages.addresses import page_url
from school.foundation.centre import centre, words
from school.foundation.numbers import whole_number

from ..models import Webinar, WebinarPage
from ..watching.presenting import chapters_of, player_of
from ..words.transcript import clock
from .published import Published, published

WIDTH, HEIGHT = 640, 426  # a picture of 16:9 and the bar under it


def _published_or_404(code: str, language: str) -> Published:
    webinar = get_object_or_404(Webinar.objects.recorded(), code=code)
    pages = WebinarPage.objects.live().filter(translation_key=webinar.key).select_related("locale")
    page = min(pages, key=lambda row: (row.locale.language_code != language, row.pk), default=None)
    if page is None:
        raise Http404
    return published(page, webinar)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@cache_control(public=True, max_age=300)
def embed(request: HttpRequest, code: str) -> HttpResponse:
    """The player alone, which any site may frame. It reads no cookie and keeps none: nobody is followed about."""
    language = get_language() or "uk"
    one = _published_or_404(code, language)
    tracks = [
        {"language": row.language, "label": str(row), "url": one.captions_url(row), "default": row.language == language} for row in one.captions
    ]
    rows = list(one.webinar.chapters.all())
    context: dict[str, Any] = {
        "page": one.page,
        "webinar": one.webinar,
        "url": one.url,
        "video_url": one.video.url if one.video else "",
        "poster_url": one.poster_url,
        "tracks": tracks,
        "chapters": chapters_of(one.webinar, rows, language),
        "length": clock(one.webinar.duration_seconds or 0),
        **player_of(one.webinar),
    }
    return render(request, "webinars/embed.html", context)


@require_safe
@cache_control(public=True, max_age=300)
def chapters(request: HttpRequest, code: str) -> JsonResponse:
    """JSON chapters 1.2 of the Podcasting 2.0 namespace."""
    one = _published_or_404(code, get_language() or "uk")
    rows = chapters_of(one.webinar, list(one.webinar.chapters.all()), get_language() or "uk")
    found = [{"startTime": row["at"], "title": row["title"], "url": f"{one.url}?t={row['at']}"} for row in rows]
    response = JsonResponse({"version": "1.2.0", "title": one.page.title, "chapters": found}, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/json+chapters"
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
@cache_control(public=True, max_age=300)
def oembed(request: HttpRequest) -> HttpResponse:
    """oEmbed 1.0 for addresses of webinars, JSON only (2.3.4.2: what is not provided is 501)."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    one = _at(request.GET.get("url", ""))
    width, height = _fitting(_number(request.GET.get("maxwidth")), _number(request.GET.get("maxheight")))
    frame = format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" allow="fullscreen; picture-in-picture" loading="lazy"></iframe>',
        one.embed_url, width, height, one.page.title,
    )  # fmt: skip
    found = {"version": "1.0", "type": "video", "title": one.page.title, "html": frame, "width": width, "height": height, "cache_age": 3600}
    found |= {"provider_name": words(centre(), "school_name"), "provider_url": settings.PUBLIC_URL}
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _fitting(most_wide: int | None, most_high: int | None) -> tuple[int, int]:
    """Never wider or higher than the asker said (2.3.4.1), in our proportion."""
    width = min(most_wide or WIDTH, 1920)
    height = max(round(width * HEIGHT / WIDTH), 1)
    if most_high and height > most_high:
        width, height = min(max(round(most_high * WIDTH / HEIGHT), 1), width), most_high
    return width, height


def _number(said: str | None) -> int | None:
    return whole_number(said or "", 5)


def _at(url: str) -> Published:
    """The live page of a recording by its public address, or by that of its embed page."""
    path = _own_path(url)
    if (code := _embedded(path)) is not None:
        return _published_or_404(code, _language_of(path))
    steps = [step for step in path.split("/") if step]
    pages = WebinarPage.objects.live().filter(slug=steps[-1] if steps else "").select_related("locale")
    page = next((row for row in pages if page_url(row).rstrip("/") == path.rstrip("/")), None)
    if page is None:
        raise Http404
    webinar = get_object_or_404(Webinar.objects.recorded(), key=page.translation_key)
    return published(page, webinar)


def _own_path(url: str) -> str:
    """What of the address follows our own name; nothing else is answered for."""
    try:
        parts = urlsplit(url)
    except ValueError as broken:  # «http://[x»
        raise Http404 from broken
    if parts.scheme not in ("http", "https") or parts.netloc != urlsplit(settings.PUBLIC_URL).netloc or "\0" in parts.path:
        raise Http404
    return parts.path


def _language_of(path: str) -> str:
    return get_language_from_path(path) or settings.LANGUAGE_CODE


def _embedded(path: str) -> str | None:
    """Whose embed page the path is of."""
    try:
        with override(_language_of(path)):
            found = resolve(path)
    except Resolver404:
        return None
    return str(found.kwargs["code"]) if found.view_name == "webinars:embed" else None
