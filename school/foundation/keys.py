"""Signing keys: files on the machine, never rows. To rotate is to add: the newest signs, all verify.

A purpose has keys of one kind: Ed25519 (RFC 8032) unless it says P-256 (ECDSA with SHA-256, FIPS 186-5).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, EllipticCurvePublicKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, load_pem_private_key
from django.conf import settings

FIRST = "0001.pem"
log = structlog.get_logger(__name__)
_known: dict[tuple[Path, Any], tuple[tuple[tuple[str, int], ...], tuple[Any, ...]]] = {}  # by folder and reader: what it held, its keys


def sign(purpose: str, message: bytes) -> bytes:
    """64 bytes by the newest key of this purpose; the first key is made when it is first needed."""
    return _private_keys(purpose)[-1].sign(message)


def verify(purpose: str, message: bytes, signature: bytes) -> bool:
    """Whether any key of this purpose, old or new, signed exactly this."""
    return any(_signed_by(key.public_key(), message, signature) for key in _private_keys(purpose))


def public_keys(purpose: str) -> list[bytes]:
    """The raw 32 bytes of each, oldest first: what a device needs to verify by itself."""
    return [key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw) for key in _private_keys(purpose)]


def sign_p256(purpose: str, message: bytes) -> bytes:
    """64 bytes, r and s one after the other (IEEE P1363, as JOSE wants them), by the newest P-256 key of this purpose."""
    r, s = decode_dss_signature(_p256_keys(purpose)[-1].sign(message, ECDSA(SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def public_p256_keys(purpose: str) -> list[EllipticCurvePublicKey]:
    """Oldest first."""
    return [key.public_key() for key in _p256_keys(purpose)]


def _signed_by(key: Ed25519PublicKey, message: bytes, signature: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _private_keys(purpose: str) -> tuple[Ed25519PrivateKey, ...]:
    return _kept(purpose, _ed25519, Ed25519PrivateKey.generate)


def _p256_keys(purpose: str) -> tuple[EllipticCurvePrivateKey, ...]:
    return _kept(purpose, _p256, _new_p256)


def _kept(purpose: str, read: Callable[[Path], Any], new: Callable[[], Any]) -> tuple[Any, ...]:
    """Read anew when a file comes or goes. A folder that is away for a moment, or a file half written, takes no key from a running process."""
    folder = Path(settings.KEYS_DIR) / purpose
    names, known = _named(folder), _known.get((folder, read))
    if known is not None and names in ((), known[0]):
        return known[1]
    try:
        found = tuple(read(path) for path in _files(folder, new))
    except (ValueError, OSError) as problem:
        if known is None:
            raise
        log.error("key_not_read", purpose=purpose, problem=str(problem))
        return known[1]
    _known[folder, read] = (names or _named(folder), found)
    return found


def _named(folder: Path) -> tuple[tuple[str, int], ...]:
    """Each key file with the time of its last change."""
    try:
        return tuple(sorted((row.name, row.stat().st_mtime_ns) for row in os.scandir(folder) if row.name.endswith(".pem")))
    except OSError:
        return ()


def _files(folder: Path, new: Callable[[], Any]) -> list[Path]:
    if not _named(folder):
        _make(folder, new)
    return [folder / name for name, _changed in _named(folder)]


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
