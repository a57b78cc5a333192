from __future__ import annotations

import pytest

from courses.internships.applying import CannotDecide, accept_application, decline_application, withdraw_application
from courses.internships.choosing import holders, quota_rows, why_too_few
from courses.internships.days import cancel_day, save_day
from courses.internships.models import Application, InternshipDay, Reservation
from courses.internships.reserving import (
    CannotReserve,
    approve_reservation,
    decline_reservation,
    name_person,
    release_seats,
    reserve_seats,
    take_back_name,
)
from courses.learning.models import Offer
from school.accounts.models import User
from school.foundation.history import history_of
from school.foundation.models import Letter
from tests.factories.internships import make_application, make_day, make_person
from tests.threads import together

pytestmark = pytest.mark.django_db


def asked(day: InternshipDay, oksana, *, size: int = 2, policy: str = "all_or_none") -> Reservation:
    organisation = oksana.memberships.get().organisation
    return reserve_seats(organisation=organisation, day=day, size=size, policy=policy, actor=oksana)


def approved(day: InternshipDay, oksana, halyna, **fields) -> Reservation:
    return approve_reservation(reservation=asked(day, oksana, **fields), actor=halyna)


def seats(reservation: Reservation) -> tuple[int, int]:
    return reservation.free, reservation.waiting


def taken(day: InternshipDay) -> int:
    return Offer.objects.get(pk=day.offer_id).taken


def named(reservation: Reservation, oksana, email: str = "new@example.org", **names: str) -> Application:
    return name_person(reservation=reservation, email=email, actor=oksana, **{"surname": "Мороз", "given_name": "Іван", **names})


def accepted(day: InternshipDay, halyna) -> Application:
    return accept_application(application=make_application(day=day), actor=halyna)


def test_asking_takes_no_place_and_twice_is_once(oksana):
    day = make_day(capacity=5)
    first = asked(day, oksana)
    assert asked(day, oksana, size=4).pk == first.pk
    assert (first.state, first.size, seats(first), taken(day)) == ("asked", 2, (0, 0), 0)


def test_a_group_too_large_to_fit_together_is_refused(oksana):
    day = make_day(capacity=9, per_organisation=2)
    with pytest.raises(CannotReserve) as refused:
        asked(day, oksana, size=3)
    assert refused.value.code == "size"
    assert asked(day, oksana, size=3, policy="as_places_come").size == 3


def test_seats_are_not_reserved_when_applications_are_closed(oksana):
    with pytest.raises(CannotReserve) as refused:
        asked(make_day(in_days=2), oksana)
    assert refused.value.code == "closed"


def test_approval_gives_the_seats_and_tells_the_head(oksana, halyna):
    day = make_day(capacity=3)
    reservation = approved(day, oksana, halyna)
    assert (reservation.state, seats(reservation), taken(day)) == ("approved", (2, 0), 2)
    assert Letter.objects.get(purpose="day_seats_approved").to == oksana.email
    approve_reservation(reservation=reservation, actor=halyna)
    assert taken(day) == 2


def test_declining_needs_a_reason(oksana, halyna):
    reservation = asked(make_day(), oksana)
    with pytest.raises(CannotDecide):
        decline_reservation(reservation=reservation, actor=halyna, reason=" ")
    assert decline_reservation(reservation=reservation, actor=halyna, reason="Лише для громад.").state == "declined"
    assert "Лише для громад." in Letter.objects.get(purpose="day_seats_declined").text


def test_a_group_waits_whole_and_one_by_one_takes_what_there_is(oksana, halyna):
    whole, single = make_day(capacity=2), make_day(capacity=2)
    for day in (whole, single):
        accepted(day, halyna)
    assert seats(approved(whole, oksana, halyna)) == (0, 2)
    assert seats(approved(single, oksana, halyna, policy="as_places_come")) == (1, 1)


def test_a_group_gets_its_places_when_they_come_free(oksana, halyna):
    day = make_day(capacity=2)
    first = accepted(day, halyna)
    reservation = approved(day, oksana, halyna)
    withdraw_application(application=first, actor=first.user)
    assert (seats(reservation), taken(day)) == ((2, 0), 2)
    assert Letter.objects.get(purpose="day_seats_given").to == oksana.email


def test_a_named_person_is_accepted_and_told_and_takes_one_seat(oksana, halyna):
    day = make_day(capacity=3)
    reservation = approved(day, oksana, halyna)
    application = named(reservation, oksana, position="діловод")
    assert (application.state, application.claim.size, application.reservation) == ("accepted", 1, reservation)
    assert (application.organisation, application.position) == (reservation.organisation.name, "діловод")
    assert (seats(reservation), taken(day)) == ((1, 0), 2)
    assert list(Letter.objects.filter(to="new@example.org").order_by("pk").values_list("purpose", flat=True)) == ["account_made", "day_person_named"]
    assert (history_of(application)[0].verb, history_of(application)[0].actor) == ("name_person", oksana)


def test_all_seats_are_named_and_no_more(oksana, halyna):
    reservation = approved(make_day(capacity=3), oksana, halyna)
    named(reservation, oksana)
    named(reservation, oksana, "second@example.org")
    with pytest.raises(CannotReserve) as refused:
        named(reservation, oksana, "third@example.org")
    assert refused.value.code == "none"
    assert not User.objects.filter(email="third@example.org").exists()


