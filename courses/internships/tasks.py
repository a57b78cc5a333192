"""Doorbells of internships."""

from __future__ import annotations

from celery import shared_task


@shared_task
def remind_superiors() -> None:
    """Hourly: who has not answered is reminded once, after half of the time."""
    from .approving import remind_superiors as remind

    remind()


@shared_task
def lapse_unconfirmed() -> None:
    """Every few minutes: places not confirmed in time go on."""
    from .confirming import lapse_unconfirmed as lapse

    lapse()


@shared_task
def remind_of_days() -> None:
    """Every half an hour by day: who is coming is reminded a week and a day before."""
    from .reminding import remind_of_days as remind

    remind()


@shared_task
def forget_needs() -> None:
    """Once a day: needs are not kept longer than they are needed."""
    from .forgetting import forget_needs as forget

    forget()


@shared_task
def make_packs() -> None:
    """Every half an hour: from the evening before, each day gets its pack on paper."""
    from .packing import make_packs_of_tomorrow

    make_packs_of_tomorrow()


@shared_task
def forget_packs() -> None:
    """Once a day: lists of people on paper are not kept longer than their needs."""
    from .packing import forget_packs as forget

    forget()


@shared_task
def forget_unaccepted() -> None:
    """Once a day: words of applications without a place go when their time is over."""
    from .forgetting import forget_unaccepted as forget

    forget()


@shared_task
def remind_of_meetings() -> None:
    """Every half an hour by day: whoever is taught in a room is reminded a day before."""
    from .meeting_reminding import remind_of_meetings as remind

    remind()
