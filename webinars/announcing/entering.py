"""The way in: the link of the live room is told to nobody but whoever may enter now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history
from school.foundation.refusing import Refusal

from ..models import LiveAttendance, Registration, Webinar
from .links import check_live_link
from .states import RegistrationState


class CannotEnter(Refusal):
    """Why the door stays closed, in a sentence."""


@dataclass(frozen=True)
class Door:
    """From when to when the registered may enter."""

    opens_at: datetime
    closes_at: datetime

    def open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


def door_of(webinar: Webinar) -> Door | None:
    if webinar.starts_at is None or webinar.ends_at is None or webinar.offer_id is None or webinar.cancelled_at:
        return None
    return Door(webinar.starts_at - timedelta(minutes=webinar.link_minutes), webinar.ends_at)


def may_enter(registration: Registration | None, now: datetime | None = None) -> bool:
    if registration is None or registration.state != RegistrationState.REGISTERED:
        return False
    door = door_of(registration.webinar)
    return door is not None and door.open(now or timezone.now()) and bool(registration.webinar.live_link)


@transaction.atomic
def enter_live(*, user: Any, webinar: Webinar, counts: bool = True) -> str:
    """The link; the person is marked as present, once. Without `counts` – a browser only looks ahead – nothing is written."""
    registration = Registration.objects.of(user).registered().filter(webinar=webinar).first()
    if registration is None:
        raise CannotEnter("not_registered", _("Only those who registered enter here."))
    door, now = door_of(webinar), timezone.now()
    if door is None or now >= door.closes_at:
        raise CannotEnter("over", _("This webinar is over or cancelled."))
    if now < door.opens_at:
        raise CannotEnter("early", _("It is too early: the way in opens %(n)d min before the start.") % {"n": webinar.link_minutes})
    if not webinar.live_link:
        raise CannotEnter("no_link", _("The way in is not ready yet. Try again in a few minutes."))
    try:
        check_live_link(webinar.live_link)
    except ValidationError as wrong:
        raise CannotEnter("wrong_link", _("The link to the live room is wrong. Please write to the coordinators.")) from wrong
    if counts:
        _be_present(user, webinar, now)
    return webinar.live_link


def _be_present(user: Any, webinar: Webinar, now: datetime) -> None:
    if LiveAttendance.objects.filter(webinar=webinar, user=user).exists():
        return
    try:
        with transaction.atomic():
            attendance = LiveAttendance.objects.create(webinar=webinar, user=user, entered_at=now)
    except IntegrityError:  # entered from two devices at one moment
        return
    history.record(attendance, "enter", actor=user)
