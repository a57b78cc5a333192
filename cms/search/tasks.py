"""Doorbells."""

from celery import shared_task


@shared_task
def catch_up() -> None:
    from . import indexing

    indexing.catch_up()


@shared_task
def sweep() -> None:
    from . import indexing

    indexing.sweep()
