"""A visit without an account, signed by the server: whoever signs up later may show since when they watched."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from ..models import Webinar

SALT = "webinars.visit"
LONG = timedelta(days=30)


def visit_token(webinar: Webinar) -> str:
    return signing.dumps([webinar.code, int(timezone.now().timestamp())], salt=SALT)


def visited_at(token: Any, webinar: Webinar) -> datetime | None:
    """When the page of this webinar was opened; None for what the server has not signed, or signed too long ago."""
    if not isinstance(token, str) or len(token) > 300:
        return None
    try:
        code, moment = signing.loads(token, salt=SALT, max_age=LONG)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return datetime.fromtimestamp(moment, timezone.get_current_timezone()) if code == webinar.code else None
