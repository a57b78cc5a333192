"""A whole cohort end to end by the real verbs: numbers, credentials, sealed files, letters in the outbox; CERTIFICATES=10000 for the real thing.

The batch is issued by one process, as in life; the files are drawn by two, each claiming job after job as a worker does.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable
from statistics import mean

from django.db import connection, connections
from django.db.models import Max, Min
from django.test.utils import CaptureQueriesContext

from certificates.batches.candidates import waiting_rows
from certificates.batches.issuing import issue_rows, last_job, make_batch
from certificates.batches.subjects import subject_of
from certificates.enums import AwardKind
from certificates.models import Batch, Certificate
from courses.learning.runs import open_run
from school.foundation import jobs
from school.foundation.models import Job, JobState, Letter

from .crowd import add_learners, finish
from .school import School, run_dates
from .table import Row

PEOPLE = int(os.environ.get("CERTIFICATES", "300"))
COUNTED = 50  # certificates whose questions are counted
PROCESSES = 2


def rows(group: str, school: School) -> list[Row]:
    questions = _questions(_batch(school, COUNTED), COUNTED)
    batch = _batch(school, PEOPLE)
    issuing = _clock(lambda: _issue(batch))
    drawing, memory = _drawn(batch)
    made = Certificate.objects.filter(batch_rows__batch=batch)
    _check(batch)
    size = mean(row.pdf.size for row in made.order_by("?")[:200]) / 1024
    whole = issuing + drawing
    return [
        Row(group, "a batch: SQL of a certificate, without its file", round(questions, 1), "queries", goal="≤ 24", ok=questions <= 24),
        Row(group, f"a batch of {PEOPLE:,}: issuing", round(PEOPLE / issuing, 2), "per second"),
        Row(group, f"a batch of {PEOPLE:,}: files by {PROCESSES} processes", round(PEOPLE / drawing, 2), "per second"),
        Row(group, f"a batch of {PEOPLE:,}, end to end: number, credential, sealed file, letter", round(whole, 1), "s"),
        Row(group, f"a batch of {PEOPLE:,}, end to end", round(PEOPLE / whole, 2), "per second"),
        Row(group, "a certificate's file", round(size, 1), "KB"),
        Row(group, "the larger of the processes that draw, at its peak", round(memory, 1), "MB"),
    ]


def _batch(school: School, people: int) -> Batch:
    """Everybody of a run of their own has finished; «Issue» was pressed, letters at once."""
    run = open_run(course=school.run.course, actor=school.halyna, name_uk="Набір", name_en="Cohort", capacity=people, **run_dates())
    finish(add_learners(run, people))
    subject = subject_of(AwardKind.COURSE, run.code)
    if subject is None:
        raise RuntimeError("the run is not there")
    said = {"kind": subject.kind, "record_code": run.code, "title": subject.title, "template": ""}
    return make_batch(token=uuid.uuid4(), rows=waiting_rows(subject), send_at_once=True, actor=school.halyna, **said)


def _questions(batch: Batch, people: int) -> float:
    job = last_job(batch)
    if job is None:
        raise RuntimeError("the batch has no job")
    with CaptureQueriesContext(connection) as caught:
        issue_rows(job)
    return len(caught) / people


def _issue(batch: Batch) -> None:
    job = last_job(batch)
    if job is None or not jobs.run_job(job.pk):
        raise RuntimeError("the batch was not issued")


def _clock(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _drawn(batch: Batch) -> tuple[float, float]:
    """Seconds by the clock, and the peak of memory."""
    codes = Certificate.objects.filter(batch_rows__batch=batch).values("code")
    ids = list(Job.objects.filter(kind="certificates.render", key__in=codes).order_by("pk").values_list("pk", flat=True))
    connections.close_all()  # a connection is nobody's after a fork
    began, memory = time.perf_counter(), 0.0
    workers = [_worker(ids[at:] + ids[:at]) for at in (len(ids) * n // PROCESSES for n in range(PROCESSES))]
    for worker in workers:
        _pid, status, used = os.wait4(worker, 0)
        if status:
            raise RuntimeError("a worker died")
        memory = max(memory, used.ru_maxrss / 1024)
    return time.perf_counter() - began, memory


def _worker(ids: list[int]) -> int:
    """Its own part first, then what the other has left: a job is claimed by one."""
    child = os.fork()
    if child:
        return child
    try:
        for pk in ids:
            jobs.run_job(pk)
        os._exit(0)
    finally:  # never back into what the parent was doing
        os._exit(1)


def _check(batch: Batch) -> None:
    """Everything is there, once, without a gap; or there is nothing to measure."""
    made = Certificate.objects.filter(batch_rows__batch=batch)
    edges = made.aggregate(first=Min("number"), last=Max("number"))
    span = int(edges["last"].rsplit("-", 1)[1]) - int(edges["first"].rsplit("-", 1)[1]) + 1
    letters = Letter.objects.filter(key__in=[f"certificate_issued:{code}" for code in made.values_list("code", flat=True)]).count()
    signed = made.exclude(credential__document="").count()
    found = (made.exclude(sha256="").count(), signed, letters, span, made.values("number").distinct().count())
    waiting = Job.objects.filter(kind="certificates.render", key__in=made.values("code")).exclude(state=JobState.DONE).count()
    if found != (PEOPLE,) * 5 or waiting:
        raise RuntimeError(f"of {PEOPLE}: files, credentials, letters, span of numbers, numbers: {found}; jobs left: {waiting}")
