"""Addresses of files. What everybody may watch has one that never changes; anything else one that is signed and runs out.

A signature covers the cut, so that lists of segments, whose lines are relative, lead on under it. It runs out at the end of
the next day: whoever asks on one day gets one address, which caches keep."""

from __future__ import annotations

from datetime import UTC, timedelta

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from school.foundation.numbers import whole_number

from ..models import Webinar

FOR_EVER = "public, max-age=31536000, immutable"
_signer = Signer(salt="webinars.recordings.addresses")


def is_public(webinar: Webinar) -> bool:
    return webinar.retired_at is None


def address_of(webinar: Webinar, number: int, inside: str) -> str:
    """For somebody who has been let in to this webinar."""
    if is_public(webinar):
        return reverse("webinar_file", args=[webinar.code, number, inside])
    return reverse("webinar_signed_file", args=[_ticket(webinar.code, number), webinar.code, number, inside])


def _ticket(code: str, number: int) -> str:
    tomorrow = timezone.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=2)
    until = int(tomorrow.timestamp())
    return f"{until}-{_signature(code, number, until)}"


def _signature(code: str, number: int, until: int) -> str:
    return _signer.signature(f"{code}/{number}/{until}")


def seconds_left(ticket: str, code: str, number: int) -> int:
    """How long the address is still good. BadSignature when it was not signed here, or has run out."""
    said, _dash, signature = ticket.partition("-")
    until = whole_number(said, 12)
    if until is None or not constant_time_compare(signature, _signature(code, number, until)):
        raise BadSignature(ticket)
    left = until - int(timezone.now().timestamp())
    if left <= 0:
        raise BadSignature("run out")
    return left
