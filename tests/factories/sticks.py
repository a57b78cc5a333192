"""A package as it is built, and what its script hands back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

from django.utils import timezone

from school.accounts.models import User
from school.foundation import jobs
from webinars.models import Stick, Webinar
from webinars.offline.leaves import signature_of
from webinars.offline.stick import order_stick


def built(user: User, webinars: list[Webinar], *, hours: int = 0, **options: Any) -> Stick:
    made = order_stick(user=user, webinars=webinars, **{"form": "video", "language": "uk", **options})
    jobs.run_all()
    if hours:
        age(made, hours)
    made.refresh_from_db()
    return made


def age(stick: Stick, hours: int) -> None:
    """As if it had been built earlier: what it carries and the signature go with the moment."""
    Stick.objects.filter(pk=stick.pk).update(built_at=timezone.now().replace(microsecond=0) - timedelta(hours=hours))


def progress(stick: Stick, played: dict[str, Any], *, secret: str = "", **changes: Any) -> str:
    """What the script on the stick makes (templates/static/js/stick/keeping.js)."""
    data = {"v": 1, "s": stick.code, "g": signature_of(stick), "at": 1, "w": played, **changes}
    body = base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")
    seal = hmac.new(bytes.fromhex(secret or stick.secret), f"SHK1.{body}".encode(), hashlib.sha256).hexdigest()
    return f"SHK1.{body}.{seal}"
