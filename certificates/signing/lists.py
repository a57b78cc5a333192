"""Revocation lists (CRL) of the authorities we believe, fetched by a task into files; nothing else ever fetches."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import requests
import structlog
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from .keys import seal_folder
from .trust import read_list, signed_by, trust_of_house

SECONDS, LARGEST = 10, 20 * 1024 * 1024

log = structlog.get_logger(__name__)


def fetch() -> int:
    """The newest list of each address; what cannot be had, or is not by an authority of ours, leaves the one before. How many are new."""
    return sum(_fetch(url) for url in settings.SEAL_CRL_URLS)


def _fetch(url: str) -> bool:
    try:
        found = read_list(_body(url))
    except (OSError, ValueError):  # requests' own errors are OSErrors
        log.warning("revocation_list_not_fetched", url=url, exc_info=True)
        return False
    trust = trust_of_house()
    believed = [x509.load_der_x509_certificate(row) for row in (*trust.issuers, *trust.authorities)]
    if not any(signed_by(found, row) for row in believed):
        log.warning("revocation_list_of_nobody_we_believe", url=url)
        return False
    return _put(seal_folder() / "lists" / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.crl", found)


def _body(url: str) -> bytes:
    with requests.get(url, timeout=SECONDS, stream=True) as answer:
        answer.raise_for_status()
        body = answer.raw.read(LARGEST + 1, decode_content=True)
    if len(body) > LARGEST:
        raise ValueError("the list is too large")
    return body


def _put(path: Path, found: x509.CertificateRevocationList) -> bool:
    """Never an older one over a newer: a list that is played back would make a revoked key good again."""
    raw = found.public_bytes(Encoding.DER)
    if path.exists() and read_list(path.read_bytes()).last_update_utc >= found.last_update_utc:
        return False
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{os.getpid()}-{os.urandom(4).hex()}")
    draft.write_bytes(raw)
    draft.replace(path)
    return True
