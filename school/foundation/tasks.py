"""Doorbells."""

from celery import shared_task


@shared_task
def ring(job_id: int) -> None:
    from .jobs import run_job

    run_job(job_id)


@shared_task
def sweep() -> None:
    from . import jobs

    jobs.sweep()
