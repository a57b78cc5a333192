"""Work of this room, by job. Whatever is killed half-way is done again and finds what is already there."""

from __future__ import annotations

from contextlib import suppress

from celery import shared_task

from school.foundation.models import Job


def award(job: Job) -> None:
    """One certificate, after a completion or a confirmed presence. What is no longer earned is not issued."""
    from .awards import NotEarned, award_of
    from .issuing import issue

    with suppress(NotEarned):  # corrected before this was written
        issue(award=award_of(job.args["kind"], job.args["key"]), actor=job.actor)


def render(job: Job) -> None:
    """The file of one certificate. WeasyPrint is met here and not at start: it takes over a second to import."""
    from . import rendering

    rendering.render(job)


def transcript(job: Job) -> None:
    """The file of one transcript."""
    from .achievements import transcribing

    transcribing.draw(job)


@shared_task
def make_waiting_files() -> None:
    """Files that waited for the key of the seal."""
    from .signing import waiting

    waiting.make_waiting_files()


@shared_task
def strengthen_seals() -> None:
    """Time stamps that could not be had when a certificate was issued."""
    from .signing import issued

    issued.strengthen_waiting()


@shared_task
def fetch_revocation_lists() -> None:
    from .signing import lists

    lists.fetch()


def issue_batch(job: Job) -> None:
    from .batches.issuing import issue_rows

    issue_rows(job)


def send_batch(job: Job) -> None:
    from .batches.outbox import let_go

    let_go(job)


def pack_batch(job: Job) -> None:
    from .batches.packing import make_packs

    make_packs(job)


@shared_task
def forget_batch_packs() -> None:
    from .batches.packing import forget_packs

    forget_packs()


@shared_task
def remind_of_ends() -> None:
    from .ending import remind_of_ends

    remind_of_ends()
