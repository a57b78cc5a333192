"""A request's id, and the policy of the editor's side."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import structlog
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

View = Callable[[HttpRequest], HttpResponse]
_ID = re.compile(r"[\w.-]{8,64}$")


def request_id(get_response: View) -> View:
    """Every answer names its request, so that a person can tell us which one failed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        request.request_id = given if _ID.match(given) else uuid.uuid4().hex  # type: ignore[attr-defined]
        request.META["HTTP_X_REQUEST_ID"] = request.request_id  # type: ignore[attr-defined]  # the log reads it there: one request, one id
        structlog.contextvars.bind_contextvars(request_id=request.request_id)  # type: ignore[attr-defined]
        try:
            response = get_response(request)
        finally:
            structlog.contextvars.clear_contextvars()
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        response.setdefault("Permissions-Policy", "geolocation=(), microphone=(), payment=()")
        return response

    return middleware


ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "frame-ancestors": [SELF],
}


def admin_policy(get_response: View) -> View:
    """Wagtail's own pages carry inline styles and scripts; only signed-in staff meet them, under /cms/."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith("/cms/"):
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]
        return response

    return middleware
