"""From an application to a place on the day, and back. One door per change of state."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.learning.enums import ClaimState
from courses.learning.models import Claim
from courses.learning.seats import claim_place, release_place
from school.foundation import history

from . import choice_letters, letters
from .approving import CannotApply, ask_superior
from .choosing import quotas_of, why_waiting
from .confirming import confirm_until
from .enums import ApplicationState, ApprovalState, DayState
from .models import Application, InternshipDay


class CannotDecide(CannotApply):
    """Why a coordinator cannot decide so."""


def apply_for_day(
    *, user: Any, day: InternshipDay, why: str, topics: str = "", needs: str = "", language: str = "uk", superior_name: str = "", superior_email: str = "",
) -> Application:  # fmt: skip
    """Ask for a place. Twice is the same as once; after withdrawing one may ask again. The superior is written to where the day asks for it."""
    existing = Application.objects.filter(day=day, user=user).first()
    if existing is not None and existing.state not in (ApplicationState.WITHDRAWN, ApplicationState.DECLINED):
        return existing
    if not day.takes_applications:
        raise CannotApply("closed", _("Applications for this day are not taken now."))
    if existing is not None and existing.state == ApplicationState.DECLINED:
        raise CannotApply("declined", _("Your application for this day was declined. Write to the centre if something has changed."))
    if day.needs_approval and not superior_email:
        raise CannotApply("superior", _("Name the superior who approves: this day asks for it."))
    try:
        with transaction.atomic():
            application = _file(user, day, {"why": why, "topics": topics, "needs": needs, "language": language})
            if day.needs_approval:
                ask_superior(application=application, name=superior_name, email=superior_email, actor=user)
            return application
    except IntegrityError:  # the same person pressed twice: the first press made the row
        return Application.objects.get(day=day, user=user)


def _file(user: Any, day: InternshipDay, said: dict[str, Any]) -> Application:
    day = _day_now(day)
    application = Application.objects.select_for_update().filter(day=day, user=user).first() or Application(day=day, user=user)
    if application.pk and application.state != ApplicationState.WITHDRAWN:
        return application
    values = said | _who(user)
    for name, value in values.items():
        setattr(application, name, value)
    application.state, application.applied_at = ApplicationState.APPLIED, timezone.now()
    application.decided_at, application.decided_by, application.reason = None, None, ""
    application.day, application.reservation = day, None
    application.save()
    event = history.record(application, "apply", actor=user)
    letters.received(application, occasion=str(event.pk))
    return application


def _day_now(day: InternshipDay) -> InternshipDay:
    """As it stands once it is ours: a day that is just being moved or cancelled is waited for. (A new row does not wait by itself:
    PostgreSQL looks at its foreign key only at the end.)"""
    InternshipDay.objects.select_for_update(no_key=True).values_list("pk").get(pk=day.pk)
    now = InternshipDay.objects.select_related("internship", "offer").get(pk=day.pk)
    if not now.takes_applications:
        raise CannotApply("closed", _("Applications for this day are not taken now."))
    return now


def _who(user: Any) -> dict[str, Any]:
    """Where the person comes from, in the words of today."""
    profile = getattr(user, "profile", None)
    if profile is None:
        return {"organisation": "", "house": None, "position": "", "city": ""}
    return {
        "organisation": profile.organisation.name if profile.organisation else "",
        "house": profile.organisation,
        "position": profile.position,
        "city": profile.city.name_uk if profile.city else "",
    }


@transaction.atomic
def accept_application(*, application: Application, actor: Any, without_approval: bool = False) -> Application:
    """Give a place, or a turn in the queue when the day is full. Without the superior's word only deliberately."""
    application = _locked(application)
    if application.state not in (ApplicationState.APPLIED, ApplicationState.DECLINED):
        return application
    if application.day.state in (DayState.CANCELLED, DayState.PAST):
        raise CannotDecide("over", _("This day is over or cancelled: nobody can be accepted any more."))
    unapproved = _lacks_approval(application)
    if unapproved and not without_approval:
        raise CannotDecide("approval", _("The superior has not approved yet. Wait for the answer, or tick that you accept without it."))
    application.claim = claim_place(offer=application.day.offer, quotas=quotas_of(application))
    application.decided_at, application.decided_by, application.reason = timezone.now(), actor, ""
    data = {"without_approval": True} if unapproved else {}
    if application.claim.state == ClaimState.GIVEN:
        return _seat(application, actor, "accept", data)
    application.state = ApplicationState.WAITING
    application.save()
    event = history.record(application, "wait", actor=actor, data=data)
    with override(application.language):
        why = why_waiting(application.claim)
    letters.waiting(application, occasion=str(event.pk), why=why)
    return application


