"""A file or a text that a stranger hands in, and what it was found to be. Nothing of it is kept."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .reading.places import AGAIN, Busy
from .uploads import allowed, handed_in, too_large
from .verify_views import LONGEST, private, too_many
from .verifying.answers import Checked
from .verifying.files import check_file, check_text, refused_as_too_large


@csrf_exempt  # changes nothing, and a token would be looked for in a body that may be refused unread
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("certificates:verify")
    if too_large(request):
        return _shown(request, refused_as_too_large(), status=413)
    if not allowed(request):
        return private(too_many(request, ""))
    data, text = handed_in(request)
    if not data and not text:
        return private(render(request, "certificates/verify.html", {"text": "", "nothing": True}, status=400))
    if not data and len(text) <= LONGEST and "{" not in text and text.count(".") != 2:
        return private(redirect(f"{resolve_url('certificates:verify')}?{urlencode({'code': text})}"))
    try:
        return _shown(request, check_file(data) if data else check_text(text))
    except Busy:
        return private(_busy(request, text))


def _busy(request: HttpRequest, text: str) -> HttpResponse:
    """What was pasted stands in the form again; a browser lets nobody put a file there."""
    response = render(request, "certificates/verify.html", {"text": "", "busy": True, "pasted": text}, status=503)
    response["Retry-After"] = str(AGAIN)
    return response


def _shown(request: HttpRequest, checked: Checked, status: int = 200) -> HttpResponse:
    found = checked.found
    picture = resolve_url("certificates:picture", found.code) if found and found.pictured else ""
    context = {"checked": checked, "found": found, "certificate": found, "fields": found.fields if found else None, "picture": picture}
    return private(render(request, "certificates/checked.html", context, status=status))
