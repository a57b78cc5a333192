"""Is this a credential of ours, is it whole, and what does the register say? Nothing is fetched, no picture is decoded.

    check_credential(text_or_bytes) -> CredentialCheck

Takes the JSON with its proof, a JWT, or a baked PNG or SVG. Never raises, however hostile what it is given.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from certificates.awards import kyiv_today
from certificates.models import Certificate, CertificateState

from . import issuer, proofs, tokens
from .baking import SIGNATURE, NoBadge, read_badge
from .canonical import OPEN_BADGES, VC
from .models import Credential

LARGEST_TEXT = 256 * 1024
LARGEST_PICTURE = 4 * 1024 * 1024
DEEPEST = 24
_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]*", re.ASCII)
_ADDRESS = re.compile(r"/credentials/([0-9A-Z]{16})\.json")
_ENVELOPE = "data:application/vc+jwt,"


class Signature(StrEnum):
    FINE = "fine"  # one of our keys signed exactly this
    BROKEN = "broken"  # it says it is ours, and is not, or not any more: changed, or signed by another key
    FOREIGN = "foreign"  # somebody else's credential: not checked here
    NONE = "none"  # no credential at all, or too large to be one


class Standing(StrEnum):
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    REPLACED = "replaced"
    REVOKED = "revoked"
    UNKNOWN = "unknown"  # the register has no such credential


@dataclass(frozen=True)
class CredentialCheck:
    """`certificate` is the register's, found by the credential's address; `matches`: every word equals what was signed then.

    `form` is json, jwt, png or svg; `issuer` whoever the credential names; `said` its words, for showing what they claim.
    """

    signature: Signature
    standing: Standing = Standing.UNKNOWN
    form: str = ""
    issuer: str = ""
    certificate: Certificate | None = None
    matches: bool = False
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Signed by us, known, unchanged and in force today."""
        return self.signature == Signature.FINE and self.matches and self.standing == Standing.IN_FORCE


class _Unreadable(Exception):
    pass


def check_credential(given: str | bytes) -> CredentialCheck:
    try:
        form, text = _unwrapped(given)
        said, token = _parsed(text)
    except (_Unreadable, NoBadge):
        return CredentialCheck(Signature.NONE)
    form = form or ("jwt" if token else "json")
    named = _issuer_of(said)
    if not named or "VerifiableCredential" not in _listed(said.get("type")):
        return CredentialCheck(Signature.NONE, form=form)
    row = _row(said)
    if named not in {issuer.did(), row.issuer if row else ""}:
        return CredentialCheck(Signature.FOREIGN, form=form, issuer=named, said=said)
    fine = tokens.payload_of(token) == said if token else _ours(said) and proofs.stands(said)
    certificate = row.certificate if row else None
    return CredentialCheck(
        signature=Signature.FINE if fine else Signature.BROKEN,
        standing=_standing(certificate),
        form=form,
        issuer=named,
        certificate=certificate,
        matches=bool(row) and said == _signed_then(row, token),
        said=said,
    )


def _unwrapped(given: str | bytes) -> tuple[str, str]:
    """The form, where it is a picture, and the text."""
    if isinstance(given, bytes):
        if len(given) > LARGEST_PICTURE:
            raise _Unreadable
        if given.startswith(SIGNATURE):
            return "png", read_badge(given)
        if given.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return "svg", read_badge(given)
        try:
            given = given.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            raise _Unreadable from problem
    elif given.lstrip("\ufeff \t\r\n").startswith("<"):
        return _unwrapped(given.encode("utf-8", "replace"))
    return "", given


def _parsed(text: str) -> tuple[dict[str, Any], str]:
    """The words and, where they came so, the token that holds them."""
    text = text.strip()
    if len(text) > LARGEST_TEXT:
        raise _Unreadable
    if _TOKEN.fullmatch(text):
        return _loaded(_payload(text)), text
    said = _loaded(text)
    envelope = said.get("id")
    if "EnvelopedVerifiableCredential" in _listed(said.get("type")) and isinstance(envelope, str) and envelope.startswith(_ENVELOPE):
        return _parsed(envelope.removeprefix(_ENVELOPE)) if _TOKEN.fullmatch(envelope.removeprefix(_ENVELOPE)) else _refused()
    return said, ""


def _refused() -> Any:
    raise _Unreadable


def _payload(token: str) -> str:
    try:
        return tokens.bytes_of(token.split(".")[1]).decode()
    except ValueError as problem:
        raise _Unreadable from problem


def _loaded(text: str) -> dict[str, Any]:
    """JSON of a bounded depth in which no name stands twice: readers would differ over which one counts."""
    try:
        said = json.loads(text, object_pairs_hook=_once, parse_constant=lambda _name: _refused())
    except (ValueError, RecursionError) as problem:
        raise _Unreadable from problem
    if not isinstance(said, dict) or _depth(said) > DEEPEST:
        raise _Unreadable
    return said


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise _Unreadable
    return said


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _issuer_of(said: dict[str, Any]) -> str:
    named = said.get("issuer")
    named = named.get("id") if isinstance(named, dict) else named
    return named if isinstance(named, str) else ""


def _ours(said: dict[str, Any]) -> bool:
    """Our two vocabularies and no context within: only then a word means what it meant when it was signed."""
    return said.get("@context") == [VC, OPEN_BADGES] and not any(map(_has_context, said.values()))


def _has_context(value: Any) -> bool:
    if isinstance(value, dict):
        return "@context" in value or any(map(_has_context, value.values()))
    return isinstance(value, list) and any(map(_has_context, value))


def _row(said: dict[str, Any]) -> Credential | None:
    named = said.get("id")
    found = _ADDRESS.search(named) if isinstance(named, str) and len(named) < 400 else None
    if found is None:
        return None
    rows = Credential.objects.select_related("certificate__replaced_by").exclude(document="")
    return rows.filter(code=found[1]).first()


def _signed_then(row: Credential | None, token: str) -> dict[str, Any] | None:
    if row is None:
        return None
    return json.loads(_payload(row.token)) if token else json.loads(row.document)


def _standing(certificate: Certificate | None) -> Standing:
    if certificate is None:
        return Standing.UNKNOWN
    if certificate.state == CertificateState.REPLACED:
        return Standing.REPLACED
    if certificate.state == CertificateState.REVOKED:
        return Standing.REVOKED
    if certificate.valid_until and certificate.valid_until < kyiv_today():
        return Standing.EXPIRED
    return Standing.IN_FORCE
