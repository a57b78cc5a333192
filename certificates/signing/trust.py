"""Whom we believe: our own seals and time-stamp authorities of our choice, from files; nothing is ever fetched here.

`KEYS_DIR/seal/<number>/` are our seals; `KEYS_DIR/seal/authorities/*.pem` whom we believe a time stamp;
`KEYS_DIR/seal/lists/*.crl` revocation lists, and `*.crl` beside a key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import structlog
from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko_certvalidator import ValidationContext

from .keys import fingerprint, known_keys, seal_folder

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Trust:
    """Bytes alone (DER), so that it travels into another process without the keys."""

    seals: dict[str, bytes] = field(default_factory=dict)  # the number of a key -> its certificate
    issuers: tuple[bytes, ...] = ()
    authorities: tuple[bytes, ...] = ()  # of time
    lists: tuple[bytes, ...] = ()

    def number_of(self, certificate: bytes) -> str:
        """Which of our keys this certificate is of; empty where it is somebody else's, whoever issued it."""
        return next((number for number, known in self.seals.items() if known == certificate), "")


def trust_of_house() -> Trust:
    keys = known_keys()
    return Trust(
        seals={key.id: _der(key.certificate) for key in keys},
        issuers=tuple({fingerprint(row): _der(row) for key in keys for row in key.chain}.values()),
        authorities=tuple(_der(row) for row in _authorities()),
        lists=tuple(_der(row) for row in _lists([key.folder for key in keys])),
    )


def _der(row: x509.Certificate | x509.CertificateRevocationList) -> bytes:
    return row.public_bytes(Encoding.DER)


def _authorities() -> Iterator[x509.Certificate]:
    for path in sorted((seal_folder() / "authorities").glob("*.pem")):
        try:
            yield from x509.load_pem_x509_certificates(path.read_bytes())
        except (OSError, ValueError):
            log.warning("time_authority_unreadable", file=path.name)


def _lists(folders: list[Path]) -> Iterator[x509.CertificateRevocationList]:
    for path in [row for folder in [seal_folder() / "lists", *folders] for row in sorted(folder.glob("*.crl"))]:
        try:
            yield read_list(path.read_bytes())
        except (OSError, ValueError):
            log.warning("revocation_list_unreadable", file=path.name)


def read_list(raw: bytes) -> x509.CertificateRevocationList:
    """DER or PEM, as authorities publish it."""
    return x509.load_pem_x509_crl(raw) if raw.lstrip().startswith(b"-----") else x509.load_der_x509_crl(raw)


def context_of(trust: Trust, *, moment: datetime | None = None) -> ValidationContext:
    """For pyHanko: at that moment, from these files, without the network."""
    roots = [row for row in map(asn1_x509.Certificate.load, (*trust.issuers, *trust.authorities)) if row.self_issued]
    return ValidationContext(
        trust_roots=roots,
        other_certs=[asn1_x509.Certificate.load(row) for row in (*trust.issuers, *trust.authorities, *trust.seals.values())],
        crls=[asn1_crl.CertificateList.load(row) for row in trust.lists],
        allow_fetching=False,
        moment=moment,
        revocation_mode="soft-fail",
    )


def revoked_at(trust: Trust, certificate: bytes) -> datetime | None:
    """Since when, by a list that the certificate's own issuer has signed."""
    found = x509.load_der_x509_certificate(certificate)
    issuers = [row for row in map(x509.load_der_x509_certificate, trust.issuers) if row.subject == found.issuer]
    for said in map(x509.load_der_x509_crl, trust.lists):
        row = said.get_revoked_certificate_by_serial_number(found.serial_number)
        if row is not None and any(signed_by(said, issuer) for issuer in issuers):
            return row.revocation_date_utc
    return None


def has_list(trust: Trust, certificate: bytes) -> bool:
    found = x509.load_der_x509_certificate(certificate)
    issuers = [row for row in map(x509.load_der_x509_certificate, trust.issuers) if row.subject == found.issuer]
    return any(signed_by(said, issuer) for said in map(x509.load_der_x509_crl, trust.lists) for issuer in issuers)


def signed_by(said: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    return said.issuer == issuer.subject and said.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]
