"""The seal on a certificate's own file: made with it, recorded beside it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

import structlog
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates.enums import SealLevel
from certificates.models import Certificate, CertificateFile
from certificates.stored import stored_bytes
from school.foundation import history
from school.foundation.centre import centre

from . import keys
from .making import ensure_demonstration
from .repeating import seal_like
from .sealing import Sealed
from .strengthening import AuthorityAway, NotStrengthened, strengthened

AWAY, REST = "seal:authority-of-time-away", 300  # seconds
MOST = 200  # files a sweep

log = structlog.get_logger(__name__)


def wanted_level() -> SealLevel:
    return SealLevel(settings.SEAL_LEVEL)


def ensure_key() -> None:
    """A first start makes its own key. A house that has sealed before and lost its keys is told so, and seals nothing with a new one."""
    if not keys.folders() and not CertificateFile.objects.exclude(key="").exists():
        ensure_demonstration()


def sealed_file(certificate: Certificate, pdf: bytes, like: str = "") -> Sealed:
    """The sheet under the seal, in the words of the certificate's language. `like`: the build it is of, as `seal_like`."""
    said = certificate.frozen
    with override(certificate.language):
        reason = _("Certificate %(number)s is issued by the centre") % {"number": certificate.number}
    later = centre(fresh=True).qualified_later
    return seal_of_the_house(pdf, name=said["centre"], reason=reason, location=said["city"], at=certificate.issued_at, later=later, like=like)


def seal_of_the_house(pdf: bytes, *, name: str, reason: str, location: str, at: datetime, later: bool = False, like: str = "") -> Sealed:
    """Whatever document the house vouches for, at the level it asks for."""
    ensure_key()
    return upgraded(seal_like(like, pdf, name=name, reason=reason, location=location, at=at, later=later))


def upgraded(sealed: Sealed) -> Sealed:
    """At the level the house asks for; where the authority of time is away, as it is: a sweep comes back to it.

    After a failure nobody asks again for a while, so that ten thousand certificates do not each wait for it.
    """
    level = wanted_level()
    if sealed.level.rank >= level.rank or cache.get(AWAY):
        return sealed
    try:
        return replace(sealed, data=strengthened(sealed.data, level), level=level)
    except NotStrengthened as problem:
        log.warning("sealed_at_a_lower_level", level=sealed.level, wanted=level, why=str(problem))
        cache.set(AWAY, True, REST)
        return sealed


def strengthen_waiting() -> int:
    """Files that were handed out at a lower level than the house asked for then; stops when the authority is away. How many were done."""
    later, done = CertificateFile.objects.filter(certificate=OuterRef("certificate"), pk__gt=OuterRef("pk")), 0
    rows = CertificateFile.objects.exclude(level="").exclude(level=F("wanted")).filter(~Exists(later)).order_by("pk")
    for row in list(rows[:MOST]):
        try:
            strengthen(file=row)
            done += 1
        except AuthorityAway:
            break
        except (NotStrengthened, OSError):  # this one; the others may do
            log.warning("strengthening_waits", certificate=row.certificate_id, exc_info=True)
    return done


def strengthen(*, file: CertificateFile) -> CertificateFile:
    """The certificate's file grows by a revision; what was handed out before is its beginning, and stays known."""
    certificate, level = Certificate.objects.get(pk=file.certificate_id), SealLevel(file.wanted)
    sealed = Sealed(strengthened(stored_bytes(certificate), level), level, file.key)
    with transaction.atomic():
        locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
        if locked.sha256 != file.sha256:  # another worker was first
            return locked.files.all()[0]
        _keep_beside(locked, sealed)
        return keep_file(locked, sealed)


def _keep_beside(certificate: Certificate, sealed: Sealed) -> None:
    """Under a name of its own: whoever is downloading the earlier file reads it to its end."""
    storage = certificate.pdf.storage
    name = certificate.pdf.field.generate_filename(certificate, certificate.filename).removesuffix(".pdf") + f"-{sealed.level}.pdf"
    if storage.exists(name):  # left by a worker that was killed before its transaction was kept
        storage.delete(name)
    certificate.pdf.name = storage.save(name, ContentFile(sealed.data))
    certificate.sha256 = hashlib.sha256(sealed.data).hexdigest()
    certificate.save(update_fields=["pdf", "sha256"])
    history.record(certificate, "strengthen", data={"sha256": certificate.sha256, "level": sealed.level})


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
