"""Whether a signature made elsewhere covers exactly our bytes. That the signature itself is good is NOT looked at.

A qualified Ukrainian signature is DSTU 4145 over a hash of GOST 34.311 or DSTU 7564, which nothing here can compute.
Where the hash is one of SHA-2, it is compared; where it is not, our file must lie whole within what was signed.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from asn1crypto import cms, pem
from defusedxml import ElementTree as Safe
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from certificates.enums import SignatureForm

from .checking import check_seal
from .containers import BadArchive, Entry, entries_of, is_archive

HASHES = {"sha256", "sha384", "sha512"}
XML_HASHES = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
MOST_REVISIONS = 50
_END = re.compile(rb"%%EOF(?:\r\n|\r|\n)?")


class Refusal(StrEnum):
    NOT_A_SIGNATURE = "not_a_signature"
    BAD_ARCHIVE = "bad_archive"
    NOT_OURS = "not_ours"  # whatever was signed, it is no file of ours
    NOT_COVERED = "not_covered"  # our file is there, and no signature speaks of it
    OTHER_BYTES = "other_bytes"  # the hash in the signature is not that of the file
    UNKNOWN_HASH = "unknown_hash"  # apart from its file, with a hash nobody here can compute
    CHANGED = "changed"  # within the PDF, and the PDF was changed or allows no signature


class NotCovered(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


class Originals(Protocol):
    """The files we have handed out."""

    def has(self, sha256: str) -> bool: ...
    def named(self, name: str) -> bytes | None: ...


@dataclass(frozen=True)
class Covering:
    """`sha256` is of our file; the rest is what the signature claims."""

    sha256: str
    form: SignatureForm
    bound: bool
    signer: str = ""
    issuer: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True)
class Signed:
    """A CMS SignedData, as far as it is read here."""

    hash_name: str  # empty: not one of ours
    digest: bytes
    content: bytes | None
    claims: dict[str, Any]

    def speaks_of(self, data: bytes) -> bool | None:
        """None: cannot be told."""
        return hashlib.new(self.hash_name, data).digest() == self.digest if self.hash_name else None


def coverings(data: bytes, name: str, originals: Originals) -> list[Covering]:
    """Every file of ours that this covers, at least one; NotCovered says why there is none. `data` is hostile."""
    try:
        if data.startswith(b"%PDF-"):
            return [_within(data, originals)]
        if is_archive(data):
            return _contained(entries_of(data), originals)
        return [_beside(read_cms(data), name, originals)]
    except BadArchive as problem:
        raise NotCovered(Refusal.BAD_ARCHIVE) from problem
    except NotCovered:
        raise
    except Exception as problem:  # whatever a hostile file makes a reader stumble over
        raise NotCovered(Refusal.NOT_A_SIGNATURE) from problem


def sum_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# --- CMS ----------------------------------------------------------------------------------------------


def read_cms(raw: bytes) -> Signed:
    if pem.detect(raw):
        _type, _headers, raw = pem.unarmor(raw)
    return signed_of(cms.ContentInfo.load(raw, strict=True)["content"])


def signed_of(found: cms.SignedData) -> Signed:
    signer = found["signer_infos"][0]
    attributes = {row["type"].native: row["values"] for row in signer["signed_attrs"]}
    name = signer["digest_algorithm"]["algorithm"].native
    content = found["encap_content_info"]["content"]
    return Signed(
        hash_name=name if name in HASHES else "",
        digest=attributes["message_digest"][0].native,
        content=None if content.native is None else bytes(content),
        claims=_claims(found, signer, attributes),
    )


def _claims(found: cms.SignedData, signer: cms.SignerInfo, attributes: dict[str, Any]) -> dict[str, Any]:
    """Names as the certificate gives them, without its numbers: a personal tax number stands among those."""
    said: dict[str, Any] = {"signed_at": attributes["signing_time"][0].native if "signing_time" in attributes else None}
    certificates = [row.chosen for row in found["certificates"] if row.name == "certificate"]
    issuer_of = [row for row in certificates if _is_of(row, signer)] or certificates
    if issuer_of:
        said |= {"signer": _name(issuer_of[0].subject), "issuer": _name(issuer_of[0].issuer)}
    return said


def _is_of(certificate: Any, signer: cms.SignerInfo) -> bool:
    sid = signer["sid"]
    return sid.name == "issuer_and_serial_number" and sid.chosen["serial_number"].native == certificate.serial_number


def _name(name: Any) -> str:
    said = name.native
    parts = [said.get("common_name"), said.get("organization_name")]
    flat = [str(part[0] if isinstance(part, list) else part) for part in parts if part]
    return ", ".join(dict.fromkeys(flat))[:300]


# --- a signature beside its file, or around it --------------------------------------------------------


def _beside(signed: Signed, name: str, originals: Originals) -> Covering:
    if signed.content is not None:
        return _covering(signed, signed.content, originals)
    if signed.hash_name == "sha256" and originals.has(signed.digest.hex()):
        return Covering(signed.digest.hex(), SignatureForm.CADES, True, **signed.claims)
    meant = originals.named(name)
    if not signed.hash_name:
        raise NotCovered(Refusal.UNKNOWN_HASH)
    if meant is None:
        raise NotCovered(Refusal.NOT_OURS)
    return _covering(signed, meant, originals)


def _covering(signed: Signed, data: bytes, originals: Originals) -> Covering:
    told = signed.speaks_of(data)
    if told is False:
        raise NotCovered(Refusal.OTHER_BYTES)
    if not originals.has(sum_of(data)):
        raise NotCovered(Refusal.NOT_OURS)
    return Covering(sum_of(data), SignatureForm.CADES, bool(told), **signed.claims)


# --- ASiC: ETSI EN 319 162-1 --------------------------------------------------------------------------


@dataclass(frozen=True)
class Reference:
    """A file that a signature speaks of, with its hash as the signature gives it, and whether that chain of hashes holds."""

    uri: str
    hash_name: str
    digest: bytes
    holds: bool
    claims: dict[str, Any]


def _contained(entries: list[Entry], originals: Originals) -> list[Covering]:
    files = {row.name: row.data for row in entries}
    ours = {name: data for name, data in files.items() if not name.upper().startswith("META-INF/") and originals.has(sum_of(data))}
    if not ours:
        raise NotCovered(Refusal.NOT_OURS)
    references = [row for name in files for row in _references(name, files)]
    found = [covering for name, data in ours.items() if (covering := _referred(name, data, references)) is not None]
    if not found:
        raise NotCovered(Refusal.NOT_COVERED)
    return found


def _referred(name: str, data: bytes, references: list[Reference]) -> Covering | None:
    for row in references:
        if row.uri.lstrip("./") != name:
            continue
        if row.hash_name and hashlib.new(row.hash_name, data).digest() != row.digest:
            raise NotCovered(Refusal.OTHER_BYTES)
        return Covering(sum_of(data), SignatureForm.ASIC, bool(row.hash_name) and row.holds, **row.claims)
    return None


def _references(name: str, files: dict[str, bytes]) -> list[Reference]:
    upper = name.upper()
    if not upper.startswith("META-INF/"):
        return []
    if "ASICMANIFEST" in upper and upper.endswith(".XML"):
        return _of_manifest(files[name], files)
    if "SIGNATURE" in upper and upper.endswith(".XML"):
        return _of_xades(files[name])
    if upper.endswith("/SIGNATURE.P7S"):  # ASiC-S: over the one file there is
        signed = read_cms(files[name])
        return [Reference(row, signed.hash_name, signed.digest, True, signed.claims) for row in files if _is_data(row)]
    return []


def _is_data(name: str) -> bool:
    return name != "mimetype" and not name.upper().startswith("META-INF/")


def _of_manifest(raw: bytes, files: dict[str, bytes]) -> list[Reference]:
    """A CAdES signature over the manifest, which gives the hash of each file."""
    root = Safe.fromstring(raw, forbid_dtd=True)
    uri = next((row.get("URI", "") for row in root.iter() if _local(row) == "SigReference"), "").lstrip("./")
    if uri not in files:
        return []
    signed = read_cms(files[uri])
    told = signed.speaks_of(raw)
    if told is False:
        raise NotCovered(Refusal.OTHER_BYTES)
    return [_reference(row, bool(told), signed.claims) for row in root.iter() if _local(row) == "DataObjectReference"]


def _of_xades(raw: bytes) -> list[Reference]:
    root = Safe.fromstring(raw, forbid_dtd=True)
    rows = [row for info in root.iter() if _local(info) == "SignedInfo" for row in info if _local(row) == "Reference" and row.get("URI")]
    return [_reference(row, True, {}) for row in rows if not row.get("URI", "").startswith("#")]


def _reference(row: Any, holds: bool, claims: dict[str, Any]) -> Reference:
    inside = {_local(child): child for child in row.iter()}
    hash_name = XML_HASHES.get(inside["DigestMethod"].get("Algorithm", ""), "")
    digest = base64.b64decode("".join((inside["DigestValue"].text or "").split()))
    return Reference(row.get("URI", ""), hash_name, digest, holds, claims)


def _local(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


# --- within the PDF -----------------------------------------------------------------------------------


def _within(data: bytes, originals: Originals) -> Covering:
    """Our file is the beginning; a later signature reaches from the first byte to the end of its own revision, and nothing else has changed."""
    ours = _beginning(data, originals)
    if ours is None:
        raise NotCovered(Refusal.NOT_OURS)
    reader = PdfFileReader(io.BytesIO(data))
    later = [row for row in reader.embedded_regular_signatures if list(row.byte_range)[1] > len(ours) and _is_whole(row)]
    if not later:
        raise NotCovered(Refusal.NOT_COVERED)
    if not check_seal(data).fine:
        raise NotCovered(Refusal.CHANGED)
    row = later[-1]
    signed = signed_of(row.signed_data)
    bound = bool(signed.hash_name) and row.compute_digest() == signed.digest
    if signed.hash_name and not bound:
        raise NotCovered(Refusal.OTHER_BYTES)
    claims = {**signed.claims, "signed_at": signed.claims["signed_at"] or row.self_reported_timestamp}
    return Covering(sum_of(ours), SignatureForm.PADES, bound, **claims)


def _is_whole(row: EmbeddedPdfSignature) -> bool:
    return row.evaluate_signature_coverage() >= SignatureCoverageLevel.ENTIRE_REVISION


def _beginning(data: bytes, originals: Originals) -> bytes | None:
    ends = [at for found in _END.finditer(data) for at in (found.end(), found.start() + 5)]
    for end in sorted(set(ends) - {len(data)}, reverse=True)[:MOST_REVISIONS]:
        if originals.has(sum_of(data[:end])):
            return data[:end]
    return None
