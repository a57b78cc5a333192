"""Who may watch what."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from school.accounts.rules import is_coordinator

from .models import Webinar


def webinars_seen_by(user: Any) -> QuerySet[Webinar]:
    """Everybody watches what is published, with an account or without; a coordinator also what was taken off."""
    return Webinar.objects.all() if is_coordinator(user) else Webinar.objects.in_force()
