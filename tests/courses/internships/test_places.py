"""More or fewer places: nobody loses one, and what is over is not given again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from courses.internships.applying import accept_application, withdraw_application
from courses.internships.days import cancel_day, save_day
from courses.internships.models import Application, InternshipDay, KeptPlaces
from courses.internships.places import CannotResize, Places, places_of, resize_day, touched_by
from courses.internships.reserving import approve_reservation, reserve_seats
from courses.learning.models import Offer, Quota
from courses.learning.seats import recount
from school.foundation.history import history_of
from school.foundation.models import Letter
from tests.factories.internships import make_application, make_day, make_person
from tests.threads import together

pytestmark = pytest.mark.django_db


def accepted(day: InternshipDay, number: int = 1, **who: str) -> list[Application]:
    return [accept_application(application=make_application(day=day, user=make_person(**who)), actor=None) for _number in range(number)]


def resized(day: InternshipDay, actor: Any = None, **numbers: int | None) -> InternshipDay:
    day = InternshipDay.objects.select_related("offer").get(pk=day.pk)
    return resize_day(day=day, places=replace(places_of(day), **numbers), actor=actor)


def numbers(day: InternshipDay) -> tuple[int | None, int, int | None, int | None]:
    offer = Offer.objects.get(day=day)
    return offer.capacity, offer.taken, offer.shrink_to, offer.free


def states(day: InternshipDay) -> list[str]:
    return list(day.applications.order_by("pk").values_list("state", flat=True))


def test_fewer_places_than_taken_throw_nobody_out_and_write_no_letter(halyna) -> None:
    day = make_day(capacity=3)
    accepted(day, 3)
    letters = Letter.objects.count()
    resized(day, halyna, capacity=1)
    assert (states(day), numbers(day), Letter.objects.count()) == (["accepted"] * 3, (3, 3, 1, 0), letters)
    event = history_of(day).get(verb="resize")
    assert (event.actor, event.data["was"]["capacity"], event.data["now"]["capacity"], event.data["over"]) == (halyna, 3, 1, 2)


def test_what_is_given_back_is_not_given_again_until_the_number_fits(halyna) -> None:
    day = make_day(capacity=3)
    first, second, third = accepted(day, 3)
    (waiting,) = accepted(day)
    resized(day, capacity=2)
    withdraw_application(application=first, actor=first.user)
    assert (numbers(day), Application.objects.get(pk=waiting.pk).state) == ((2, 2, None, 0), "waiting")
    withdraw_application(application=second, actor=second.user)
    assert (numbers(day), Application.objects.get(pk=waiting.pk).state) == ((2, 2, None, 0), "accepted")
    assert Application.objects.get(pk=third.pk).state == "accepted"


def test_more_places_let_people_in(halyna) -> None:
    day = make_day(capacity=1)
    accepted(day, 3)
    assert touched_by(InternshipDay.objects.get(), Places(2, None, None))["let_in"] == 1
    resized(day, capacity=2)
    assert states(day) == ["accepted", "accepted", "waiting"]
    assert Letter.objects.filter(purpose="day_application_promoted").count() == 1


def test_a_group_on_the_waiting_list_is_as_many_people_as_it_has(halyna, oksana) -> None:
    day = make_day(capacity=3)
    accepted(day)
    group = reserve_seats(organisation=oksana.memberships.get().organisation, day=day, size=3, policy="all_or_none", actor=oksana)
    approve_reservation(reservation=group, actor=halyna)
    touched = touched_by(InternshipDay.objects.get(), Places(4, None, None))
    assert (touched["waiting"], touched["let_in"]) == (3, 3)
    assert touched_by(InternshipDay.objects.get(), Places(None, None, None))["let_in"] == 3


def test_a_smaller_limit_of_a_city_comes_down_likewise(halyna) -> None:
    day = make_day(capacity=9, per_city=3)
    first, *_others = accepted(day, 3, city="Бар")
    (waiting,) = accepted(day, city="Бар")
    resized(day, per_city=2)
    quota = Quota.objects.get(name="Бар")
    assert (quota.places, quota.taken, quota.shrink_to, quota.wanted) == (3, 3, 2, 2)
    withdraw_application(application=first, actor=first.user)
    quota.refresh_from_db()
    assert (quota.places, quota.taken, quota.shrink_to) == (2, 2, None)
    assert Application.objects.get(pk=waiting.pk).state == "waiting"
    assert accepted(day, city="Вінниця")[0].state == "accepted"


def test_kept_places_stay_kept(halyna) -> None:
    day = make_day(capacity=4)
    day.kept_places = [KeptPlaces(people="maria@example.org", places=2)]
    save_day(day=day, capacity=4, shown=True, actor=halyna)
    accepted(day, 2)
    resized(day, capacity=1)
    assert numbers(day) == (4, 2, 1, 0)
    maria = make_person()
    maria.email = "maria@example.org"
    maria.save()
    row = accept_application(application=make_application(day=day, user=maria), actor=halyna)
    assert (row.state, numbers(day)) == ("accepted", (4, 3, 1, 0))


def test_the_day_is_saved_while_it_comes_down_and_a_recount_changes_nothing(halyna) -> None:
    day = make_day(capacity=3, per_city=3)
    accepted(day, 3, city="Бар")
    resized(day, capacity=2, per_city=1)
    day = InternshipDay.objects.get()
    save_day(day=day, capacity=2, shown=True, actor=halyna)
    recount(offer=Offer.objects.get())
    quota = Quota.objects.get()
    assert (numbers(day), quota.places, quota.shrink_to) == ((3, 3, 2, 0), 3, 1)


def test_enough_places_again_forget_that_they_came_down(halyna) -> None:
    day = make_day(capacity=3)
    accepted(day, 3)
    resized(day, capacity=1)
    resized(day, capacity=5)
    assert numbers(day) == (5, 3, None, 2)
    resized(day, capacity=None)
    assert numbers(day) == (None, 3, None, None)


def test_the_same_numbers_leave_no_trace_and_a_cancelled_day_stays(halyna) -> None:
    day = make_day(capacity=3)
    resized(day, capacity=3)
    assert not history_of(day).filter(verb="resize").exists()
    cancel_day(day=day, actor=halyna, reason="Немає світла.")
    with pytest.raises(CannotResize) as refused:
        resized(day, capacity=1)
    assert (refused.value.code, numbers(day)[0]) == ("over", 3)


def test_who_is_over_is_told_latest_first(halyna) -> None:
    day = make_day(capacity=3)
    rows = accepted(day, 3, city="Бар")
    touched = touched_by(InternshipDay.objects.get(), Places(1, 2, None))
    assert [row.pk for row in touched["latest"]] == [rows[2].pk, rows[1].pk]
    assert (touched["over"], touched["taken"], touched["over_limit"]) == (2, 3, [{"name": "Бар", "n": 3, "limit": 2}])


@pytest.mark.django_db(transaction=True)
def test_people_are_accepted_while_the_day_comes_down() -> None:
    day = make_day(capacity=4)
    rows = [make_application(day=day) for _number in range(4)]
    works = [lambda row=row: accept_application(application=row, actor=None) for row in rows]
    assert together(*works, lambda: resized(day, capacity=2)) == []
    capacity, taken, shrink_to, _free = numbers(day)
    assert taken == states(day).count("accepted") >= 2
    assert (capacity, shrink_to) == ((taken, 2) if taken > 2 else (2, None))
