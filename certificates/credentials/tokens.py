"""The credential as a JWT (`vc+jwt`, W3C VC-JOSE-COSE), with the claims that Open Badges 3.0 (section 8.2.4.1) wants beside it."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from typing import Any

import jwt

from school.foundation import keys

from . import issuer

CLAIMS = ("iss", "jti", "nbf", "sub", "exp")


def token_of(document: dict[str, Any]) -> str:
    """ES256 by the newest P-256 key, over the document without a proof."""
    header = {"alg": "ES256", "typ": "vc+jwt", "cty": "vc", "kid": issuer.newest(issuer.token_keys())}
    claims = {
        "iss": _id(document["issuer"]),
        "jti": document["id"],
        "nbf": _seconds(document["validFrom"]),
        "sub": document["credentialSubject"]["id"],
    }
    if "validUntil" in document:
        claims["exp"] = _seconds(document["validUntil"])
    said = f"{_part(header)}.{_part({**document, **claims})}"
    return f"{said}.{issuer.base64url(keys.sign_p256(issuer.TOKENS, said.encode()))}"


def payload_of(token: str) -> dict[str, Any] | None:
    """What one of our keys signed; None for everything else. Its dates are not judged here.

    Only ES256 is taken: «none» and a public key used as a password (HS256) are refused by the list of algorithms.
    """
    try:
        name = str(jwt.get_unverified_header(token).get("kid", "")).rpartition("#")[2]
        key = issuer.token_keys()[name]
        options: Any = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False}
        return jwt.decode(token, key, algorithms=["ES256"], options=options)
    except (jwt.InvalidTokenError, KeyError, ValueError, TypeError, RecursionError):
        return None


def _part(value: dict[str, Any]) -> str:
    return issuer.base64url(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _id(named: Any) -> str:
    return named if isinstance(named, str) else named["id"]


def _seconds(stamp: str) -> int:
    return int(datetime.fromisoformat(stamp).timestamp())


def bytes_of(part: str) -> bytes:
    """base64url without padding; ValueError for anything else."""
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
