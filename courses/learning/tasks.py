"""Doorbells of learning."""

from __future__ import annotations

from celery import shared_task

from school.foundation.jobs import Job


def recheck(job: Job) -> None:
    from .models import CourseRun
    from .progress import recheck_run

    recheck_run(CourseRun.objects.select_related("course").get(pk=job.args["run"]))


def tell_cancelled(job: Job) -> None:
    from .letters import run_cancelled
    from .models import Enrolment

    for enrolment in Enrolment.objects.current().filter(run=job.args["run"], completed_at=None).select_related("run__course", "user"):
        run_cancelled(enrolment, reason=job.args["reason"])


def enrol_list(job: Job) -> None:
    from .roster import enrol_rows

    enrol_rows(job)


@shared_task
def clock() -> None:
    """Once in five minutes: letters before a start."""
    from .reminders import remind_of_starts

    remind_of_starts()
