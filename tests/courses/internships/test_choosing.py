from __future__ import annotations

import pytest

from courses.internships.applying import accept_application, withdraw_application
from courses.internships.choosing import quota_rows, why_too_few, why_waiting
from courses.internships.days import save_day
from courses.internships.models import Application, InternshipDay, KeptPlaces
from courses.learning.models import Offer
from courses.learning.seats import TooFewPlaces
from school.accounts.models import Organisation
from school.foundation.models import Letter
from tests.factories.internships import make_application, make_day, make_person
from tests.threads import together

pytestmark = pytest.mark.django_db


def accepted(day: InternshipDay, halyna, *, city: str = "Бар", organisation: str = "Барська рада") -> Application:
    return accept_application(application=make_application(day=day, user=make_person(city=city, organisation=organisation)), actor=halyna)


def keep(day: InternshipDay, places: int, **whom) -> InternshipDay:
    day = InternshipDay.objects.get(pk=day.pk)
    day.kept_places.add(KeptPlaces(places=places, **whom))
    return save_day(day=day, capacity=day.offer.capacity, shown=True, actor=None)


def states(day: InternshipDay) -> list[str]:
    return list(day.applications.order_by("pk").values_list("state", flat=True))


def test_accepting_beyond_the_limit_of_a_city_says_which_is_full(halyna):
    day = make_day(capacity=9, per_city=1)
    accepted(day, halyna)
    waiting = accepted(day, halyna)
    assert accepted(day, halyna, city="Хмільник").state == "accepted"
    assert waiting.state == "waiting"
    assert why_waiting(waiting.claim) == "Усі місця для «Бар» зайняті: їх 1."
    assert "Усі місця для «Бар» зайняті: їх 1." in Letter.objects.get(purpose="day_application_waiting").text


def test_a_claim_counts_for_its_city_and_its_organisation(halyna):
    day = make_day(capacity=9, per_city=3, per_organisation=1)
    accepted(day, halyna)
    assert accepted(day, halyna).state == "waiting"
    assert accepted(day, halyna, organisation="Барський ліцей").state == "accepted"
    assert {row["name"]: (row["taken"], row["places"]) for row in quota_rows(day)} == {
        "Бар": (2, 3),
        "Барська рада": (1, 1),
        "Барський ліцей": (1, 1),
    }


def test_a_full_quota_is_passed_by_while_promoting(halyna):
    day = make_day(capacity=2, per_city=1)
    accepted(day, halyna, city="Бар")
    second = accepted(day, halyna, city="Хмільник")
    accepted(day, halyna, city="Бар")
    accepted(day, halyna, city="Ладижин")
    withdraw_application(application=second, actor=second.user)
    assert states(day) == ["accepted", "withdrawn", "waiting", "accepted"]


def test_places_kept_for_a_city_are_not_given_to_others(halyna):
    own = make_person(city="Ладижин")
    day = keep(make_day(capacity=2), 1, city=own.profile.city)
    assert [accepted(day, halyna).state for _time in range(2)] == ["accepted", "waiting"]
    assert accept_application(application=make_application(day=day, user=own), actor=halyna).state == "accepted"


def test_places_kept_for_invited_people_know_them_by_address(halyna):
    guest = make_person()
    day = keep(make_day(capacity=1), 1, people=f"other@example.org\n {guest.email.upper()} ")
    assert accepted(day, halyna).state == "waiting"
    assert accept_application(application=make_application(day=day, user=guest), actor=halyna).state == "accepted"


def test_places_kept_for_an_organisation_that_are_let_go_let_the_queue_in(halyna):
    council = Organisation.objects.create(name="Ладижинська рада")
    day = keep(make_day(capacity=2), 2, organisation=council)
    accepted(day, halyna)
    day = InternshipDay.objects.get(pk=day.pk)
    day.kept_places.clear()
    save_day(day=day, capacity=2, shown=True, actor=halyna)
    assert states(day) == ["accepted"]


def test_a_limit_set_later_counts_those_who_have_a_place(halyna):
    day = make_day(capacity=9)
    accepted(day, halyna)
    day = InternshipDay.objects.get(pk=day.pk)
    day.per_city = 1
    save_day(day=day, capacity=9, shown=True, actor=halyna)
    assert accepted(day, halyna).state == "waiting"
    day.per_city = None
    save_day(day=day, capacity=9, shown=True, actor=halyna)
    assert states(day) == ["accepted", "accepted"]


def test_numbers_that_do_not_hold_what_was_given_are_refused_in_words(halyna):
    day = make_day(capacity=3)
    accepted(day, halyna)
    accepted(day, halyna)
    day = InternshipDay.objects.get(pk=day.pk)
    none = {"per_city": None, "per_organisation": None}
    kept = [KeptPlaces(places=2, people="guest@example.org")]
    assert why_too_few(day, capacity=3, limits=none, kept=[]) is None
    assert why_too_few(day, capacity=3, limits={**none, "per_city": 1}, kept=[]) == (
        "per_city",
        "«Бар» уже має місць: 2. Спершу відкличте когось або дозвольте не менше.",
    )
    assert why_too_few(day, capacity=3, limits=none, kept=kept)[0] == "capacity"
    day.per_city = 1
    with pytest.raises(TooFewPlaces):
        save_day(day=day, capacity=3, shown=True, actor=halyna)
    assert InternshipDay.objects.get(pk=day.pk).per_city is None


@pytest.mark.django_db(transaction=True)
def test_two_threads_for_the_last_place_of_a_city(transactional_db):
    halyna = make_person(surname="Бондар")  # a test with real transactions takes the groups away
    day = make_day(capacity=9, per_city=1)
    rows = [make_application(day=day, user=make_person(city="Бар")) for _number in range(2)]
    assert together(*(lambda row=row: accept_application(application=row, actor=halyna) for row in rows)) == []
    assert sorted(states(day)) == ["accepted", "waiting"]
    assert Offer.objects.get(pk=day.offer_id).taken == 1
