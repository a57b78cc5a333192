"""Doorbells of assessment."""

from __future__ import annotations

from celery import shared_task


@shared_task
def close_surveys() -> None:
    """Every few minutes: surveys whose time is over are closed."""
    from .surveys.closing import close_due_surveys

    close_due_surveys()


@shared_task
def remind_of_surveys() -> None:
    """Hourly by day: three days before a survey closes, who has not answered is reminded once."""
    from .surveys.reminding import remind_of_surveys as remind

    remind()
