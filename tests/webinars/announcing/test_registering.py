"""A place at a live webinar, a turn in the queue, and back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from courses.learning.models import Offer
from school.accounts.models import User
from school.foundation import jobs
from school.foundation.models import Event, Letter
from tests.factories.accounts import make_person
from tests.factories.announced import make_announced
from webinars.announcing.arranging import cancel_webinar
from webinars.announcing.registering import CannotRegister, register_for_webinar, withdraw_registration
from webinars.announcing.states import AnnouncedState
from webinars.models import Registration, Webinar, WebinarPage

pytestmark = pytest.mark.django_db


def letters() -> list[tuple[str, str, str]]:
    return list(Letter.objects.filter(purpose__startswith="webinar_").order_by("pk").values_list("purpose", "to", "calendar_method"))


def change(**fields: Any) -> Webinar:
    """Edited and published as an editor does."""
    page = WebinarPage.objects.get()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    jobs.run_all()
    return Webinar.objects.get(key=page.translation_key)


def test_register_gives_a_place_a_letter_and_an_event(olena: User) -> None:
    registration = register_for_webinar(user=olena, webinar=make_announced(capacity=2))
    assert (registration.state, Offer.objects.get().taken) == ("registered", 1)
    assert letters() == [("webinar_registered", "olena@example.org", "REQUEST")]
    assert Event.objects.filter(subject_kind="webinars.registration", verb="register", actor=olena).count() == 1


def test_register_twice_is_the_same_as_once(olena: User) -> None:
    webinar = make_announced(capacity=2)
    assert register_for_webinar(user=olena, webinar=webinar) == register_for_webinar(user=olena, webinar=webinar)
    assert (Offer.objects.get().taken, len(letters())) == (1, 1)


def test_full_webinar_puts_into_the_queue_and_a_place_given_back_goes_to_the_first(olena: User, petro: User) -> None:
    webinar = make_announced(capacity=1)
    mine, his = register_for_webinar(user=olena, webinar=webinar), register_for_webinar(user=petro, webinar=webinar)
    assert his.state == "waiting"
    assert his.claim is not None
    assert his.claim.place_in_queue == 1
    withdraw_registration(registration=mine, actor=olena)
    his.refresh_from_db()
    assert (his.state, his.placed_at is not None, Offer.objects.get().taken) == ("registered", True, 1)
    assert [row[0] for row in letters()] == ["webinar_registered", "webinar_waiting", "webinar_withdrawn", "webinar_promoted"]
    assert [row[2] for row in letters()] == ["REQUEST", "", "CANCEL", "REQUEST"]


def test_who_withdrew_comes_back_at_the_end_of_the_queue(olena: User, petro: User) -> None:
    webinar = make_announced(capacity=1)
    mine = register_for_webinar(user=olena, webinar=webinar)
    register_for_webinar(user=petro, webinar=webinar)
    withdraw_registration(registration=mine, actor=olena)
    again = register_for_webinar(user=olena, webinar=webinar)
    assert (again.pk, again.state) == (mine.pk, "waiting")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"registration_opens_at": timezone.now() + timedelta(days=1)}, "soon"),
        ({"registration_closes_at": timezone.now() - timedelta(minutes=1)}, "closed"),
        ({"starts_at": timezone.now() - timedelta(hours=3)}, "over"),
        ({"registers": False}, "none"),
    ],
)
def test_register_refuses_when_it_is_not_the_time(olena: User, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(CannotRegister) as refused:
        register_for_webinar(user=olena, webinar=make_announced(**fields))
    assert refused.value.code == code


def test_late_comers_may_register_till_the_end(olena: User) -> None:
    webinar = make_announced(starts_at=timezone.now() - timedelta(minutes=50))
    assert register_for_webinar(user=olena, webinar=webinar).state == "registered"


def test_withdraw_by_somebody_else_needs_a_reason(olena: User, halyna: User) -> None:
    registration = register_for_webinar(user=olena, webinar=make_announced())
    with pytest.raises(CannotRegister):
        withdraw_registration(registration=registration, actor=halyna)
    withdraw_registration(registration=registration, actor=halyna, reason="Подвійна реєстрація.")
    assert "Подвійна реєстрація." in Letter.objects.get(purpose="webinar_withdrawn").text


def test_fewer_places_than_are_taken_turn_nobody_away_and_come_down_gently(olena: User, petro: User) -> None:
    webinar = make_announced(capacity=2)
    mine = register_for_webinar(user=olena, webinar=webinar)
    register_for_webinar(user=petro, webinar=webinar)
    webinar = change(capacity=1)
    assert Registration.objects.registered().count() == 2
    assert webinar.announced is AnnouncedState.FULL
    withdraw_registration(registration=mine, actor=olena)
    offer = Offer.objects.get()
    assert (offer.taken, offer.capacity, offer.shrink_to) == (1, 1, None)


def test_more_places_let_people_in_from_the_queue_at_once(olena: User, petro: User) -> None:
    webinar = make_announced(capacity=1)
    register_for_webinar(user=olena, webinar=webinar)
    register_for_webinar(user=petro, webinar=webinar)
    change(capacity=5)
    assert Registration.objects.registered().count() == 2


def test_moved_date_is_told_from_the_date_each_person_knows(olena: User, petro: User) -> None:
    webinar = make_announced(capacity=1, starts_at=at(10))
    register_for_webinar(user=olena, webinar=webinar)
    register_for_webinar(user=petro, webinar=webinar)
    change(starts_at=at(12))
    told = Letter.objects.filter(purpose="webinar_moved").order_by("pk")
    assert [(row.to, row.calendar_method) for row in told] == [("olena@example.org", "REQUEST"), ("petro@example.org", "")]
    assert "18:00 – 19:00" in told[0].text
    assert {row.told_starts_at for row in Registration.objects.all()} == {at(12)}


def at(days: int) -> datetime:
    return timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0) + timedelta(days=days)


def test_moved_there_and_back_before_anybody_was_told_nobody_is_written_to(olena: User) -> None:
    webinar = make_announced(starts_at=at(10))
    register_for_webinar(user=olena, webinar=webinar)
    for days in (12, 10):
        page = WebinarPage.objects.get()
        page.starts_at = at(days)
        page.save_revision().publish()
    jobs.run_all()
    assert Webinar.objects.get().sequence == 2
    assert not Letter.objects.filter(purpose="webinar_moved").exists()


def test_publishing_without_a_change_of_time_writes_to_nobody(olena: User) -> None:
    register_for_webinar(user=olena, webinar=make_announced())
    change(title="Інша назва", live_link="https://meet.example.org/other")
    assert [row[0] for row in letters()] == ["webinar_registered"]


def test_emptied_date_does_not_break_the_promise(olena: User) -> None:
    webinar = make_announced()
    register_for_webinar(user=olena, webinar=webinar)
    assert change(starts_at=None, registers=False).starts_at == webinar.starts_at


def test_unticked_registration_closes_the_door_and_keeps_those_inside(olena: User, petro: User) -> None:
    webinar = make_announced()
    register_for_webinar(user=olena, webinar=webinar)
    webinar = change(registers=False)
    with pytest.raises(CannotRegister):
        register_for_webinar(user=petro, webinar=webinar)
    assert Registration.objects.registered().count() == 1


def test_cancelled_tells_everybody_why_and_leaves_calendars(olena: User, petro: User, halyna: User) -> None:
    webinar = make_announced(capacity=1)
    register_for_webinar(user=olena, webinar=webinar)
    register_for_webinar(user=petro, webinar=webinar)
    for _twice in range(2):
        cancel_webinar(webinar=webinar, actor=halyna, reason="Спікер захворів.")
        jobs.run_all()
    told = Letter.objects.filter(purpose="webinar_cancelled").order_by("pk")
    assert [(row.to, row.calendar_method) for row in told] == [("olena@example.org", "CANCEL"), ("petro@example.org", "")]
    assert "Спікер захворів." in told[0].text
    with pytest.raises(CannotRegister):
        register_for_webinar(user=make_person(), webinar=Webinar.objects.get())


def test_who_withdrew_is_told_of_nothing_more(olena: User, halyna: User) -> None:
    webinar = make_announced()
    withdraw_registration(registration=register_for_webinar(user=olena, webinar=webinar), actor=olena)
    webinar = change(starts_at=timezone.now() + timedelta(days=30))
    cancel_webinar(webinar=webinar, actor=halyna, reason="Ні.")
    jobs.run_all()
    assert [row[0] for row in letters()] == ["webinar_registered", "webinar_withdrawn"]
