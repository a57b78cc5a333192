"""The seal on a certificate's own file: made with it, recorded beside it."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates.enums import SealLevel
from certificates.models import Certificate, CertificateFile

from . import keys
from .making import ensure_demonstration
from .sealing import Sealed, seal


def wanted_level() -> SealLevel:
    return SealLevel(settings.SEAL_LEVEL)


def ensure_key() -> None:
    """A first start makes its own key. A house that has sealed before and lost its keys is told so, and seals nothing with a new one."""
    if not keys.folders() and not CertificateFile.objects.exclude(key="").exists():
        ensure_demonstration()


def sealed_file(certificate: Certificate, pdf: bytes) -> Sealed:
    """The sheet under the seal, in the words of the certificate's language."""
    ensure_key()
    said = certificate.frozen
    with override(certificate.language):
        reason = _("Certificate %(number)s is issued by the centre") % {"number": certificate.number}
    return seal(pdf, name=said["centre"], reason=reason, location=said["city"], at=certificate.issued_at)


def keep_file(certificate: Certificate, sealed: Sealed) -> CertificateFile:
    """In the transaction that keeps the bytes."""
    return CertificateFile.objects.create(
        certificate=certificate,
        sha256=hashlib.sha256(sealed.data).hexdigest(),
        size=len(sealed.data),
        level=sealed.level,
        wanted=wanted_level(),
        key=sealed.key_id,
        made_at=timezone.now(),
    )
