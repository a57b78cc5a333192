"""What the seal on a PDF says: a pure function of its bytes and of whom we believe. Nothing is fetched."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import structlog
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_timestamp
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel

from certificates.enums import SealLevel

from .trust import Trust, context_of, revoked_at, trust_of_house

log = structlog.get_logger(__name__)


class SealState(StrEnum):
    UNREADABLE = "unreadable"  # no PDF, damaged beyond reading, or locked by a password
    NONE = "none"  # no signature of any kind
    STRANGER = "stranger"  # signed, and by none of our keys
    BROKEN = "broken"  # our seal, and bytes under it have changed
    CHANGED = "changed"  # our seal holds, and a later revision changes more than it allows
    EXPIRED = "expired"  # sealed by our key outside of its time
    REVOKED = "revoked"  # sealed by our key that was revoked, and no time stamp says it was before
    UNPROVEN = "unproven"  # our certificate, and its chain does not stand
    FINE = "fine"


@dataclass(frozen=True)
class SealCheck:
    """`state` is the answer; the rest are facts for words. Names are as the signature claims them, unless `state` is FINE."""

    state: SealState
    key_id: str = ""
    signer: str = ""
    issuer: str = ""
    level: str = ""  # of SealLevel, as far as it could be checked
    signed_at: datetime | None = None  # as the signature says
    stamped_at: datetime | None = None  # as a time-stamp authority says whom we believe
    revoked_at: datetime | None = None
    key_ends: datetime | None = None
    key_over: bool = False  # the key's time is over by now; what it sealed in its time stands
    demonstration: bool = False
    revisions: int = 0  # in the whole file
    others: tuple[str, ...] = field(default=())  # who else has signed the file, as their certificates claim

    @property
    def fine(self) -> bool:
        return self.state == SealState.FINE


def check_seal(data: bytes, trust: Trust | None = None) -> SealCheck:
    """Everything the seal proves about these bytes, and nothing of the register."""
    trust = trust or trust_of_house()
    try:
        reader = PdfFileReader(io.BytesIO(data))
        if reader.encrypted:
            return SealCheck(SealState.UNREADABLE)
        found, stamps = reader.embedded_regular_signatures, reader.embedded_timestamp_signatures
        ours = [(row, number) for row in found if (number := trust.number_of(_certificate(row)))]
        if not ours:
            return SealCheck(SealState.STRANGER if found else SealState.NONE, **_claims(found[0] if found else None), others=_names(found))
        others = _names([row for row in found if all(row is not one for one, _number in ours)])
        return asyncio.run(_checked(*ours[0], stamps, trust, others, reader))
    except Exception:  # whatever a hostile file makes a reader stumble over
        log.info("seal_unreadable", exc_info=True)
        return SealCheck(SealState.UNREADABLE)


def _certificate(row: EmbeddedPdfSignature) -> bytes:
    try:
        return row.signer_cert.dump()
    except Exception:  # a signature without a certificate, or in a form that nobody here knows
        return b""


def _claims(row: EmbeddedPdfSignature | None) -> dict[str, Any]:
    if row is None or not _certificate(row):
        return {}
    cert = row.signer_cert
    return {"signer": cert.subject.human_friendly, "issuer": cert.issuer.human_friendly, "signed_at": row.self_reported_timestamp}


def _names(rows: list[EmbeddedPdfSignature]) -> tuple[str, ...]:
    return tuple(row.signer_cert.subject.human_friendly if _certificate(row) else "" for row in rows)


async def _checked(
    row: EmbeddedPdfSignature, number: str, stamps: list[EmbeddedPdfSignature], trust: Trust, others: tuple[str, ...], reader: PdfFileReader
) -> SealCheck:
    stamped = await _stamped_at(stamps, trust)
    signed = row.self_reported_timestamp or timezone.now()
    cert, revoked = row.signer_cert, revoked_at(trust, _certificate(row))
    begins, ends = cert["tbs_certificate"]["validity"]["not_before"].native, cert["tbs_certificate"]["validity"]["not_after"].native
    facts: dict[str, Any] = {
        **_claims(row), "key_id": number, "stamped_at": stamped, "revoked_at": revoked, "key_ends": ends, "key_over": ends < timezone.now(),
        "demonstration": "DEMONSTRATION KEY" in cert.subject.human_friendly, "revisions": reader.xrefs.total_revisions, "others": others,
    }  # fmt: skip
    moment = stamped or signed
    status = await async_validate_pdf_signature(row, context_of(_without_lists(trust), moment=min(max(moment, begins), ends)))
    state = _state(status, revoked, stamped, begins <= moment <= ends)
    return SealCheck(state, level=_level(reader, stamps, stamped) if state == SealState.FINE else "", **facts)


def _without_lists(trust: Trust) -> Trust:
    """Revocation is judged by `revoked_at`, which knows that a time that is only claimed proves nothing."""
    return Trust(trust.seals, trust.issuers, trust.authorities)


def _state(status: PdfSignatureStatus, revoked: datetime | None, stamped: datetime | None, in_time: bool) -> SealState:
    if not (status.intact and status.valid):
        return SealState.BROKEN
    allowed = status.modification_level in (None, ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
    whole = status.coverage is not None and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    if not whole or not allowed or not status.docmdp_ok:
        return SealState.CHANGED
    if revoked is not None and (stamped is None or stamped >= revoked):
        return SealState.REVOKED
    if not in_time:
        return SealState.EXPIRED
    return SealState.FINE if status.bottom_line else SealState.UNPROVEN


async def _stamped_at(stamps: list[EmbeddedPdfSignature], trust: Trust) -> datetime | None:
    """The earliest time stamp over the whole of what stood before it that we believe."""
    believed = []
    for row in stamps:
        try:
            status = await async_validate_pdf_timestamp(row, context_of(trust, moment=_claimed_time(row)))
        except Exception:  # a stamp that cannot be read stamps nothing
            continue
        if status.intact and status.valid and status.trusted and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION:
            believed.append(status.timestamp)
    return min(believed, default=None)


def _claimed_time(row: EmbeddedPdfSignature) -> datetime:
    return row.signed_data["encap_content_info"]["content"].parsed["gen_time"].native


def _level(reader: PdfFileReader, stamps: list[EmbeddedPdfSignature], stamped: datetime | None) -> SealLevel:
    """What is in the file in the right order: data for later checks, and a stamp over them."""
    if stamped is None:
        return SealLevel.B
    if "/DSS" not in reader.root:
        return SealLevel.T
    last = reader.get_historical_root(max(row.signed_revision for row in stamps))
    return SealLevel.LTA if "/DSS" in last else SealLevel.LT
