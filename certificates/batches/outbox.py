"""Letters of a batch wait for «send»; what was revoked or replaced meanwhile is not sent."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from school.foundation import history, jobs
from school.foundation.models import Job, Letter
from school.foundation.outbox import drop_held, held_letters, send_held

from ..enums import RowState
from ..models import Batch, BatchRow, Certificate

CHUNK = 200


def work_of(certificate: Certificate) -> str:
    """The batch whose word its letter waits for: the one that issued it, or what it stands instead of. Empty: sent at once."""
    found: Certificate | None = certificate
    while found is not None:
        row = BatchRow.objects.filter(certificate=found, state=RowState.ISSUED).select_related("batch").first()
        if row is not None:
            return "" if row.batch.send_at_once else row.batch.work
        found = Certificate.objects.filter(replaced_by=found).first()
    return ""


def waiting_letters(batch: Batch) -> QuerySet[Letter]:
    return held_letters(batch.work)


@transaction.atomic
def send_letters(*, batch: Batch, actor: Any) -> Job | None:
    """Let go of the letters that wait now. Letters written later wait for another word."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    last = waiting_letters(batch).order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return None
    count = waiting_letters(batch).filter(pk__lte=last).count()
    job = jobs.enqueue("certificates.send_batch", key=f"{batch.code}:{last}", args={"batch": batch.pk, "last": last}, total=count, actor=actor)
    if job.done == 0 and job.attempts == 0:
        history.record(batch, "send", actor=actor, data={"letters": count})
    return job


def let_go(job: Job) -> None:
    """Two hundred at a time, so that a killed worker goes on where it was."""
    batch = Batch.objects.get(pk=job.args["batch"])
    while found := list(waiting_letters(batch).filter(pk__lte=job.args["last"]).order_by("pk").values_list("pk", "key")[:CHUNK]):
        codes = {key.split(":")[1]: pk for pk, key in found}
        live = set(Certificate.objects.live().filter(Q(code__in=codes), person__erased_at=None).values_list("code", flat=True))
        with transaction.atomic():
            send_held(ids=[pk for code, pk in codes.items() if code in live], actor=job.actor)
            drop_held(keys=[key for _pk, key in found if key.split(":")[1] not in live], actor=job.actor)
        job.progress(min(job.done + len(found), job.total))
