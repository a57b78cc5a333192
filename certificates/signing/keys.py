"""Seals of the organisation (ECDSA P-256 with an X.509 certificate): folders on the machine, never rows.

`KEYS_DIR/seal/<number>/` holds `certificate.pem`, `chain.pem` (its issuers) and `key.pem`; without `key.pem` the
command of `SEAL_COMMAND` signs. To rotate is to add: the newest in force signs, all verify. Once there is a key that
an authority has certified, a demonstration key never signs again.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone

DEMONSTRATION = "DEMONSTRATION KEY, NOT TRUSTED BY ANYBODY"  # stands in the certificate itself, as its unit
COMMAND_SECONDS = 20


class Trouble(StrEnum):
    """Why nothing can be sealed now."""

    MISSING = "seal_key_missing"
    UNREADABLE = "seal_key_unreadable"
    EXPIRED = "seal_key_expired"
    NOT_YET = "seal_key_not_yet_valid"
    COMMAND = "seal_command_failed"


class SealTrouble(Exception):
    """Nothing is issued without a seal. `key` is the number of the key concerned, if there is one."""

    def __init__(self, trouble: Trouble, key: str = "") -> None:
        super().__init__(f"{trouble} {key}".strip())
        self.trouble, self.key = trouble, key


class SealKey(Protocol):
    """What a seal is to the rest of the school, wherever its key is kept."""

    @property
    def id(self) -> str: ...
    @property
    def certificate(self) -> x509.Certificate: ...
    @property
    def chain(self) -> tuple[x509.Certificate, ...]: ...
    def sign(self, message: bytes) -> bytes:
        """DER of the ECDSA signature over SHA-256 of `message`; SealTrouble if there is none."""


@dataclass(frozen=True)
class KnownKey:
    """The open half of a key: enough to know what it has sealed."""

    folder: Path
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @property
    def id(self) -> str:
        return f"{self.folder.name}-{fingerprint(self.certificate)[:8]}"

    @property
    def demonstration(self) -> bool:
        return any(row.value == DEMONSTRATION for row in self.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME))

    @property
    def begins(self) -> datetime:
        return self.certificate.not_valid_before_utc

    @property
    def ends(self) -> datetime:
        return self.certificate.not_valid_after_utc

    @property
    def kind(self) -> str:
        return "file" if (self.folder / "key.pem").exists() else "command"


@dataclass(frozen=True)
class FileKey(KnownKey):
    private: ec.EllipticCurvePrivateKey

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message, ec.ECDSA(SHA256()))


@dataclass(frozen=True)
class CommandKey(KnownKey):
    """A key in a token, a module or a vault: its own command takes the bytes on stdin and answers the DER signature on stdout."""

    command: str

    def sign(self, message: bytes) -> bytes:
        environment = {**os.environ, "SEAL_KEY": self.folder.name}
        try:
            done = subprocess.run(shlex.split(self.command), input=message, capture_output=True, timeout=COMMAND_SECONDS, check=True, env=environment)
            public_key(self.certificate).verify(done.stdout, message, ec.ECDSA(SHA256()))
        except (OSError, ValueError, subprocess.SubprocessError, InvalidSignature) as problem:
            raise SealTrouble(Trouble.COMMAND, self.id) from problem
        return done.stdout


def seal_folder() -> Path:
    return Path(settings.KEYS_DIR) / "seal"


def fingerprint(certificate: x509.Certificate) -> str:
    return hashlib.sha256(certificate.public_bytes(Encoding.DER)).hexdigest()


def public_key(certificate: x509.Certificate) -> ec.EllipticCurvePublicKey:
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("not an ECDSA key on P-256")
    return key


def folders() -> list[Path]:
    """Oldest first. A request that still waits for its certificate is not among them."""
    root = seal_folder()
    return sorted(path for path in root.iterdir() if path.is_dir() and path.name.isdecimal()) if root.is_dir() else []


def known_keys() -> list[KnownKey]:
    """Every key whose certificate can be read, oldest first: whoever checks needs no more."""
    found = []
    for folder in folders():
        try:
            found.append(_known(folder))
        except (OSError, ValueError):  # what cannot be read vouches for nothing; signing says so aloud
            continue
    return found


def signing_key(now: datetime | None = None) -> SealKey:
    """The newest key in force; SealTrouble says why there is none."""
    now = now or timezone.now()
    found = folders()
    if not found:
        raise SealTrouble(Trouble.MISSING)
    try:
        keys = [_known(folder) for folder in found]
    except (OSError, ValueError) as problem:
        raise SealTrouble(Trouble.UNREADABLE) from problem
    keys = [key for key in keys if not key.demonstration] or keys
    in_force = [key for key in keys if key.begins <= now <= key.ends]
    if not in_force:
        raise SealTrouble(Trouble.EXPIRED if any(key.ends < now for key in keys) else Trouble.NOT_YET, keys[-1].id)
    return _usable(in_force[-1])


def _known(folder: Path) -> KnownKey:
    return _read_open(folder, *_stamp(folder / "certificate.pem"), *_stamp(folder / "chain.pem"))


def _stamp(path: Path) -> tuple[int, int]:
    """A file put in place of another one is read anew."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=64)
def _read_open(folder: Path, *stamps: int) -> KnownKey:
    certificate = x509.load_pem_x509_certificate((folder / "certificate.pem").read_bytes())
    public_key(certificate)
    chain = folder / "chain.pem"
    issuers = x509.load_pem_x509_certificates(chain.read_bytes()) if chain.exists() else []
    return KnownKey(folder, certificate, tuple(issuers))


def _usable(key: KnownKey) -> SealKey:
    private = key.folder / "key.pem"
    if not private.exists() and settings.SEAL_COMMAND:
        return CommandKey(key.folder, key.certificate, key.chain, settings.SEAL_COMMAND)
    if not private.exists():
        raise SealTrouble(Trouble.MISSING, key.id)
    try:
        return FileKey(key.folder, key.certificate, key.chain, _read_private(private, key.certificate, *_stamp(private)))
    except (OSError, ValueError, TypeError) as problem:
        raise SealTrouble(Trouble.UNREADABLE, key.id) from problem


@lru_cache(maxsize=16)
def _read_private(path: Path, certificate: x509.Certificate, *stamps: int) -> ec.EllipticCurvePrivateKey:
    private = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(private, ec.EllipticCurvePrivateKey) or private.public_key() != certificate.public_key():
        raise ValueError(f"{path.parent.name}: the key is not the certificate's")
    return private
