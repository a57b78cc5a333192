"""Who signs: did:web of this school's own address, and its public keys, old and new (W3C Controlled Identifiers 1.0)."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any
from urllib.parse import quote, urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from django.conf import settings

from school.foundation import keys

PROOFS, TOKENS = "credential-proofs", "credential-tokens"  # Ed25519 for Data Integrity, P-256 for ES256
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"  # multicodec


def did() -> str:
    """did:web of PUBLIC_URL; a port is escaped, as the method asks."""
    address = urlsplit(settings.PUBLIC_URL)
    return ":".join(["did:web", quote(address.netloc, safe=""), *(quote(part, safe="") for part in address.path.split("/") if part)])


def base58(data: bytes) -> str:
    """Bitcoin's alphabet; multibase writes «z» before it."""
    number, said = int.from_bytes(data, "big"), ""
    while number:
        number, at = divmod(number, 58)
        said = _BASE58[at] + said
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + said


def base58_bytes(text: str) -> bytes:
    """ValueError for what is not base58."""
    number = 0
    for sign in text:
        number = number * 58 + _BASE58.index(sign)
    return b"\0" * (len(text) - len(text.lstrip("1"))) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def multikey(raw: bytes) -> str:
    return "z" + base58(_ED25519 + raw)


def jwk_of(key: EllipticCurvePublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    return {"crv": "P-256", "kty": "EC", "x": base64url(numbers.x.to_bytes(32, "big")), "y": base64url(numbers.y.to_bytes(32, "big"))}


def thumbprint(jwk: dict[str, str]) -> str:
    """RFC 7638."""
    return base64url(hashlib.sha256(json.dumps(jwk, sort_keys=True, separators=(",", ":")).encode()).digest())


def proof_keys() -> dict[str, bytes]:
    """Fragment: raw key, oldest first. A key is named by itself, so its name is the same at every address and for ever."""
    return {multikey(raw): raw for raw in keys.public_keys(PROOFS)}


def token_keys() -> dict[str, EllipticCurvePublicKey]:
    return {thumbprint(jwk_of(key)): key for key in keys.public_p256_keys(TOKENS)}


def newest(named: dict[str, Any]) -> str:
    return f"{did()}#{list(named)[-1]}"


def did_document() -> dict[str, Any]:
    """Every key that ever signed: none is taken away, or what it signed could no longer be checked."""
    me = did()
    methods: list[dict[str, Any]] = [
        *({"id": f"{me}#{name}", "type": "Multikey", "controller": me, "publicKeyMultibase": name} for name in proof_keys()),
        *(
            {"id": f"{me}#{name}", "type": "JsonWebKey", "controller": me, "publicKeyJwk": {**jwk_of(key), "alg": "ES256", "use": "sig", "kid": name}}
            for name, key in token_keys().items()
        ),
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1", "https://w3id.org/security/jwk/v1"],
        "id": me,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
