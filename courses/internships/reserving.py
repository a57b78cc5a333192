"""An organisation reserves seats and names people later. A coordinator approves, as with an application."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.learning.enums import ClaimState
from courses.learning.models import Claim
from courses.learning.seats import claim_place, release_place, split_place
from school.accounts.adding import add_person
from school.accounts.models import Organisation
from school.foundation import history

from . import choice_letters as letters
from .applying import CannotDecide
from .approving import CannotApply
from .choosing import quotas_for
from .enums import ApplicationState, DayState, GroupPolicy, ReservationState
from .models import Application, InternshipDay, Reservation

MOST_SEATS = 100


class CannotReserve(CannotApply):
    """Why seats cannot be reserved or named now."""


def reserve_seats(*, organisation: Organisation, day: InternshipDay, size: int, policy: str, actor: Any, language: str = "uk") -> Reservation:
    """Ask for seats. An organisation has one open reservation a day: asking twice is the same as once."""
    if (existing := day.reservations.of(organisation).open().first()) is not None:
        return existing
    if not day.takes_applications:
        raise CannotReserve("closed", _("Applications for this day are not taken now."))
    _refuse_size(organisation, day, size, policy)
    try:
        with transaction.atomic():
            reservation = Reservation.objects.create(
                day=day, organisation=organisation, made_by=actor, size=size, policy=policy, language=language, asked_at=timezone.now()
            )
            history.record(reservation, "reserve", actor=actor, data={"seats": size, "policy": policy})
            return reservation
    except IntegrityError:  # pressed twice: the first press made the row
        return day.reservations.of(organisation).open().get()


def _refuse_size(organisation: Organisation, day: InternshipDay, size: int, policy: str) -> None:
    if not 1 <= size <= MOST_SEATS:
        raise CannotReserve("size", _("From 1 to %(n)d seats can be reserved.") % {"n": MOST_SEATS})
    if policy != GroupPolicy.ALL_OR_NONE:
        return
    most = [number for number in (day.offer.capacity, day.per_organisation, day.per_city if organisation.city else None) if number is not None]
    if most and size > min(most):
        text = _("So many people of one organisation will never have places together: %(n)d at most. Ask for fewer, or for places as they come free.")
        raise CannotReserve("size", text % {"n": min(most)})


@transaction.atomic
def approve_reservation(*, reservation: Reservation, actor: Any) -> Reservation:
    """Give the seats, or a turn in the queue: one claim for all of them, or one a seat."""
    reservation = _locked(reservation)
    if reservation.state != ReservationState.ASKED:
        return reservation
    if reservation.day.state in (DayState.CANCELLED, DayState.PAST):
        raise CannotDecide("over", _("This day is over or cancelled: nobody can be accepted any more."))
    whole = reservation.policy == GroupPolicy.ALL_OR_NONE
    specs = quotas_for(reservation.day, city=city_of(reservation.organisation), organisation=reservation.organisation.name)
    for size in [reservation.size] if whole else [1] * reservation.size:
        reservation.seats.create(claim=claim_place(offer=reservation.day.offer, quotas=specs, size=size))
    _decide(reservation, ReservationState.APPROVED, actor, "")
    history.record(reservation, "approve_reservation", actor=actor, data={"given": reservation.free, "waiting": reservation.waiting})
    letters.reservation_approved(reservation)
    return reservation


def city_of(organisation: Organisation) -> str:
    return organisation.city.name_uk if organisation.city else ""


@transaction.atomic
def decline_reservation(*, reservation: Reservation, actor: Any, reason: str) -> Reservation:
    if not reason.strip():
        raise CannotDecide("reason", _("Say why: the person reads the reason in a letter."))
    reservation = _locked(reservation)
    if reservation.state != ReservationState.ASKED:
        return reservation
    _decide(reservation, ReservationState.DECLINED, actor, reason.strip())
    history.record(reservation, "decline_reservation", actor=actor, reason=reservation.reason)
    letters.reservation_declined(reservation)
    return reservation


def _decide(reservation: Reservation, state: ReservationState, actor: Any, reason: str) -> None:
    reservation.state, reservation.decided_at, reservation.decided_by, reservation.reason = state, timezone.now(), actor, reason
    reservation.save(update_fields=["state", "decided_at", "decided_by", "reason"])


@transaction.atomic
def name_person(*, reservation: Reservation, email: str, actor: Any, **names: str) -> Application:
    """Somebody takes one of the seats given: accepted, told by letter, with an account made if there is none."""
    reservation = _locked(reservation)
    seat = reservation.seats.filter(claim__state=ClaimState.GIVEN).select_related("claim").first()
    if reservation.state != ReservationState.APPROVED or seat is None:
        raise CannotReserve("none", _("There is no free seat to name a person for."))
    if reservation.day.state not in (DayState.OPEN, DayState.CLOSED):
        raise CannotReserve("over", _("The day has begun, is over or cancelled."))
    user = _person(reservation, email, actor, names)
    application = _application_of(reservation, user)
    own, claim = application.claim, seat.claim
    if claim.size == 1:
        seat.delete()
    application.claim = split_place(claim=claim)
    _accept(application, reservation, names.get("position", ""), actor)
    if own is not None:
        release_place(claim=own)
    return application


def _person(reservation: Reservation, email: str, actor: Any, names: dict[str, str]) -> Any:
    organisation = reservation.organisation
    try:
        user, _made = add_person(
            email=email, language=reservation.language, actor=actor, organisation=organisation.name, city=city_of(organisation), **names
        )
    except ValidationError as wrong:
        raise CannotReserve("person", " ".join(wrong.messages)) from wrong
    return user


def _application_of(reservation: Reservation, user: Any) -> Application:
    """The person's application for the day, if it may be taken over, or a new one."""
    found = Application.objects.select_for_update(of=("self",)).select_related("claim").filter(day=reservation.day, user=user).first()
    if found is None:
        return Application(day=reservation.day, user=user, applied_at=timezone.now(), language=user.language)
    if found.state == ApplicationState.ACCEPTED:
        raise CannotReserve("has_place", _("%(name)s has a place on this day already.") % {"name": found.user.full_name or found.user.email})
    if found.state == ApplicationState.DECLINED:
        raise CannotReserve("declined", _("The centre has declined this person’s application. Write to the centre."))
    return found


