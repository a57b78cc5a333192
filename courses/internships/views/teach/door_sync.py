"""The door's app: its page, and where a device sends what it saw and gets the list."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ...door_batch import BadBatch, read_batch
from ...door_forms import WalkInForm
from ...door_list import snapshot
from ...door_sync import take_batch
from ...door_words import door_words
from ...presenting import day_card
from .board import day_or_404


@never_cache
@require_http_methods(["GET", "POST"])
def sync(request: HttpRequest, code: str) -> JsonResponse:
    """GET gives the list; POST keeps a batch first. An empty batch only asks for news."""
    if not request.user.is_authenticated:
        return _problem(_("Sign in again: what this device saw is kept on it."), 401)
    day, now, language = day_or_404(request, code), timezone.now(), get_language() or "uk"
    said: dict[str, Any] = {"results": []}
    have = ""
    if request.method == "POST":
        try:
            batch = read_batch(request.body)
        except BadBatch as bad:
            return _problem(str(bad), 400)
        have = batch.have
        said["results"] = [asdict(row) for row in take_batch(day=day, batch=batch, server_at=now, actor=request.user, language=language)]
    said["list"] = snapshot(day, as_of=now, language=language, have=have)
    said |= {"me": request.user.full_name, "token": get_token(request), "server_at": timezone.now().isoformat()}
    return JsonResponse(said)


@login_required
@require_GET
def app(request: HttpRequest, code: str) -> HttpResponse:
    """The page that a device keeps: it names nobody, the list comes by `sync` and lies there sealed."""
    day = day_or_404(request, code)
    context = {"day": day, "card": day_card(day, get_language() or "uk"), "words": door_words(), "form": WalkInForm()}
    return render(request, "internships/teach/door_app.html", context)


def _problem(text: str, status: int) -> JsonResponse:
    return JsonResponse({"problem": text}, status=status)
