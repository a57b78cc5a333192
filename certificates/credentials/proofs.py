"""Data Integrity with `eddsa-rdfc-2022` (W3C vc-di-eddsa 1.0, section 3.2): the signature lies in the document itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils import timezone

from school.foundation import keys

from . import issuer
from .canonical import NotCanonical, canonical

SUITE = "eddsa-rdfc-2022"
OPTIONS = {"type", "cryptosuite", "created", "verificationMethod", "proofPurpose"}
Form = Callable[[dict[str, Any]], bytes]


def stamp(moment: datetime) -> str:
    """XML Schema's dateTimeStamp, in UTC and whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def signed(document: dict[str, Any], form: Form = canonical) -> dict[str, Any]:
    """The document with its proof, by the newest key."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": stamp(timezone.now()),
        "verificationMethod": issuer.newest(issuer.proof_keys()),
        "proofPurpose": "assertionMethod",
    }
    value = keys.sign(issuer.PROOFS, _hashed(document, options, form))
    return {**document, "proof": {**options, "proofValue": "z" + issuer.base58(value)}}


def stands(document: dict[str, Any]) -> bool:
    """Whether one of our keys signed exactly this, whichever address of ours it names."""
    proof = document.get("proof")
    if not isinstance(proof, dict) or set(proof) != OPTIONS | {"proofValue"} or not all(isinstance(value, str) for value in proof.values()):
        return False
    if (proof["type"], proof["cryptosuite"], proof["proofPurpose"]) != ("DataIntegrityProof", SUITE, "assertionMethod"):
        return False
    raw = issuer.proof_keys().get(proof["verificationMethod"].rpartition("#")[2])
    if raw is None or not proof["proofValue"].startswith("z") or len(proof["proofValue"]) > 100:
        return False
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    try:
        signature = issuer.base58_bytes(proof["proofValue"][1:])
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, _hashed(unsigned, options))
    except (InvalidSignature, NotCanonical, ValueError):
        return False
    return True


def _hashed(document: dict[str, Any], options: dict[str, str], form: Form = canonical) -> bytes:
    """Section 3.2.4: the hash of the options, then that of the document."""
    configured = {"@context": document["@context"], **options}
    return hashlib.sha256(form(configured)).digest() + hashlib.sha256(form(document)).digest()