def test_before_approval_nobody_is_named(oksana):
    with pytest.raises(CannotReserve) as refused:
        named(asked(make_day(), oksana), oksana)
    assert refused.value.code == "none"


def test_naming_somebody_who_waits_gives_the_turn_to_others(oksana, halyna):
    day = make_day(capacity=1)
    reservation = approved(day, oksana, halyna, size=1)
    waiting = accepted(day, halyna)
    application = named(reservation, oksana, waiting.user.email)
    assert (application.pk, application.state, taken(day)) == (waiting.pk, "accepted", 1)
    assert day.offer.claims.waiting().count() == 0


@pytest.mark.parametrize("which", ["accepted", "declined"])
def test_who_has_a_place_or_was_declined_is_not_named(oksana, halyna, which):
    day = make_day(capacity=5)
    reservation = approved(day, oksana, halyna)
    other = make_application(day=day)
    if which == "accepted":
        accept_application(application=other, actor=halyna)
    else:
        decline_application(application=other, actor=halyna, reason="Ні")
    with pytest.raises(CannotReserve) as refused:
        named(reservation, oksana, other.user.email)
    assert refused.value.code == {"accepted": "has_place", "declined": "declined"}[which]
    assert seats(reservation) == (2, 0)


def test_a_wrong_address_names_nobody(oksana, halyna):
    reservation = approved(make_day(capacity=3), oksana, halyna)
    with pytest.raises(CannotReserve) as refused:
        named(reservation, oksana, "не адреса")
    assert refused.value.code == "person"
    assert seats(reservation) == (2, 0)


def test_sending_somebody_else_keeps_the_seat(oksana, halyna):
    day = make_day(capacity=2)
    reservation = approved(day, oksana, halyna)
    application = named(reservation, oksana)
    take_back_name(application=application, actor=oksana)
    application.refresh_from_db()
    assert (application.state, application.claim, seats(reservation), taken(day)) == ("withdrawn", None, (2, 0), 2)
    assert named(reservation, oksana, "second@example.org").state == "accepted"


def test_seats_given_back_go_to_those_who_wait(oksana, halyna):
    day = make_day(capacity=2)
    reservation = approved(day, oksana, halyna)
    waiting = accepted(day, halyna)
    assert release_seats(reservation=reservation, actor=oksana, count=1) == 1
    waiting.refresh_from_db()
    assert (waiting.state, seats(reservation)) == ("accepted", (1, 0))
    assert release_seats(reservation=reservation, actor=oksana) == 1
    reservation.refresh_from_db()
    assert (reservation.state, taken(day)) == ("released", 1)


def test_giving_back_leaves_those_who_are_named(oksana, halyna):
    day = make_day(capacity=3)
    reservation = approved(day, oksana, halyna, size=3, policy="as_places_come")
    named(reservation, oksana)
    assert release_seats(reservation=reservation, actor=oksana) == 2
    reservation.refresh_from_db()
    assert (reservation.state, taken(day)) == ("approved", 1)


def test_seats_not_named_count_in_limits_and_when_the_day_changes(oksana, halyna):
    day = make_day(capacity=5, per_organisation=3)
    reservation = approved(day, oksana, halyna)
    name = reservation.organisation.name
    assert [(row["name"], row["taken"]) for row in quota_rows(day)] == [(name, 2)]
    assert [(one.organisation, one.size) for one in holders(day)] == [(name, 2)]
    assert why_too_few(day, capacity=5, limits={"per_city": None, "per_organisation": 1}, kept=[])[0] == "per_organisation"
    save_day(day=InternshipDay.objects.get(pk=day.pk), capacity=5, shown=True, actor=halyna)
    assert [(row["name"], row["taken"]) for row in quota_rows(day)] == [(name, 2)]


def test_a_cancelled_day_is_told_to_the_head(oksana, halyna):
    day = make_day(capacity=5)
    approved(day, oksana, halyna)
    cancel_day(day=day, actor=halyna, reason="Немає світла.")
    assert Letter.objects.get(purpose="day_cancelled").to == oksana.email


@pytest.mark.django_db(transaction=True)
def test_a_group_against_a_person_for_the_last_two_places(transactional_db, oksana):
    halyna = make_person(surname="Бондар")
    day = make_day(capacity=2)
    reservation, person = asked(day, oksana), make_application(day=day, user=make_person(city="Бар"))
    calls = (
        lambda: approve_reservation(reservation=reservation, actor=halyna),
        lambda: accept_application(application=person, actor=halyna),
    )
    assert together(*calls) == []
    person.refresh_from_db()
    assert (person.state, seats(reservation), taken(day)) in [("accepted", (0, 2), 1), ("waiting", (2, 0), 2)]


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_is_named_once(transactional_db, oksana):
    halyna = make_person(surname="Бондар")
    reservation = approved(make_day(capacity=2), oksana, halyna, size=1)
    people = [make_person(), make_person()]
    errors = together(*(lambda user=user: named(reservation, oksana, user.email) for user in people))
    assert [problem.code for problem in errors] == ["none"]
    assert reservation.applications.count() == 1
