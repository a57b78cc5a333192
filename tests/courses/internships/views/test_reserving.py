from __future__ import annotations

import pytest
from django.urls import reverse

from courses.internships.models import Application, Reservation
from courses.internships.reserving import approve_reservation, name_person, reserve_seats
from tests.factories.accounts import make_head, make_organisation
from tests.factories.accounts import make_person as make_account
from tests.factories.internships import make_day

pytestmark = pytest.mark.django_db

NAMES = {"email": "new@example.org", "surname": "Мороз", "given_name": "Іван"}


def address(name: str, oksana, day, *more: str) -> str:
    return reverse(f"internships:{name}", args=[oksana.memberships.get().organisation.code, day.code, *more])


def approved(day, oksana, halyna, size: int = 2) -> Reservation:
    organisation = oksana.memberships.get().organisation
    reservation = reserve_seats(organisation=organisation, day=day, size=size, policy="as_places_come", actor=oksana)
    return approve_reservation(reservation=reservation, actor=halyna)


def test_the_head_asks_from_the_page_of_the_day(client, oksana):
    day = make_day(capacity=5)
    client.force_login(oksana)
    seats = address("seats", oksana, day)
    assert seats in client.get(reverse("internships:day", args=[day.code])).content.decode()
    assert client.post(seats, {"size": "2", "policy": "all_or_none"})["Location"] == seats
    assert (Reservation.objects.get().size, Reservation.objects.get().made_by) == (2, oksana)


def test_a_request_with_an_error_says_so(client, oksana):
    client.force_login(oksana)
    response = client.post(address("seats", oksana, make_day(capacity=1)), {"size": "2", "policy": "all_or_none"})
    assert response.status_code == 400
    assert Reservation.objects.count() == 0


def test_strangers_and_heads_of_other_organisations_find_nothing(client, oksana, halyna, petro):
    day = make_day(capacity=5)
    application = name_person(reservation=approved(day, oksana, halyna), actor=oksana, **NAMES)
    other = make_account(surname="Інша")
    make_head(other, make_organisation("Хмільницька міська рада"))
    for user in (petro, other):
        client.force_login(user)
        assert client.get(address("seats", oksana, day)).status_code == 404
        assert client.post(address("seats", oksana, day), {"size": "2", "policy": "all_or_none"}).status_code == 404
        assert client.post(address("name_person", oksana, day), {**NAMES, "email": "x@example.org"}).status_code == 404
        assert client.post(address("release_seats", oksana, day)).status_code == 404
        assert client.post(address("take_back_name", oksana, day, application.code)).status_code == 404
        assert client.post(reverse("internships:decide_seats", args=[day.code, Reservation.objects.get().code])).status_code == 404
    assert Application.objects.get().state == "accepted"


def test_the_head_names_sends_another_and_gives_back(client, oksana, halyna):
    day = make_day(capacity=5)
    reservation = approved(day, oksana, halyna)
    client.force_login(oksana)
    assert client.post(address("name_person", oksana, day), NAMES).status_code == 302
    application = Application.objects.get()
    assert "Мороз" in client.get(address("seats", oksana, day)).content.decode()
    client.post(address("take_back_name", oksana, day, application.code))
    assert (Application.objects.get().state, reservation.free) == ("withdrawn", 2)
    client.post(address("release_seats", oksana, day))
    assert reservation.free == 1
    client.post(address("release_seats", oksana, day), {"all": "1"})
    reservation.refresh_from_db()
    assert reservation.state == "released"


def test_a_wrong_name_is_shown_in_the_form(client, oksana, halyna):
    day = make_day(capacity=5)
    approved(day, oksana, halyna)
    client.force_login(oksana)
    response = client.post(address("name_person", oksana, day), {**NAMES, "email": "не адреса"})
    assert (response.status_code, list(response.context["name_form"].errors)) == (400, ["email"])


def test_the_coordinator_decides_on_the_board(client, oksana, halyna):
    day = make_day(capacity=5)
    reservation = reserve_seats(organisation=oksana.memberships.get().organisation, day=day, size=2, policy="all_or_none", actor=oksana)
    client.force_login(halyna)
    board = client.get(reverse("internships:teach_day", args=[day.code]))
    assert [row.code for row in board.context["reservations"]] == [reservation.code]
    decide = reverse("internships:decide_seats", args=[day.code, reservation.code])
    client.post(decide, {"action": "decline", "reason": ""})
    assert Reservation.objects.get().state == "asked"
    client.post(decide, {"action": "approve"})
    row = client.get(reverse("internships:teach_day", args=[day.code])).context["reservations"][0]
    assert (row.state, row.given, row.queued, row.named) == ("approved", 2, 0, 0)


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_the_same_however_many_are_named(client, oksana, halyna, people, django_assert_num_queries):
    day = make_day(capacity=5)
    reservation = approved(day, oksana, halyna, size=4)
    for number in range(people):
        name_person(reservation=reservation, actor=oksana, **{**NAMES, "email": f"new{number}@example.org"})
    client.force_login(oksana)
    client.get(address("seats", oksana, day))
    with django_assert_num_queries(SEATS_QUERIES):
        client.get(address("seats", oksana, day))


SEATS_QUERIES = 11
