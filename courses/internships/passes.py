"""A pass: day and application, signed, so that a device without a network can tell it from a forged one.

    PASS1:<day code>:<application code>:<Ed25519 signature of what stands before, RFC 4648 base 32 without padding>

Capitals, digits and colons only: a QR code keeps them in its dense alphanumeric mode.
"""

from __future__ import annotations

import base64
import binascii
from typing import NamedTuple

from django.utils.translation import gettext as _

from school.foundation import keys
from school.foundation.codes import fold_code
from school.foundation.refusing import Refusal

from .enums import ApplicationState
from .models import Application, InternshipDay

PURPOSE = "passes"
MARK = "PASS1"


class PassRefused(Refusal):
    """Why a pass does not let in, in words for whoever stands at the door; `code` for programs."""


class PassText(NamedTuple):
    day: str
    application: str


def pass_text(application: Application) -> str:
    said = f"{MARK}:{application.day.code}:{application.code}"
    return f"{said}:{_base32(keys.sign(PURPOSE, said.encode()))}"


def read_pass(text: str) -> PassText:
    """What a genuine pass says; PassRefused for anything else."""
    said, _colon, signed = text.strip().upper().rpartition(":")
    parts = said.split(":")
    if len(parts) != 3 or parts[0] != MARK:
        raise PassRefused("unreadable", _("This is not a pass of ours."))
    if not keys.verify(PURPOSE, said.encode(), _signature(signed)):
        raise PassRefused("forged", _("This pass is forged or damaged: its signature does not fit."))
    return PassText(parts[1], parts[2])


def _base32(signature: bytes) -> str:
    return base64.b32encode(signature).decode().rstrip("=")


def _signature(text: str) -> bytes:
    """Empty for what is no base 32, or another spelling of it: its last sign has bits to spare, and each pass is written in one way."""
    try:
        signature = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return b""
    return signature if _base32(signature) == text else b""


def examine(*, day: InternshipDay, text: str) -> Application:
    """The application behind what was scanned or typed: a whole pass, or the application's code alone."""
    if ":" in text:
        return examine_pass(day=day, text=text)
    found = Application.objects.select_related("user__profile", "day").filter(code=fold_code(text)).first()
    if found is None:
        raise PassRefused("unknown", _("There is no such code. Look for the person by name."))
    return _let_in(day, found, found.day)


def examine_pass(*, day: InternshipDay, text: str) -> Application:
    """The application behind a pass that lets into this day; PassRefused says why another does not."""
    said = read_pass(text)
    found = Application.objects.select_related("user__profile", "day").filter(code=said.application).first()
    if said.day != day.code:
        return _let_in(day, found, InternshipDay.objects.filter(code=said.day).first())
    return _let_in(day, found, found.day if found else None)


def _let_in(day: InternshipDay, found: Application | None, other: InternshipDay | None) -> Application:
    if found is None or other is None or other.pk != day.pk:
        raise PassRefused("another_day", _("This pass is for another day: %(date)s.") % {"date": f"{other.date:%d.%m.%Y}" if other else "…"})
    if day.cancelled_at is not None:
        raise PassRefused("day_cancelled", _("This day is cancelled."))
    if found.state != ApplicationState.ACCEPTED:
        raise PassRefused(found.state, _("There is no place behind this pass: %(state)s.") % {"state": found.get_state_display()})
    return found
