"""Certificates whose file waits, mostly for a seal: numbered and in the register, and why there is nothing to download."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from certificates.models import Certificate
from school.foundation import jobs
from school.foundation.models import Job, JobState

from .issued import ensure_key
from .keys import SealTrouble, Trouble, signing_key

RENDER = "certificates.render"


@dataclass(frozen=True)
class Waiting:
    count: int
    words: str


def trouble_words(trouble: str) -> str:
    """What happened and what to do, for a coordinator."""
    return {
        Trouble.MISSING: _("The key of the seal is missing. Whoever looks after the server must put the folder of keys back."),
        Trouble.UNREADABLE: _("The key of the seal cannot be read. Whoever looks after the server must put it back or repair its rights."),
        Trouble.EXPIRED: _("The certificate of the seal has ended. Whoever looks after the server must install a new one."),
        Trouble.NOT_YET: _("The certificate of the seal is not valid yet. Look at its dates and at the clock of the server."),
        Trouble.COMMAND: _("The device that keeps the key of the seal does not answer, or answers for another key."),
    }[Trouble(trouble)]


def trouble_of(job: Job | None) -> str:
    """The sentence behind a job that could not seal; empty where it failed for another reason, or not at all."""
    error = job.error if job else ""
    return next((trouble_words(row) for row in Trouble if "SealTrouble" in error and row in error), "")


def waiting_jobs() -> QuerySet[Job]:
    """Files that could not be sealed, whether they are tried again or given up."""
    return Job.objects.filter(kind=RENDER, state__in=[JobState.QUEUED, JobState.FAILED], error__contains="SealTrouble")


def files_waiting() -> Waiting | None:
    count, last = waiting_jobs().count(), waiting_jobs().order_by("-pk").first()
    return Waiting(count, trouble_of(last)) if count else None


def file_trouble(certificate: Certificate) -> str:
    return "" if certificate.ready else trouble_of(Job.objects.filter(kind=RENDER, key=certificate.code).first())


def make_waiting_files() -> int:
    """Once there is a key again, everything that waited is rung for; as long as there is none, nothing is tried."""
    rows = waiting_jobs().filter(state=JobState.FAILED)
    if not rows.exists() or not _can_seal():
        return 0
    return jobs.again(rows)


def _can_seal() -> bool:
    try:
        ensure_key()
        return bool(signing_key().sign(b"is the key there again?"))
    except SealTrouble:
        return False
