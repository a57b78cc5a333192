"""Live webinars that people register for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.factories.webinars import make_page
from webinars.models import Webinar

LINK = "https://meet.example.org/room-7?pwd=secret"


def make_announced(**fields: Any) -> Webinar:
    """An hour long, in ten days, with a way in; published as an editor publishes it."""
    values = {"starts_at": timezone.now() + timedelta(days=10), "length_minutes": 60, "registers": True, "live_link": LINK}
    return Webinar.objects.get(key=make_page(**{**values, **fields}).translation_key)
