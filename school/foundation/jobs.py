"""Work is a row; a queue message is only a doorbell. Safe to ring twice, safe to kill."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import Job, JobState

log = structlog.get_logger(__name__)
Handler = Callable[[Job], None]

BEAT = 5  # seconds between heartbeats
STALE = timedelta(seconds=60)  # a job silent for so long lost its worker
FORGOTTEN = timedelta(seconds=30)  # a job queued for so long lost its doorbell
MOST_ATTEMPTS = 5
MOST_LOST = 20  # whatever kills its worker so often will go on doing so

_handlers: dict[str, tuple[Handler, str]] = {}
_given_up: dict[str, Handler] = {}


def register(kind: str, handler: Handler, *, queue: str = "default", given_up: Handler | None = None) -> None:
    """`given_up(job)` is called when no further attempt will be made; `job.error` says why."""
    _handlers[kind] = (handler, queue)
    if given_up:
        _given_up[kind] = given_up


def enqueue(kind: str, *, key: str, args: dict[str, Any] | None = None, total: int = 0, actor: Any = None, due_at: datetime | None = None) -> Job:
    """A job in the caller's transaction, once per (kind, key); rung when the transaction is kept."""
    now = timezone.now()
    defaults = {"args": args or {}, "queue": _handlers[kind][1], "total": total, "actor": actor, "created_at": now, "due_at": due_at or now}
    job, created = Job.objects.get_or_create(kind=kind, key=key, defaults=defaults)
    if created and job.due_at <= now:
        transaction.on_commit(lambda: _ring(job))
    return job


def _ring(job: Job) -> None:
    if settings.JOBS_INLINE:
        run_job(job.pk)
        return
    from .tasks import ring

    try:
        ring.apply_async(args=[job.pk], queue=job.queue)
    except Exception:  # the broker is away: the sweep rings again
        log.warning("job_not_rung", job=job.pk, exc_info=True)


def claim(job_id: int) -> Job | None:
    """Take a job by a conditional update: of two workers one gets it."""
    now = timezone.now()
    free = Q(state=JobState.QUEUED, due_at__lte=now) | Q(state=JobState.RUNNING, heartbeat_at__lt=now - STALE)
    taken = Job.objects.filter(free, pk=job_id).update(state=JobState.RUNNING, claimed_at=now, heartbeat_at=now)
    return Job.objects.select_related("actor").get(pk=job_id) if taken else None


def run_job(job_id: int) -> bool:
    """Claim and do a job. What fails is tried again, later each time, then shown as failed."""
    job = claim(job_id)
    if job is None:
        return False
    job.attempts += 1
    job.save(update_fields=["attempts"])
    if job.attempts > MOST_LOST:
        _give_up(job, "its worker was lost each time")
        return False
    try:
        with _heart(job):
            _handlers[job.kind][0](job)
    except Exception as problem:
        _failed(job, problem)
        return False
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(state=JobState.DONE, finished_at=timezone.now(), error="")
    return True


def _failed(job: Job, problem: Exception) -> None:
    log.error("job_failed", job=job.pk, kind=job.kind, attempts=job.attempts, exc_info=True)
    words = "".join(traceback.format_exception_only(problem))[:2000]
    if job.attempts >= MOST_ATTEMPTS:
        _give_up(job, words)
        return
    due = timezone.now() + timedelta(seconds=15 * 2**job.attempts)
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, due_at=due, error=words)


def _give_up(job: Job, words: str) -> None:
    job.error = words
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, error=words, finished_at=timezone.now())
    if tell := _given_up.get(job.kind):
        tell(job)


@contextmanager
def _heart(job: Job) -> Iterator[None]:
    """Say «alive» while the work goes on. Inline jobs share the caller's connection and need no heart."""
    if settings.JOBS_INLINE:
        yield
        return
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(BEAT):
            Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(heartbeat_at=timezone.now())
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def sweep() -> int:
    """Ring again for what was left: queued and due, or running without a heartbeat."""
    now = timezone.now()
    left = Q(state=JobState.QUEUED, due_at__lte=now - FORGOTTEN) | Q(state=JobState.QUEUED, attempts__gt=0, due_at__lte=now)
    lost = Q(state=JobState.RUNNING, heartbeat_at__lt=now - STALE)
    rows = list(Job.objects.filter(left | lost).order_by("due_at")[:500])
    for job in rows:
        _ring(job)
    return len(rows)


def again(rows: QuerySet[Job]) -> int:
    """Given-up jobs whose cause is gone: queued as if they were new, and rung for."""
    found = list(rows.filter(state=JobState.FAILED).order_by("pk")[:500])
    for job in found:
        anew = {"state": JobState.QUEUED, "attempts": 0, "due_at": timezone.now(), "finished_at": None}
        if Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(**anew):
            _ring(job)
    return len(found)


def run_all() -> int:
    """Do every job that is due, here and now: for commands and tests."""
    count = 0
    while job := Job.objects.filter(state=JobState.QUEUED, due_at__lte=timezone.now()).order_by("pk").first():
        run_job(job.pk)
        count += 1
    return count
