"""Slides in Wagtail: the deck, and the key pressed at each change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from school.foundation.numbers import read_json, whole

from ..models import LANGUAGES, Deck, DeckState, Webinar
from ..rules import webinar_to_change_or_404
from .decks import BrokenSlides, mark_slides, problem_of, put_deck
from .desk import common, out_words


def _webinar(request: HttpRequest, code: str, language: str) -> Webinar:
    if language not in dict(LANGUAGES):
        raise Http404
    return webinar_to_change_or_404(request.user, code)


@require_http_methods(["GET", "POST"])
def slides(request: HttpRequest, code: str, language: str) -> HttpResponse:
    webinar = _webinar(request, code, language)
    if request.method == "POST":
        return _take(request, webinar, language)
    newest = Deck.objects.filter(webinar=webinar, language=language).first()
    shown = Deck.objects.ready().filter(webinar=webinar, language=language).first()
    told = _told(webinar, shown) if shown else None
    context = common(webinar, f"slides {language}") | {
        "language": language,
        "told": told or {},
        "deck": shown,
        "rows": told["slides"] if told else [],
        "waiting": newest is not None and newest.state == DeckState.WAITING,
        "problem": problem_of(newest) if newest else "",
    }
    return render(request, "webinars/admin/slides.html", context)


def _take(request: HttpRequest, webinar: Webinar, language: str) -> HttpResponse:
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise BrokenSlides(_("Choose a file first."))
        put_deck(webinar=webinar, language=language, file=upload, actor=request.user)
        messages.success(request, _("The slides are taken. Their pictures will be here in a minute."))
    except BrokenSlides as problem:
        messages.error(request, str(problem))
    return redirect("webinar_slides", webinar.code, language)


def _told(webinar: Webinar, deck: Deck) -> dict[str, Any]:
    url = reverse("webinar_slides_marks", args=[webinar.code, deck.language, deck.pk])
    pictures = [{"number": row.number, "url": reverse("webinars:slide", args=[webinar.code, deck.pk, row.number]), "text": row.text} for row in deck.slides.all()]  # fmt: skip
    words = {
        "slide": _("Slide {n}"), "now": _("Shown now"), "never": _("not shown yet"), "remove": _("Take away"), "changed": _("Changed, not saved yet"),
        "saved": _("Saved. People see the slides change now."), "lost": _("Not saved: there is no connection. Try again."), "text": _("What it says"),
        "last": _("This was the last slide."), "out": out_words(),
    }  # fmt: skip
    return {"url": url, "slides": pictures, "changes": list(deck.changes.values_list("at_seconds", "number")), "words": words}


@require_POST
def marks(request: HttpRequest, code: str, language: str, deck: int) -> JsonResponse:
    webinar = _webinar(request, code, language)
    row = get_object_or_404(Deck.objects.ready().select_related("webinar"), webinar=webinar, language=language, pk=deck)
    try:
        data = read_json(request.body)
        changes = [(whole(at), whole(number)) for at, number in data["changes"]]
        texts = {int(number): str(text) for number, text in data["texts"].items()}
        mark_slides(deck=row, changes=changes, texts=texts, actor=request.user, seen=data["seen"])
    except BrokenSlides as problem:
        return JsonResponse({"error": str(problem)}, status=409 if problem.meanwhile else 400)
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"error": _("These are not moments of slides.")}, status=400)
    return JsonResponse({"changes": list(row.changes.values_list("at_seconds", "number"))})
