"""Doorbells of webinars."""

from __future__ import annotations

from celery import shared_task


@shared_task
def remind_of_webinars() -> None:
    """Every few minutes: whoever registered is reminded a day and an hour before."""
    from .announcing.reminding import remind_of_webinars as remind

    remind()


@shared_task
def sweep_uploads() -> None:
    """Hourly: uploads that nobody goes on with go."""
    from .recordings.uploads import sweep_uploads as sweep

    sweep()


@shared_task
def drop_old_sticks() -> None:
    """Once a day: packages that nobody fetched in a week."""
    from .offline.stick import drop_old_sticks as drop

    drop()
