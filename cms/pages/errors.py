"""Error pages in the visitor's language; the last one needs no database."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", {"error": True}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"error": True, "reason": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None, **_: Any) -> HttpResponse:
    return render(request, "404.html", {"error": True}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    text = loader.get_template("500.html").render({"request_id": getattr(request, "request_id", "")})
    return HttpResponse(text, status=500)
