"""Authorities, seals, revocation lists and sheets for the tests of signing: all made on the spot."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.now(UTC)


def sheet(words: str = "Сертифікат") -> bytes:
    """One page with a title and a language; small, so that tests are quick."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(842, 595))
        pdf.Root.Lang = pikepdf.String("uk")
        pdf.docinfo["/Title"] = pikepdf.String(words)
        pdf.save(out)
    return out.getvalue()


def name_of(common: str, organisation: str = "Тестова організація") -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation), x509.NameAttribute(NameOID.COMMON_NAME, common)])


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)


def private_pem(key: Any) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@dataclass
class Authority:
    """A certificate authority that stands by its key."""

    common: str = "Тестовий центр сертифікації"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    certificate: x509.Certificate = field(init=False)

    def __post_init__(self) -> None:
        self.certificate = self.certify(self.key.public_key(), self.common, ca=True)

    def certify(
        self,
        key: Any,
        common: str = "Центр",
        *,
        begins: datetime = NOW - timedelta(days=30),
        ends: datetime = NOW + timedelta(days=365),
        ca: bool = False,
        stamps: bool = False,
        name: x509.Name | None = None,
    ) -> x509.Certificate:
        usage = dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False)
        usage |= {"key_cert_sign": ca, "crl_sign": ca, "digital_signature": not ca, "content_commitment": not ca}
        builder = (
            x509.CertificateBuilder(name_of(self.common), name or name_of(common), key, x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=4000) if ca else begins)
            .not_valid_after(NOW + timedelta(days=4000) if ca else ends)
            .add_extension(x509.BasicConstraints(ca, None), True)
            .add_extension(x509.KeyUsage(**usage), True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), False)
        )
        if stamps:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
        return builder.sign(self.key, SHA256())

    def revoke(self, *serials: int, at: datetime = NOW - timedelta(hours=1)) -> bytes:
        """Its list (DER), with these on it."""
        said = x509.CertificateRevocationListBuilder(name_of(self.common), NOW - timedelta(days=1), NOW + timedelta(days=30))
        for serial in serials:
            said = said.add_revoked_certificate(x509.RevokedCertificateBuilder(serial, at).build())
        return said.add_extension(x509.CRLNumber(1), False).sign(self.key, SHA256()).public_bytes(Encoding.DER)


def put_key(folder: Path, authority: Authority, *, key: Any = None, **dates: Any) -> x509.Certificate:
    """A seal from that authority, as `manage.py seal_keys --install` leaves it."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    certificate = authority.certify(key.public_key(), **dates)
    folder.mkdir(parents=True)
    (folder / "key.pem").write_bytes(private_pem(key))
    (folder / "certificate.pem").write_bytes(pem(certificate))
    (folder / "chain.pem").write_bytes(pem(authority.certificate))
    return certificate


def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)
