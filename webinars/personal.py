"""What webinars keep of a person."""

from __future__ import annotations

from typing import Any

from .models import Viewing, Webinar
from .watching import watched_by


def export(user: Any) -> list[dict[str, Any]]:
    rows = Webinar.objects.filter(watched__user=user).distinct() | Webinar.objects.filter(viewings__user=user).distinct()
    found = []
    for webinar in rows.order_by("pk"):
        watched = watched_by(user, webinar)
        found.append({"webinar": str(webinar), "watched": watched.segments, "percent": watched.percent, "stopped_at": watched.position})
    return found


def forget(user: Any) -> None:
    """Played parts are numbers without words: they stay, without a name. Where the person stopped is of no use any more."""
    Viewing.objects.filter(user=user).delete()
