"""A place on a status list for every certificate, and the lists themselves (W3C Bitstring Status List 1.0)."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from certificates.models import Certificate, CertificateState

from . import issuer
from .canonical import VC
from .models import LENGTH, Credential, StatusList
from .proofs import signed, stamp
from .tokens import token_of

FRESH = 300  # seconds for which a checker may keep a list
SIGNED_ANEW = 6 * 3600  # an unchanged list is signed anew so often
VALID = timedelta(days=2)  # whoever shows an older list hides what has ended since
LEFT, RIGHT = 9, 8  # bits: 2^17 places


@transaction.atomic(savepoint=False)
def reserve(*, certificate: Certificate) -> Credential:
    """The certificate's credential, unsigned, with its place on a list. Called in the transaction that issues it."""
    row = _open_list()
    if (found := Credential.objects.filter(certificate=certificate).first()) is not None:  # another worker was first
        return found
    index = scattered(row.taken, row.order_secret)
    row.taken += 1
    row.save(update_fields=["taken"])
    return Credential.objects.create(certificate=certificate, status_list=row, status_index=index)


def _open_list() -> StatusList:
    """The newest list with a free place, locked; after a full one the next."""
    while True:
        row = StatusList.objects.select_for_update().order_by("-number").first()
        if row is not None and row.taken < LENGTH:
            return row
        StatusList.objects.get_or_create(number=row.number + 1 if row else 1)


def scattered(position: int, secret: str) -> int:
    """The position's index: each place once, in an order that tells nothing (a Feistel network over 17 bits)."""
    left, right = position >> RIGHT, position & (1 << RIGHT) - 1
    for turn in range(0, 8, 2):
        left ^= _noise(secret, turn, right) & (1 << LEFT) - 1
        right ^= _noise(secret, turn + 1, left) & (1 << RIGHT) - 1
    return left << RIGHT | right


def _noise(secret: str, turn: int, half: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{secret} {turn} {half}".encode()).digest()[:2], "big")


def note_end(*, certificate: Certificate) -> None:
    """Called in the transaction that replaces or revokes: the list is signed anew at the next look."""
    StatusList.objects.filter(credentials__certificate=certificate).update(revision=F("revision") + 1)


def entry_of(credential: Credential, form: str = "json") -> dict[str, Any]:
    """`form`: json or jwt, the list in the same form as the credential."""
    address = address_of(credential.status_list.number, form)
    return {
        "id": f"{address}#{credential.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(credential.status_index),
        "statusListCredential": address,
    }


def address_of(number: int, form: str) -> str:
    return f"{settings.PUBLIC_URL}/credentials/status/{number}.{form}"


def published(row: StatusList, form: str) -> str:
    """The signed list, kept until a bit changes or its signature grows old."""
    key = f"status-list:{issuer.did()}:{row.number}:{row.revision}:{form}"
    if (found := cache.get(key)) is not None:
        return found
    document = _document(row, form)
    said = token_of(document) if form == "jwt" else json.dumps(signed(document), separators=(",", ":"))
    cache.set(key, said, SIGNED_ANEW)
    return said


def _document(row: StatusList, form: str) -> dict[str, Any]:
    now, address = timezone.now(), address_of(row.number, form)
    return {
        "@context": [VC],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did(),
        "validFrom": stamp(now),
        "validUntil": stamp(now + VALID),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "ttl": FRESH * 1000,
            "encodedList": encoded(bits_of(row)),
        },
    }


def bits_of(row: StatusList) -> bytes:
    """A bit is set for what is revoked or replaced; index 0 is the leftmost bit of the first byte."""
    bits = bytearray(LENGTH // 8)
    ended = Credential.objects.filter(status_list=row).exclude(certificate__state=CertificateState.ISSUED)
    for index in ended.values_list("status_index", flat=True):
        bits[index // 8] |= 0x80 >> index % 8
    return bytes(bits)


def encoded(bits: bytes) -> str:
    """Multibase «u»: base64url of GZIP."""
    return "u" + base64.urlsafe_b64encode(gzip.compress(bits, mtime=0)).rstrip(b"=").decode()
