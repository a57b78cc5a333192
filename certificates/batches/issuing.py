"""A batch from «Issue» to its last row: each row by itself, paused, resumed and stopped at will, safe to kill."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

import structlog
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from school.foundation import history, jobs
from school.foundation.models import Job

from ..awards import NotEarned, award_of
from ..enums import AwardKind, BatchState, RowProblem, RowState
from ..issuing import issue_or_find
from ..models import Batch, BatchRow
from ..once import asked_once

log = structlog.get_logger(__name__)
CHUNK = 200


def make_batch(
    *, token: uuid.UUID, kind: AwardKind, record_code: str, title: str, template: str, rows: Iterable[tuple[str, int]], send_at_once: bool, actor: Any
) -> Batch:
    """Freeze whom (award key, person's id) and begin. The same token finds the batch it made."""
    try:
        with transaction.atomic():
            said = {"kind": kind, "record_code": record_code, "title": title[:400], "template": template, "send_at_once": send_at_once}
            batch = Batch.objects.create(token=token, made_by=actor, made_at=timezone.now(), **said)
            made = (BatchRow(batch=batch, position=at, award_key=key, person_id=person) for at, (key, person) in enumerate(rows, 1))
            count = len(BatchRow.objects.bulk_create(made, batch_size=500))
            history.record(batch, "begin", actor=actor, data={"rows": count, "send_at_once": send_at_once})
            _go_on(batch, actor)
    except IntegrityError:
        if (found := Batch.objects.filter(token=token).first()) is not None:
            return found
        raise
    return batch


def _go_on(batch: Batch, actor: Any) -> None:
    batch.rounds += 1
    batch.state = BatchState.RUNNING
    batch.save(update_fields=["rounds", "state"])
    total = batch.rows.filter(state=RowState.WAITS).count()
    jobs.enqueue("certificates.issue_batch", key=f"{batch.code}:{batch.rounds}", args={"batch": batch.pk}, total=total, actor=actor)


def pause_batch(*, batch: Batch, actor: Any) -> Batch:
    """After the row that is being issued."""
    return _turn(batch, {BatchState.RUNNING}, BatchState.PAUSED, "pause", actor)


def stop_batch(*, batch: Batch, actor: Any) -> Batch:
    """For good. What is issued is issued; the others are not."""
    return _turn(batch, {BatchState.RUNNING, BatchState.PAUSED}, BatchState.STOPPED, "stop", actor)


@transaction.atomic
def _turn(batch: Batch, before: set[BatchState], after: BatchState, verb: str, actor: Any) -> Batch:
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state in before:
        batch.state = after
        batch.save(update_fields=["state"])
        history.record(batch, verb, actor=actor)
    return batch


@transaction.atomic
def resume_batch(*, batch: Batch, actor: Any) -> Batch:
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == BatchState.PAUSED or (batch.state == BatchState.RUNNING and _given_up(batch)):
        history.record(batch, "resume", actor=actor)
        _go_on(batch, actor)
    return batch


def _given_up(batch: Batch) -> bool:
    job = last_job(batch)
    return job is not None and job.state == "failed"


def last_job(batch: Batch) -> Job | None:
    return Job.objects.filter(kind="certificates.issue_batch", key=f"{batch.code}:{batch.rounds}").first()


@transaction.atomic
def retry_failed(*, batch: Batch, actor: Any) -> Batch:
    """Rows that could not be issued are tried once more."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == BatchState.DONE:
        count = batch.rows.filter(state=RowState.FAILED).update(state=RowState.WAITS, problem="")
        if count:
            history.record(batch, "retry", actor=actor, data={"rows": count})
            _go_on(batch, actor)
    return batch


def issue_rows(job: Job) -> None:
    """Chunk by chunk, until nothing waits or somebody says «pause» or «stop»."""
    batch = Batch.objects.get(pk=job.args["batch"])
    job.progress(0, batch.rows.filter(state=RowState.WAITS).count())
    last = 0
    while chunk := list(batch.rows.filter(state=RowState.WAITS, position__gt=last).order_by("position").values_list("pk", "position")[:CHUNK]):
        with asked_once():
            for pk, _position in chunk:
                _issue_row(pk, batch, job.actor)
        last = chunk[-1][1]
        job.progress(job.done + len(chunk))
        batch.refresh_from_db(fields=["state"])
        if batch.state != BatchState.RUNNING:
            return
    _finish(batch)


def _issue_row(pk: int, batch: Batch, actor: Any) -> None:
    """One certificate and its row in one transaction. A failure is told by row, and the rest goes on."""
    try:
        with transaction.atomic():
            row = _taken(pk)
            if row is None:  # paused, stopped, or done by another worker
                return
            row.certificate, fresh = issue_or_find(award=award_of(batch.kind, row.award_key), actor=actor)
            row.state = RowState.ISSUED if fresh else RowState.STANDING
            row.save(update_fields=["certificate", "state"])
    except NotEarned:
        _fail(pk, RowProblem.NOT_EARNED)
    except (OperationalError, InterfaceError):  # the database itself is away or busy: the job is tried again later
        raise
    except Exception:
        log.exception("batch_row_failed", batch=batch.code, row=pk)
        _fail(pk, RowProblem.ERROR)


def _taken(pk: int) -> BatchRow | None:
    waiting = BatchRow.objects.select_for_update(of=("self",)).filter(pk=pk, state=RowState.WAITS, batch__state=BatchState.RUNNING)
    row = waiting.select_related("person").first()
    if row is not None and row.person.erased_at:
        BatchRow.objects.filter(pk=pk).update(state=RowState.FAILED, problem=RowProblem.ERASED)
        return None
    return row


def _fail(pk: int, problem: RowProblem) -> None:
    BatchRow.objects.filter(pk=pk, state=RowState.WAITS).update(state=RowState.FAILED, problem=problem)


@transaction.atomic
def _finish(batch: Batch) -> None:
    """Once, by whichever worker finds that nothing waits any more."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == BatchState.RUNNING and not batch.rows.filter(state=RowState.WAITS).exists():
        batch.state = BatchState.DONE
        batch.save(update_fields=["state"])
        history.record(batch, "finish")
