"""What templates of every room may know of the roof: the desks of whoever looks. Asked only where they are shown."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from courses.internships.rules import organisations_headed_by


def desks(request: HttpRequest) -> dict[str, Any]:
    return {"desks": SimpleLazyObject(lambda: own_desks(request))}


def own_desks(request: HttpRequest) -> list[dict[str, str]]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    rows = organisations_headed_by(user).order_by("pk")
    return [{"name": row.name, "url": reverse("dashboard:organisation", args=[row.code])} for row in rows]
