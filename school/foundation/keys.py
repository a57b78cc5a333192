"""Signing keys: files on the machine, never rows. To rotate is to add: the newest signs, all verify.

A purpose has keys of one kind: Ed25519 (RFC 8032) unless it says P-256 (ECDSA with SHA-256, FIPS 186-5).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, EllipticCurvePublicKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, load_pem_private_key
from django.conf import settings

FIRST = "0001.pem"


def sign(purpose: str, message: bytes) -> bytes:
    """64 bytes by the newest key of this purpose; the first key is made when it is first needed."""
    return _private_keys(purpose, str(settings.KEYS_DIR))[-1].sign(message)


def verify(purpose: str, message: bytes, signature: bytes) -> bool:
    """Whether any key of this purpose, old or new, signed exactly this."""
    return any(_signed_by(key.public_key(), message, signature) for key in _private_keys(purpose, str(settings.KEYS_DIR)))


def public_keys(purpose: str) -> list[bytes]:
    """The raw 32 bytes of each, oldest first: what a device needs to verify by itself."""
    return [key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw) for key in _private_keys(purpose, str(settings.KEYS_DIR))]


def sign_p256(purpose: str, message: bytes) -> bytes:
    """64 bytes, r and s one after the other (IEEE P1363, as JOSE wants them), by the newest P-256 key of this purpose."""
    r, s = decode_dss_signature(_p256_keys(purpose, str(settings.KEYS_DIR))[-1].sign(message, ECDSA(SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def public_p256_keys(purpose: str) -> list[EllipticCurvePublicKey]:
    """Oldest first."""
    return [key.public_key() for key in _p256_keys(purpose, str(settings.KEYS_DIR))]


def _signed_by(key: Ed25519PublicKey, message: bytes, signature: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=16)
def _private_keys(purpose: str, root: str) -> tuple[Ed25519PrivateKey, ...]:
    return tuple(_ed25519(path) for path in _files(Path(root) / purpose, Ed25519PrivateKey.generate))


@lru_cache(maxsize=16)
def _p256_keys(purpose: str, root: str) -> tuple[EllipticCurvePrivateKey, ...]:
    return tuple(_p256(path) for path in _files(Path(root) / purpose, _new_p256))


def _files(folder: Path, new: Callable[[], Any]) -> list[Path]:
    if not list(folder.glob("*.pem")):
        _make(folder, new)
    return sorted(folder.glob("*.pem"))


def _read(path: Path) -> Any:
    return load_pem_private_key(path.read_bytes(), password=None)


def _ed25519(path: Path) -> Ed25519PrivateKey:
    key = _read(path)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path.name} is not an Ed25519 key")
    return key


def _p256(path: Path) -> EllipticCurvePrivateKey:
    key = _read(path)
    if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
        raise TypeError(f"{path.name} is not a P-256 key")
    return key


def _new_p256() -> EllipticCurvePrivateKey:
    return generate_private_key(SECP256R1())


def _make(folder: Path, new: Callable[[], Any] = Ed25519PrivateKey.generate) -> None:
    """Of two processes that begin at once, one makes the key: a link to a whole file is made once."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    raw = new().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = folder / f".{os.getpid()}-{os.urandom(4).hex()}"
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(raw)
    try:
        os.link(draft, folder / FIRST)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
