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


@shared_task
def forget_old() -> None:
    from . import sought

    sought.forget_old()
