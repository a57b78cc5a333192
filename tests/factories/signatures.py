"""Signatures made elsewhere over our files: CAdES, ASiC and PAdES by an ECDSA key, whose structure is that of a qualified one."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from certificates.signing.sealing import KeySigner
from tests.factories.seals import Authority, pem, private_pem

GOST_34_311 = "1.2.804.2.1.1.1.1.2.1"
SIGNER = "Бондар Галина Іванівна"


class Pen:
    """A person's key with a certificate, and the bits of a SealKey that pyHanko needs."""

    def __init__(self) -> None:
        self.authority, self.key = Authority("Надавач довірчих послуг"), ec.generate_private_key(ec.SECP256R1())
        self.certificate = self.authority.certify(self.key.public_key(), SIGNER)
        self.chain, self.id = (self.authority.certificate,), "pen"

    def sign(self, message: bytes) -> bytes:
        from cryptography.hazmat.primitives.hashes import SHA256

        return self.key.sign(message, ec.ECDSA(SHA256()))

    def cades(self, data: bytes, *, attached: bool = False, hash_name: str = "sha256", as_pem: bool = False) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            at = Path(folder)
            (at / "data").write_bytes(data)
            (at / "key.pem").write_bytes(private_pem(self.key))
            (at / "cert.pem").write_bytes(pem(self.certificate))
            command = ["openssl", "cms", "-sign", "-binary", "-md", hash_name, "-outform", "PEM" if as_pem else "DER", "-cades"]
            command += [*(["-nodetach"] if attached else []), "-in", "data", "-signer", "cert.pem", "-inkey", "key.pem", "-out", "out"]
            subprocess.run(command, check=True, cwd=at, capture_output=True)
            return (at / "out").read_bytes()

    def pades(self, data: bytes, field: str = "Qualified") -> bytes:
        meta = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", name=SIGNER, subfilter=SigSeedSubFilter.PADES)
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        return asyncio.run(_Careless(meta, signer=KeySigner(self)).async_sign_pdf(writer)).getvalue()


class _Careless(PdfSigner):
    """A program that does not ask whether the file may be signed."""

    def _enforce_certification_constraints(self, reader: Any) -> None:
        pass


def with_gost(raw: bytes) -> bytes:
    """The same signature as if its hash were GOST 34.311: nobody here can compute it."""
    found = cms.ContentInfo.load(raw)
    signer = found["content"]["signer_infos"][0]
    signer["digest_algorithm"] = {"algorithm": GOST_34_311}
    for row in signer["signed_attrs"]:
        if row["type"].native == "message_digest":
            row["values"] = [hashlib.sha256(b"some other hash").digest()]
    return found.dump(force=True)


def archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def asic_s(name: str, data: bytes, signature: bytes) -> bytes:
    return archive({"mimetype": b"application/vnd.etsi.asic-s+zip", name: data, "META-INF/signature.p7s": signature})


def manifest(files: dict[str, bytes]) -> bytes:
    rows = "".join(
        f'<DataObjectReference URI="{name}"><DigestMethod xmlns="http://www.w3.org/2000/09/xmldsig#" '
        f'Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue xmlns="http://www.w3.org/2000/09/xmldsig#">'
        f"{base64.b64encode(hashlib.sha256(data).digest()).decode()}</DigestValue></DataObjectReference>"
        for name, data in files.items()
    )
    return f'<ASiCManifest xmlns="http://uri.etsi.org/02918/v1.2.1#"><SigReference URI="META-INF/signature001.p7s"/>{rows}</ASiCManifest>'.encode()


def asic_e(files: dict[str, bytes], said: bytes, signature: bytes) -> bytes:
    meta = {"mimetype": b"application/vnd.etsi.asic-e+zip", "META-INF/ASiCManifest001.xml": said, "META-INF/signature001.p7s": signature}
    return archive({**meta, **files})


def xades(name: str, data: bytes) -> bytes:
    """Only what is read of it; the signature value is of nothing."""
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    return (
        '<XAdESSignatures xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:Signature><ds:SignedInfo>'
        f'<ds:Reference URI="{name}"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
        f'<ds:DigestValue>{digest}</ds:DigestValue></ds:Reference><ds:Reference URI="#x"/>'
        "</ds:SignedInfo><ds:SignatureValue>AA==</ds:SignatureValue></ds:Signature></XAdESSignatures>"
    ).encode()
