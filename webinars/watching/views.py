"""What a person has watched of a recording."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from school.foundation.numbers import read_json, whole_number

from ..rules import viewing_or_404
from .earlier import in_times_of_now
from .telling import told
from .visits import visited_at
from .watched import Busy, record_watching
from .whose import of_another


@require_http_methods(["GET", "POST"])
def watched(request: HttpRequest, code: str) -> JsonResponse:
    """What I have watched and where I stopped; POST adds played parts. Without an account nothing is kept."""
    webinar, viewing = viewing_or_404(request.user, code)
    if not request.user.is_authenticated:
        return JsonResponse({"error": _("Sign in, and what you watch will be kept.")}, status=401)
    if request.method == "GET":
        return JsonResponse({**told(viewing, webinar), "token": get_token(request)})
    try:
        data = _sent(request)
    except ValueError:
        return JsonResponse({"error": _("These are not played parts.")}, status=400)
    if of_another(request.user, data.pop("person")):
        return JsonResponse({"error": _("Somebody else has watched this. It stays on the device until they sign in.")}, status=409)
    data["since"] = visited_at(data["since"], webinar)
    cut = whole_number(request.GET.get("cut", ""), 8)
    if cut is not None and cut < webinar.shown_number:
        data = in_times_of_now(webinar, cut, data)
    try:
        viewing = record_watching(user=request.user, webinar=webinar, known=viewing, **data)
    except Busy:
        return JsonResponse({"error": _("Too many devices at once. It will be sent again.")}, status=503)
    return JsonResponse(told(viewing, webinar))


def _sent(request: HttpRequest) -> dict[str, Any]:
    """JSON `{segments: [[start, end], …], position, batch, sent_at, played: [{start, end, at, rate}, …]}`, or the same in a form's field `watched`.

    `visit` is the server's own word of a visit without an account, before these parts were played; `person` whose they are."""
    raw = request.POST.get("watched") if request.content_type != "application/json" else request.body
    data = read_json(raw)
    if not isinstance(data, dict) or not isinstance(data.get("segments"), list):
        raise ValueError("segments")
    played = data.get("played")
    return {
        "segments": data["segments"],
        "position": data.get("position"),
        "batch": str(data.get("batch") or "")[:64],
        "sent_at": data.get("sent_at"),
        "played": played if isinstance(played, list) else None,
        "since": data.get("visit"),
        "person": data.get("person"),
    }
