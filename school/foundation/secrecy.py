"""What a secret collection of answers promises to those who gave them.

Who took part and what was said lie in two tables with random keys and no times. `scatter` writes the rows anew in random
order under new keys, in the transaction that closes; `wipe_later` then has the database forget where they lay before.
What a server's administrator could see until then is told in docs/operations.md.
"""

from __future__ import annotations

import re
import secrets
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from . import jobs
from .models import Job, JobState

KIND = "secrecy.wipe"
SMALLEST_GROUP = 5
LOCK_SECONDS = 20  # waiting longer for the table would hold up everybody behind


class CannotWipe(Exception):
    """The database could not forget yet; the job is tried again."""


def may_show(people: int) -> bool:
    """Figures of a group are shown from five people on."""
    return people >= SMALLEST_GROUP


def scatter(rows: QuerySet[Any]) -> int:
    """Write the rows anew in random order under new random keys. In the caller's transaction, under a lock that lets no row be added."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Rows are scattered in the transaction that closes.")
    _overwrite_what_is_deleted()
    found = list(rows)
    rows._raw_delete(rows.db)  # type: ignore[attr-defined]  # nothing hangs on them
    secrets.SystemRandom().shuffle(found)
    for row in found:
        row.pk = uuid4()
    rows.model._base_manager.bulk_create(found)
    return len(found)


def wipe_later(*models: type[Model], key: str) -> Job:
    """In the transaction that closes: afterwards the database forgets what these tables held before."""
    return jobs.enqueue(KIND, key=key, args={"tables": [model._meta.db_table for model in models]})


def is_wiped(key: str) -> bool:
    """Whether closing has wholly finished: from now on copies tell nothing of the order."""
    return Job.objects.filter(kind=KIND, key=key, state=JobState.DONE).exists()


def wipe_again() -> int:
    """A job gives up after some attempts, the promise does not: what could not be wiped (a long copy was running) is put in the queue anew."""
    failed = Job.objects.filter(kind=KIND, state=JobState.FAILED)
    return failed.update(state=JobState.QUEUED, attempts=0, due_at=timezone.now(), finished_at=None)


def wipe(job: Job) -> None:
    """May be repeated and broken off: each time the tables end without a trace of removed rows, or the job is tried again."""
    if connection.in_atomic_block:
        raise CannotWipe("A database forgets outside of transactions.")
    if connection.vendor == "sqlite":
        _wipe_file()
    else:
        for table in job.args["tables"]:
            _wipe_table(table)


def _overwrite_what_is_deleted() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _wipe_file() -> None:
    """The whole file is written anew, and its journal emptied."""
    _overwrite_what_is_deleted()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    if busy:
        raise CannotWipe("Somebody is reading the old journal.")


def _wipe_table(table: str) -> None:
    """PostgreSQL keeps removed rows that an older transaction may still see, and says how many."""
    said: list[str] = []

    def hear(notice: Any) -> None:
        said.append(notice.message_detail or "")

    with connection.cursor() as cursor:
        raw = connection.connection
        raw.add_notice_handler(hear)
        try:
            cursor.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
            cursor.execute(f"VACUUM (FULL, VERBOSE) {connection.ops.quote_name(table)}")
        finally:
            cursor.execute("RESET lock_timeout")
            raw.remove_notice_handler(hear)
    left = [int(found.group()) for detail in said if (found := re.search(r"\d+", detail))]
    if not left or any(left):
        raise CannotWipe(f"{table}: removed rows are still seen by an older transaction.")