def _accept(application: Application, reservation: Reservation, position: str, actor: Any) -> None:
    application.day, application.reservation = reservation.day, reservation
    application.organisation, application.city = reservation.organisation.name, city_of(reservation.organisation)
    application.house = reservation.organisation
    application.position = position[:200] or application.position
    application.state, application.reason = ApplicationState.ACCEPTED, ""
    application.decided_at, application.decided_by = timezone.now(), reservation.decided_by
    application.confirm_until = application.confirmed_at = None
    application.save()
    event = history.record(application, "name_person", actor=actor, data={"reservation": reservation.code})
    letters.named(application, occasion=str(event.pk))


@transaction.atomic
def take_back_name(*, application: Application, actor: Any) -> None:
    """Somebody else will come instead: the seat stays with the organisation."""
    if application.reservation is None:
        return
    reservation = _locked(application.reservation)
    application = (
        Application.objects.select_for_update(of=("self",)).select_related("day__internship", "claim", "user__profile").get(pk=application.pk)
    )
    if application.state != ApplicationState.ACCEPTED or application.reservation_id != reservation.pk:
        return
    if application.day.state not in (DayState.OPEN, DayState.CLOSED):
        raise CannotReserve("over", _("The day has begun, is over or cancelled."))
    claim, application.claim = application.claim, None
    application.state, application.reason = ApplicationState.WITHDRAWN, _("Your organisation sends somebody else.")
    application.save()
    reservation.seats.create(claim=claim)
    event = history.record(application, "take_back_name", actor=actor, reason=application.reason)
    letters.taken_back(application, occasion=str(event.pk))


@transaction.atomic
def release_seats(*, reservation: Reservation, actor: Any, count: int | None = None) -> int:
    """Give back seats nobody is named for, those that wait first; None gives back all. Returns how many."""
    reservation = _locked(reservation)
    released = 0
    for seat in reservation.seats.select_related("claim").order_by("-claim__state", "-claim"):  # «waiting» comes before «given»
        left = seat.claim.size if count is None else min(count - released, seat.claim.size)
        if seat.claim.state == ClaimState.WAITING and left < seat.claim.size:
            continue  # a group that waits whole is given up whole
        released += sum(_give_back(seat.claim) for _one in range(left)) if left < seat.claim.size else _give_back_whole(seat)
    if not reservation.seats.exists() and not reservation.applications.filter(state=ApplicationState.ACCEPTED).exists():
        reservation.state = ReservationState.RELEASED
        reservation.save(update_fields=["state"])
    history.record(reservation, "release_seats", actor=actor, data={"seats": released})
    return released


def _give_back(claim: Claim) -> int:
    release_place(claim=split_place(claim=claim))
    return 1


def _give_back_whole(seat: Any) -> int:
    claim, size = seat.claim, seat.claim.size
    seat.delete()
    release_place(claim=claim)
    return size


def tell_of_seats(claim: Claim) -> None:
    """Called when the queue gives seats to an organisation."""
    reservation = Reservation.objects.filter(seats__claim=claim).select_related("day__internship", "organisation", "made_by__profile").first()
    if reservation is not None and reservation.day.cancelled_at is None:
        history.record(reservation, "promote", data={"given": claim.size})
        letters.seats_given(reservation, claim)


def _locked(reservation: Reservation) -> Reservation:
    rows = Reservation.objects.select_for_update(of=("self",))
    return rows.select_related("day__internship", "day__offer", "organisation__city", "made_by__profile", "decided_by").get(pk=reservation.pk)
