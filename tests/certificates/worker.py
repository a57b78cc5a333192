"""A worker for the crash tests: does every job there is, and stops in the middle of one where it is told.

    python -m tests.certificates.worker    (each line of stdin is a worker: a place, or nothing)

At the place it says HERE and holds on, transaction and all, until it is killed. Without a place it works to the end
and tells, as JSON, what the database and the storage then hold.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402

from certificates import issuing, letters  # noqa: E402
from certificates.batches import issuing as batch_issuing  # noqa: E402
from certificates.models import Certificate, CertificateFile, Series  # noqa: E402
from certificates.rendering import keeping  # noqa: E402
from school.foundation import jobs  # noqa: E402
from school.foundation.models import Job, JobState, Letter  # noqa: E402
from tests.forked import serve  # noqa: E402


def stopping(work: Callable[..., Any]) -> Callable[..., Any]:
    def stopped(*args: Any, **kwargs: Any) -> None:
        work(*args, **kwargs)
        print("HERE", flush=True)
        time.sleep(600)

    return stopped


def stop_at(place: str) -> None:
    if place == "numbered":  # the number taken and the row written, not yet committed
        issuing._insert = stopping(issuing._insert)
    elif place == "issued":  # committed; the job does not know it yet
        jobs._handlers["certificates.award"] = (stopping(jobs._handlers["certificates.award"][0]), "documents")
    elif place == "row":  # one row of a batch committed, the next not begun
        batch_issuing._issue_row = stopping(batch_issuing._issue_row)
    elif place == "listed":  # every row is through, the batch does not know it yet
        batch_issuing._finish = stopping(lambda batch: None)
    elif place == "drawn":  # the sheet is drawn, nothing is kept
        keeping.made_of = stopping(keeping.made_of)
    elif place == "sealed":  # the seal is on it, nothing is kept
        keeping.sealed_file = stopping(keeping.sealed_file)
    elif place == "filed":  # the file lies in the storage, the row does not name it
        keeping._keep = stopping(keeping._keep)
    elif place == "told":  # the letter is written, not yet committed
        letters.issued = stopping(letters.issued)
    elif place == "rendered":  # committed; the job does not know it yet
        jobs._handlers["certificates.render"] = (stopping(jobs._handlers["certificates.render"][0]), "documents")


def work() -> None:
    """A minute after the last worker fell silent, as the sweep finds it."""
    Job.objects.filter(state=JobState.RUNNING).update(heartbeat_at=timezone.now() - timedelta(minutes=2))
    waiting = Job.objects.filter(kind__startswith="certificates.").exclude(state=JobState.DONE).order_by("pk")
    while job := waiting.first():
        jobs.run_job(job.pk)
        job.refresh_from_db()
        if job.state != JobState.DONE:
            sys.exit(f"{job}: {job.state} {job.error}")


def whole(certificate: Certificate) -> bool:
    with certificate.pdf.open("rb") as file:
        return hashlib.sha256(file.read()).hexdigest() == certificate.sha256


def main(place: str) -> None:
    if place:
        stop_at(place)
    work()
    rows = Certificate.objects.order_by("number")
    told = {
        "numbers": [row.number for row in rows],
        "awards": sorted(row.award_key for row in rows),
        "counter": Series.objects.get().counter,
        "whole": [whole(row) for row in rows],
        "files": [
            [row.certificate.number, row.sha256 == row.certificate.sha256, row.level]
            for row in CertificateFile.objects.order_by("certificate__number")
        ],
        "letters": sorted(Letter.objects.filter(purpose="certificate_issued").values_list("key", flat=True)),
        "expected_letters": sorted(f"certificate_issued:{row.code}" for row in rows),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    serve(main)
