"""The file of a certificate, made once and kept with its SHA-256."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from school.foundation import history
from school.foundation.archival import Embedded
from school.foundation.models import Job

from .. import letters
from ..compiled import Made
from ..credentials.making import make_credential
from ..models import Certificate
from ..signing.issued import keep_file, sealed_file
from .paper import drawn_with, made_of


def render(job: Job) -> None:
    """Make the file once, keep it with its SHA-256, and write to the person: in one transaction."""
    certificate = Certificate.objects.select_related("person").get(pk=job.args["certificate"])
    if certificate.ready:
        return
    made = made_of(certificate, embedded=[_credential(certificate)])
    sealed = sealed_file(certificate, made.data, made.build)
    with transaction.atomic():
        locked = Certificate.objects.select_for_update(of=("self",)).select_related("person").get(pk=certificate.pk)
        if not locked.ready:
            _keep(locked, sealed.data, made)
            keep_file(locked, sealed)
            letters.issued(locked)


def _credential(certificate: Certificate) -> Embedded:
    """The machine-readable form travels inside the file."""
    document = make_credential(certificate=certificate).document
    return Embedded("credential.json", document.encode(), "application/json", "Open Badges 3.0, W3C Verifiable Credential 2.0")


def _keep(certificate: Certificate, data: bytes, made: Made) -> None:
    storage, name = certificate.pdf.storage, certificate.pdf.field.generate_filename(certificate, certificate.filename)
    if storage.exists(name):  # left by a worker that was killed before its transaction was kept
        storage.delete(name)
    certificate.pdf.save(certificate.filename, ContentFile(data), save=False)
    certificate.sha256 = hashlib.sha256(data).hexdigest()
    certificate.rendered_at = timezone.now()
    certificate.save(update_fields=["pdf", "sha256", "rendered_at"])
    history.record(certificate, "render", data={"sha256": certificate.sha256, **drawn_with(certificate), **_told(made)})


def _told(made: Made) -> dict[str, str]:
    """Counted by the history: how many were drawn which way, and why not the fast one."""
    return {"path": made.path, "why": made.why} if made.why else {"path": made.path}
