"""Rate limits from the one cache that every process shares."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def allow(key: str, *, limit: int, seconds: int) -> bool:
    """Whether this is at most the `limit`-th time within the window of `seconds`."""
    slot = f"limit:{key}:{int(time.time()) // seconds}"
    if cache.add(slot, 1, seconds + 1):
        return limit >= 1
    try:
        return cache.incr(slot) <= limit
    except ValueError:  # the slot ran out between the two calls
        return True


def address_of(request: HttpRequest) -> str:
    """Who asks. Behind N proxies of ours the N-th address from the end is theirs; what a visitor wrote before it is not believed."""
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    trusted = settings.TRUSTED_PROXIES
    return passed[-trusted] if 0 < trusted <= len(passed) else request.META.get("REMOTE_ADDR", "")
