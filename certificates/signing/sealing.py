"""Sealing a PDF: PAdES B-B by pyHanko, invisible, at once; stronger levels are later revisions of the same file."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509 as asn1_x509
from asn1crypto.algos import SignedDigestAlgorithm
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils import timezone
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates.enums import SealLevel

from .keys import SealKey, signing_key

FIELD = "Seal"
LATER_FIELD = "Qualified"  # reserved and empty, for a qualified signature within the file
CMS_ROOM = 3072  # bytes of a signature beside its certificates


@dataclass(frozen=True)
class Sealed:
    data: bytes
    level: SealLevel
    key_id: str


class KeySigner(Signer):
    """pyHanko's signer over a key that is already loaded."""

    def __init__(self, key: SealKey) -> None:
        self.key = key
        store = SimpleCertificateStore()
        store.register_multiple([asn1(row) for row in key.chain])
        super().__init__(
            signing_cert=asn1(key.certificate),
            cert_registry=store,
            embed_roots=True,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return bytes(72) if dry_run else self.key.sign(data)


class _DatedSigner(PdfSigner):
    """Says when it signs, instead of asking the clock again."""

    def __init__(self, meta: PdfSignatureMetadata, signer: Signer, at: datetime) -> None:
        super().__init__(meta, signer=signer)
        self.at = at

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


def asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def seal(pdf: bytes, *, name: str, reason: str, location: str = "", at: datetime | None = None, later: bool = False) -> Sealed:
    """The same sheet under the organisation's seal; SealTrouble, and no file, without a key in force.

    `at` is the certificate's own time, kept where the key was in force then. Nothing may change afterwards, but for
    time stamps; with `later` the empty field of a qualified signature may also be filled in.
    """
    key = signing_key()
    meta = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        name=name,
        reason=reason,
        location=location or None,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.FILL_FORMS if later else MDPPerm.NO_CHANGES,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if later:
        append_signature_field(writer, SigFieldSpec(LATER_FIELD))
    signer = _DatedSigner(meta, KeySigner(key), signing_moment(key, at))
    room = 2 * (CMS_ROOM + sum(len(row.public_bytes(Encoding.DER)) for row in (key.certificate, *key.chain)))
    out = asyncio.run(signer.async_sign_pdf(writer, bytes_reserved=room))
    return Sealed(out.getvalue(), SealLevel.B, key.id)


def signing_moment(key: SealKey, at: datetime | None) -> datetime:
    """The certificate's own time where the key was in force then, else now."""
    inside = at is not None and key.certificate.not_valid_before_utc <= at <= key.certificate.not_valid_after_utc
    return timezone.localtime(at if inside else timezone.now())
