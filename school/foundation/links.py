"""Links that work once, for people without an account. The address holds a random token; we keep its hash."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from .models import Link

Answer = Callable[[HttpRequest, Link], HttpResponse]
_answers: dict[str, Answer] = {}

__all__ = ["Link", "find", "forget_links", "make_link", "open_link", "register", "use"]


def register(purpose: str, answer: Answer) -> None:
    _answers[purpose] = answer


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(purpose: str, *, data: dict[str, Any], holder: str, days: int) -> str:
    """The absolute address of a new link, good for `days` days."""
    token = secrets.token_urlsafe(24)
    now = timezone.now()
    Link.objects.create(token_hash=_hash(token), purpose=purpose, data=data, holder=holder, created_at=now, expires_at=now + timedelta(days=days))
    return settings.PUBLIC_URL + reverse("link", args=[token])


def find(token: str) -> Link | None:
    return Link.objects.filter(token_hash=_hash(token)).first()


def use(link: Link) -> bool:
    """True for the one who uses it first."""
    return bool(Link.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()))


def forget_links(purpose: str, key: str, values: list[str]) -> None:
    """Links whose data hold one of these values are gone, with the addresses they were sent to."""
    Link.objects.filter(purpose=purpose, **{f"data__{key}__in": values}).delete()


def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Unknown, expired and used links say so in words; a good one goes to its room."""
    link = find(token)
    if link is None or link.purpose not in _answers:
        return render(request, "foundation/link_problem.html", {"problem": "unknown"}, status=404)
    if link.used_at is not None:
        return render(request, "foundation/link_problem.html", {"problem": "used", "link": link}, status=410)
    if link.expires_at <= timezone.now():
        return render(request, "foundation/link_problem.html", {"problem": "expired", "link": link}, status=410)
    response = _answers[link.purpose](request, link)
    response["Referrer-Policy"] = "same-origin"  # with «no-referrer» a browser sends a form as from nowhere, and it is refused
    response["X-Robots-Tag"] = "noindex"
    return response
