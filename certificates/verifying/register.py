"""What a stranger learns from a code, and how little from a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from school.foundation.codes import fold_code

from ..awards import kyiv_today
from ..models import Certificate, CertificateState, number_key_of

UNKNOWN = "unknown"
_PARTS = re.compile(r"[\s\-–—_/.\u00a0]+")


@dataclass(frozen=True)
class Verification:
    """`state`: issued, replaced, revoked or unknown. All that may be told, and nothing else.

    By a number, which anyone can guess, or when the holder hides it, there are no `fields` and no reason; by a number
    not even a code, its own or that of what came instead.
    """

    state: str
    number: str = ""
    code: str = ""
    pictured: bool = False
    by_number: bool = False
    hidden: bool = False
    expired: bool = False
    issued_at: datetime | None = None
    ended_at: datetime | None = None
    valid_until: date | None = None
    reason: str = ""
    replaced_by: dict[str, str] | None = None
    fields: dict[str, Any] | None = None

    @property
    def words(self) -> Any:
        return _("its term is over") if self.state == CertificateState.ISSUED and self.expired else CertificateState(self.state).label

    @property
    def genuine(self) -> bool:
        return self.state == CertificateState.ISSUED and not self.expired


def verify(text: str) -> Verification:
    """By code: the printed words unless hidden. By number: the state and no person."""
    if (found := _by_code(text)) is not None:
        return told(found)
    if (found := _by_number(text)) is not None:
        return told(found, by_number=True)
    return Verification(UNKNOWN)


def told(found: Certificate, *, by_number: bool = False, by_link: bool = False) -> Verification:
    """What may be told; `by_link`, which the holder has made, also of what is hidden."""
    hidden = found.hidden_at is not None and not by_link
    open_to_all = not (by_number or hidden)
    later = found.replaced_by
    return Verification(
        state=found.state,
        number=found.number,
        code="" if by_number else found.code,
        pictured=open_to_all and found.ready,
        by_number=by_number,
        hidden=hidden and not by_number,
        expired=bool(found.valid_until and found.valid_until < kyiv_today()),
        issued_at=found.issued_at,
        ended_at=found.ended_at,
        valid_until=found.valid_until,
        reason=found.reason if open_to_all else "",
        replaced_by={"number": later.number, "code": "" if by_number else later.code} if later else None,
        fields={**found.frozen, "name": found.frozen["print"]["name"]} if open_to_all else None,
    )


def _by_code(text: str) -> Certificate | None:
    """Also from the whole address, as a camera copies it."""
    tail = re.split(r"/v(?:erify)?/", text.strip(), flags=re.IGNORECASE)[-1]
    code = fold_code(tail.split("/")[0])
    if len(code) != 16:
        return None
    return Certificate.objects.select_related("replaced_by").filter(code=code).first()


def _by_number(text: str) -> Certificate | None:
    """«шеу 2026 123», Latin look-alikes, O for 0: the same number."""
    parts = [part for part in _PARTS.split(text.replace("№", " ").strip()) if part]
    if len(parts) > 1 and fold_code(parts[-1]).isdecimal():
        parts[-1] = fold_code(parts[-1]).zfill(6)
    key = number_key_of("".join(parts))
    if not 8 <= len(key) <= 40:
        return None
    return Certificate.objects.select_related("replaced_by").filter(number_key=key).first()
