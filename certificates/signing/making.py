"""New seals: a demonstration key for a first start, a request to a real authority, and what the authority answers."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import UTC, timedelta
from itertools import pairwise
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from school.foundation.centre import centre

from .keys import DEMONSTRATION, CommandKey, KnownKey, SealTrouble, folders, known_keys, public_key, seal_folder

YEARS = timedelta(days=5 * 365)
REQUEST = "request"  # the folder of a key that waits for its certificate


class NotInstalled(Exception):
    """The certificate is not taken; the text says why."""


def ensure_demonstration() -> None:
    """A first start has a seal of its own. Of two processes that begin at once, one makes it."""
    if not folders():
        make_demonstration(number=1)


def make_demonstration(number: int | None = None) -> None:
    """A key with a certificate by an authority made for it alone, whose key is thrown away with the last line here."""
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    with override(settings.LANGUAGE_CODE):
        issuer = _name(_("Demonstration key"), unit=DEMONSTRATION)
    house = centre(fresh=True)
    subject = _name(house.short_name_uk or house.school_name_uk, unit=DEMONSTRATION)
    root = _certificate(issuer, authority.public_key(), issuer, authority, authority=True)
    leaf = _certificate(subject, key.public_key(), issuer, authority, authority=False)
    files = {"certificate.pem": _pem(leaf), "chain.pem": _pem(root), "revoked.crl": _empty_list(issuer, authority), "key.pem": _private_pem(key)}
    _put(files, number)


def _name(common: str, unit: str = "") -> x509.Name:
    """Sixty-four signs a field (X.520, upper bounds)."""
    house = centre(fresh=True)
    fields = [(NameOID.COUNTRY_NAME, "UA"), (NameOID.ORGANIZATION_NAME, house.name_uk[:64]), (NameOID.ORGANIZATIONAL_UNIT_NAME, unit)]
    fields += [(NameOID.LOCALITY_NAME, house.city_uk), (NameOID.SERIAL_NUMBER, house.edrpou), (NameOID.COMMON_NAME, _cut(common))]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in fields if value])


def _cut(text: str) -> str:
    """A common name has 64 bytes here, not letters."""
    return text.encode()[:64].decode(errors="ignore").strip()


def _certificate(
    subject: x509.Name, key: ec.EllipticCurvePublicKey, issuer: x509.Name, by: ec.EllipticCurvePrivateKey, *, authority: bool
) -> x509.Certificate:
    now = timezone.now().astimezone(UTC)
    usage = dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False)
    usage |= {"key_cert_sign": authority, "crl_sign": authority, "digital_signature": not authority, "content_commitment": not authority}
    return (
        x509.CertificateBuilder(issuer_name=issuer, subject_name=subject, public_key=key, serial_number=x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + YEARS)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .sign(by, SHA256())
    )


def _empty_list(issuer: x509.Name, by: ec.EllipticCurvePrivateKey) -> bytes:
    """That nothing is revoked, said once: nobody can revoke what an authority without a key has given."""
    now = timezone.now().astimezone(UTC)
    said = x509.CertificateRevocationListBuilder(issuer, now - timedelta(hours=1), now + YEARS)
    return said.add_extension(x509.CRLNumber(1), critical=False).sign(by, SHA256()).public_bytes(Encoding.DER)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)


def _private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _put(files: dict[str, bytes], number: int | None) -> Path:
    """A whole folder appears at once under the next number; a fixed number is put there once and never overwritten."""
    draft = _draft(files)
    try:
        while True:
            at = seal_folder() / f"{number or _next_number():04d}"
            if _renamed(draft, at) or number is not None:
                return at
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _renamed(draft: Path, to: Path) -> bool:
    """False where another process was first: a folder that holds something is never replaced."""
    try:
        draft.rename(to)
    except OSError as problem:
        if problem.errno not in (errno.EEXIST, errno.ENOTEMPTY):
            raise
        return False
    return True


def _next_number() -> int:
    return int(folders()[-1].name) + 1 if folders() else 1


def _draft(files: dict[str, bytes]) -> Path:
    draft = seal_folder() / f".{os.getpid()}-{os.urandom(4).hex()}"
    draft.mkdir(parents=True, mode=0o700)
    for name, raw in files.items():
        with open(os.open(draft / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(raw)
            os.fsync(file.fileno())
    return draft


def make_request() -> Path:
    """A key and a request for its certificate, to be sent to an authority; asked again, the same request."""
    folder = seal_folder() / REQUEST
    if not folder.exists():
        house = centre(fresh=True)
        key = ec.generate_private_key(ec.SECP256R1())
        asked = x509.CertificateSigningRequestBuilder(_name(house.short_name_uk or house.school_name_uk)).sign(key, SHA256())
        draft = _draft({"key.pem": _private_pem(key), "request.csr": asked.public_bytes(Encoding.PEM)})
        try:
            _renamed(draft, folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return folder / "request.csr"


def install(pem: bytes) -> KnownKey:
    """The authority's certificate with its issuers, first our own. It belongs to our request, or to the key that SEAL_COMMAND reaches."""
    try:
        certificate, *issuers = x509.load_pem_x509_certificates(pem)
        ours = public_key(certificate)
    except ValueError as problem:
        raise NotInstalled(_("This is no PEM certificate with an ECDSA key on the curve P-256.")) from problem
    if any(key.certificate == certificate for key in known_keys()):
        raise NotInstalled(_("This certificate is installed already."))
    if not issuers:
        raise NotInstalled(_("The certificates of its issuers are missing: put them into the same file, after it."))
    _check_order([certificate, *issuers])
    files = {"certificate.pem": _pem(certificate), "chain.pem": b"".join(map(_pem, issuers)), **_private_half(ours)}
    if "key.pem" not in files:
        _try_command(certificate, tuple(issuers))
    folder = _put(files, None)
    if "key.pem" in files:
        shutil.rmtree(seal_folder() / REQUEST)
    return next(key for key in known_keys() if key.folder == folder)


def _check_order(chain: list[x509.Certificate]) -> None:
    for one, issuer in pairwise(chain):
        try:
            one.verify_directly_issued_by(issuer)
        except (ValueError, TypeError, InvalidSignature) as problem:
            raise NotInstalled(_("The file must hold our certificate first, then who issued it, then who issued that.")) from problem


def _private_half(ours: ec.EllipticCurvePublicKey) -> dict[str, bytes]:
    waiting = seal_folder() / REQUEST / "key.pem"
    if waiting.exists():
        raw = waiting.read_bytes()
        if load_pem_private_key(raw, password=None).public_key() == ours:
            return {"key.pem": raw}
    if settings.SEAL_COMMAND:
        return {}
    raise NotInstalled(_("No request of ours waits for this certificate, and no SEAL_COMMAND is set."))


def _try_command(certificate: x509.Certificate, issuers: tuple[x509.Certificate, ...]) -> None:
    try:
        CommandKey(Path(f"{_next_number():04d}"), certificate, issuers, settings.SEAL_COMMAND).sign(b"does the command answer for this certificate?")
    except SealTrouble as problem:
        raise NotInstalled(_("SEAL_COMMAND does not sign with the key of this certificate.")) from problem
