"""From «I want to be there» to a place, and back. One door per change of state."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.learning.enums import ClaimState
from courses.learning.seats import claim_place, release_place
from school.foundation import history
from school.foundation.refusing import Refusal

from ..models import Registration, Webinar
from . import letters
from .states import AnnouncedState, RegistrationState


class CannotRegister(Refusal):
    """Why nobody is registered, in a sentence."""


def why_not(webinar: Webinar) -> tuple[str, str]:
    """Code and words when registrations are not taken."""
    said = {
        AnnouncedState.SOON: _("Registration is not open yet."),
        AnnouncedState.CLOSED: _("Registration is closed."),
        AnnouncedState.OVER: _("This webinar has been held."),
        AnnouncedState.CANCELLED: _("This webinar is cancelled."),
    }
    return str(webinar.announced), said.get(webinar.announced, _("Nobody registers for this webinar."))


@transaction.atomic
def register_for_webinar(*, user: Any, webinar: Webinar, language: str = "uk") -> Registration:
    """A place, or a turn in the queue when all are taken. Twice is the same as once; whoever withdrew may come back, at the end of the queue."""
    webinar = Webinar.objects.hold(webinar.pk)
    found = Registration.objects.select_for_update().filter(webinar=webinar, user=user).first()
    if found is not None and found.state != RegistrationState.WITHDRAWN:
        return found
    if not webinar.takes_registrations or webinar.offer is None or webinar.starts_at is None:
        raise CannotRegister(*why_not(webinar))
    registration = found or Registration(user=user)
    registration.webinar, registration.language, registration.registered_at = webinar, language, timezone.now()
    registration.claim, registration.placed_at = claim_place(offer=webinar.offer), None
    if registration.claim.state == ClaimState.GIVEN:
        return _place(registration, "register", user)
    registration.state = RegistrationState.WAITING
    _told(registration)
    event = history.record(registration, "wait", actor=user)
    letters.waiting(registration, occasion=str(event.pk))
    return registration


def _place(registration: Registration, verb: str, actor: Any) -> Registration:
    registration.state, registration.placed_at = RegistrationState.REGISTERED, timezone.now()
    _told(registration)
    event = history.record(registration, verb, actor=actor)
    letters.registered(registration, occasion=str(event.pk), promoted=verb == "promote")
    return registration


def _told(registration: Registration) -> None:
    """The letter that follows tells this date."""
    webinar = registration.webinar
    if webinar.starts_at is not None:
        registration.told_starts_at, registration.told_minutes = webinar.starts_at, webinar.length_minutes
    registration.save()


@transaction.atomic
def withdraw_registration(*, registration: Registration, actor: Any, reason: str = "", tell: bool = True) -> Registration:
    """Give the place or the turn back; the next in the queue is let in. By somebody else it needs a reason."""
    registration = Registration.objects.lock(registration.pk)
    if registration.state == RegistrationState.WITHDRAWN:
        return registration
    if actor is not None and actor.pk != registration.user_id and not reason.strip():
        raise CannotRegister("reason", _("Say why: the person reads the reason in a letter."))
    claim, registration.claim = registration.claim, None
    registration.state, registration.placed_at = RegistrationState.WITHDRAWN, None
    registration.save()
    event = history.record(registration, "withdraw", actor=actor, reason=reason.strip())
    if tell:
        letters.withdrawn(registration, occasion=str(event.pk), reason=reason.strip())
    if claim is not None:
        release_place(claim=claim)
    return registration


def promote_waiting(claim: Any) -> None:
    """Called when the queue gives a place: it is theirs in the same transaction."""
    rows = Registration.objects.select_for_update(of=("self",)).select_related("webinar", "user__profile")
    registration = rows.filter(claim=claim, state=RegistrationState.WAITING).first()
    if registration is not None and registration.webinar.cancelled_at is None:
        registration.claim = claim
        _place(registration, "promote", None)
