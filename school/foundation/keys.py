"""Signing keys (Ed25519, RFC 8032): files on the machine, never rows. To rotate is to add: the newest signs, all verify."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
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


def _signed_by(key: Ed25519PublicKey, message: bytes, signature: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=16)
def _private_keys(purpose: str, root: str) -> tuple[Ed25519PrivateKey, ...]:
    folder = Path(root) / purpose
    if not list(folder.glob("*.pem")):
        _make(folder)
    return tuple(_read(path) for path in sorted(folder.glob("*.pem")))


def _read(path: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path.name} is not an Ed25519 key")
    return key


def _make(folder: Path) -> None:
    """Of two processes that begin at once, one makes the key: a link to a whole file is made once."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    raw = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = folder / f".{os.getpid()}-{os.urandom(4).hex()}"
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(raw)
    try:
        os.link(draft, folder / FIRST)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