def _lacks_approval(application: Application) -> bool:
    approval = application.approval
    return application.day.needs_approval and (approval is None or approval.state != ApprovalState.APPROVED)


def _seat(application: Application, actor: Any, verb: str, data: dict[str, Any] | None = None) -> Application:
    promoted = verb == "promote"
    application.state = ApplicationState.ACCEPTED
    application.confirm_until, application.confirmed_at = confirm_until(application.day, promoted=promoted), None
    application.save()
    event = history.record(application, verb, actor=actor, data=data)
    if application.confirm_until:
        choice_letters.to_confirm(application, occasion=str(event.pk), promoted=promoted)
    else:
        letters.accepted(application, occasion=str(event.pk), promoted=promoted)
    return application


@transaction.atomic
def decline_application(*, application: Application, actor: Any, reason: str) -> Application:
    """Refuse with a reason that the person reads. Whoever has a place is withdrawn, not declined."""
    if not reason.strip():
        raise CannotDecide("reason", _("Say why: the person reads the reason in a letter."))
    application = _locked(application)
    if application.state not in (ApplicationState.APPLIED, ApplicationState.WAITING):
        return application
    application.decided_at, application.decided_by = timezone.now(), actor
    _leave(application, ApplicationState.DECLINED, reason.strip())
    event = history.record(application, "decline", actor=actor, reason=application.reason)
    letters.declined(application, occasion=str(event.pk))
    return application


@transaction.atomic
def withdraw_application(*, application: Application, actor: Any, reason: str = "", tell: bool = True) -> Application:
    """Give the place or the turn back; the next in the queue is let in. By staff it needs a reason."""
    application = _locked(application)
    if application.state in (ApplicationState.WITHDRAWN, ApplicationState.DECLINED):
        return application
    by_staff = actor is not None and actor.pk != application.user_id
    if actor is not None and not by_staff and too_late_to_cancel(application):
        raise CannotApply("late", _("It is too late to cancel here: call the centre."))
    if by_staff and not reason.strip():
        raise CannotDecide("reason", _("Say why: the person reads the reason in a letter."))
    _leave(application, ApplicationState.WITHDRAWN, reason.strip())
    event = history.record(application, "withdraw", actor=actor, reason=application.reason)
    if tell:
        letters.withdrawn(application, occasion=str(event.pk))
    return application


def too_late_to_cancel(application: Application) -> bool:
    """After the day's date of cancelling whoever has a place calls; a coordinator still can."""
    by = application.day.cancel_by_at
    return application.state == ApplicationState.ACCEPTED and by is not None and timezone.now() >= by


def _locked(application: Application) -> Application:
    return Application.objects.lock(application.pk)


def _leave(application: Application, state: ApplicationState, reason: str) -> None:
    claim, application.claim = application.claim, None
    application.state, application.reason = state, reason
    application.save()
    if claim is not None:
        release_place(claim=claim)


def promote_waiting(claim: Claim) -> None:
    """Called when the queue gives a place: the person is accepted in the same transaction."""
    application = Application.objects.select_for_update().filter(claim=claim, state=ApplicationState.WAITING).first()
    if application is None:
        return
    application.claim = claim
    if application.day.cancelled_at is None:
        _seat(application, None, "promote")
