"""Doorbells of internships."""

from __future__ import annotations

from celery import shared_task


@shared_task
def remind_superiors() -> None:
    """Hourly: who has not answered is reminded once, after half of the time."""
    from .approving import remind_superiors as remind

    remind()


@shared_task
def forget_needs() -> None:
    """Once a day: needs are not kept longer than they are needed."""
    from .applying import forget_needs as forget

    forget()
