"""A place is held for a time: whoever does not confirm it lets the next one in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.learning.seats import release_place
from school.foundation import history

from . import choice_letters as letters
from .enums import ApplicationState
from .models import Application, InternshipDay

QUIET = timedelta(hours=12)  # before the start nobody loses a place, and a place given then is theirs at once


def confirm_until(day: InternshipDay, *, promoted: bool) -> datetime | None:
    """Till when a place given now has to be confirmed; None when it need not be."""
    now = timezone.now()
    if promoted:
        until = now + timedelta(hours=day.confirm_hours) if day.confirm_hours else None
    else:
        until = day.confirm_by_at if day.confirm_by_at and now < day.confirm_by_at else None
    return until if until and until <= day.starts_at - QUIET else None


@transaction.atomic
def confirm_place(*, application: Application, actor: Any) -> Application:
    """«I am coming». Twice is the same as once; a place that has gone on is not brought back."""
    application = Application.objects.lock(application.pk)
    if application.awaits_confirmation:
        application.confirmed_at = timezone.now()
        application.save(update_fields=["confirmed_at"])
        history.record(application, "confirm", actor=actor)
    return application


def lapse_unconfirmed() -> int:
    """Places not confirmed in time go on to those who wait; both sides are told."""
    now = timezone.now()
    late = Application.objects.filter(state=ApplicationState.ACCEPTED, confirmed_at=None, confirm_until__lte=now)
    ahead = late.filter(day__starts_at__gt=now + QUIET, day__cancelled_at=None)
    return sum(_lapse(application) for application in ahead.order_by("confirm_until", "pk"))


@transaction.atomic
def _lapse(application: Application) -> bool:
    application = Application.objects.lock(application.pk)
    until = application.confirm_until
    if not application.awaits_confirmation or until is None or until > timezone.now():
        return False
    claim, application.claim = application.claim, None
    with override(application.language):
        application.reason = _("The place was not confirmed in time.")
    application.state = ApplicationState.WITHDRAWN
    application.save()
    event = history.record(application, "lapse", reason=application.reason)
    letters.lapsed(application, occasion=str(event.pk))
    if claim is not None:
        release_place(claim=claim)
    return True
