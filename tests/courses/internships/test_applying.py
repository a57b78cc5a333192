from __future__ import annotations

from datetime import timedelta

import pytest

from courses.internships.applying import (
    CannotApply,
    CannotDecide,
    accept_application,
    apply_for_day,
    decline_application,
    withdraw_application,
)
from courses.internships.days import cancel_day, save_day
from courses.internships.models import Application, InternshipDay
from courses.learning.models import Offer
from school.foundation.history import history_of
from school.foundation.models import Letter
from tests.factories.internships import make_application, make_day, make_person

pytestmark = pytest.mark.django_db


def letters_of(application: Application) -> list[str]:
    return list(Letter.objects.filter(to=application.user.email).order_by("pk").values_list("purpose", flat=True))


def verbs_of(application: Application) -> list[str]:
    return [event.verb for event in reversed(history_of(application))]


def test_apply_keeps_the_words_of_the_day():
    user = make_person(city="Хмільник", organisation="Хмільницька міська рада")
    application = apply_for_day(user=user, day=make_day(), why="Вчитися", topics="ЦНАП", needs="пандус", language="en")
    user.profile.organisation.name = "Інша рада"
    user.profile.organisation.save()
    application.refresh_from_db()
    assert (application.organisation, application.position, application.city) == ("Хмільницька міська рада", "фахівець", "Хмільник")
    assert (application.why, application.topics, application.needs, application.language) == ("Вчитися", "ЦНАП", "пандус", "en")
    assert (application.state, application.claim) == ("applied", None)


def test_apply_twice_is_one_application_and_one_letter():
    day, user = make_day(), make_person()
    first = make_application(day=day, user=user)
    second = make_application(day=day, user=user, why="Ще раз")
    assert second.pk == first.pk
    assert second.why == "Хочу побачити електронний документообіг."
    assert letters_of(first) == ["day_application_received"]
    assert verbs_of(first) == ["apply"]


def test_apply_takes_no_place():
    day = make_day(capacity=1)
    make_application(day=day)
    day.offer.refresh_from_db()
    assert day.offer.free == 1


@pytest.mark.parametrize("fields", [{"in_days": 2}, {"shown": False}])
def test_apply_is_refused_when_applications_are_not_taken(fields):
    day = make_day(**fields)
    with pytest.raises(CannotApply) as refused:
        make_application(day=day)
    assert refused.value.code == "closed"
    assert Application.objects.count() == 0


def test_apply_again_after_withdrawing():
    day, user = make_day(), make_person()
    first = make_application(day=day, user=user)
    withdraw_application(application=first, actor=user)
    again = make_application(day=day, user=user, why="Тепер можу")
    assert (again.pk, again.state, again.why, again.reason) == (first.pk, "applied", "Тепер можу", "")
    assert letters_of(again) == ["day_application_received", "day_application_withdrawn", "day_application_received"]


def test_apply_again_after_a_refusal_is_refused(halyna):
    day, user = make_day(), make_person()
    decline_application(application=make_application(day=day, user=user), actor=halyna, reason="Місто вже має чотири місця.")
    with pytest.raises(CannotApply) as refused:
        make_application(day=day, user=user)
    assert refused.value.code == "declined"


def test_accept_gives_a_place_once(halyna):
    application = make_application(day=make_day(capacity=2))
    accept_application(application=application, actor=halyna)
    accepted = accept_application(application=application, actor=halyna)
    assert (accepted.state, accepted.claim.state, accepted.decided_by) == ("accepted", "given", halyna)
    assert accepted.day.offer.taken == 1
    assert letters_of(accepted) == ["day_application_received", "day_application_accepted"]
    assert verbs_of(accepted) == ["apply", "accept"]


def test_accept_puts_on_the_waiting_list_when_the_day_is_full(halyna):
    day = make_day(capacity=1)
    accept_application(application=make_application(day=day), actor=halyna)
    second = accept_application(application=make_application(day=day), actor=halyna)
    assert (second.state, second.claim.state, second.claim.place_in_queue) == ("waiting", "waiting", 1)
    assert letters_of(second) == ["day_application_received", "day_application_waiting"]
    assert verbs_of(second) == ["apply", "wait"]


def test_withdrawing_lets_the_next_one_in(halyna):
    day = make_day(capacity=1)
    first = accept_application(application=make_application(day=day), actor=halyna)
    second = accept_application(application=make_application(day=day), actor=halyna)
    third = accept_application(application=make_application(day=day), actor=halyna)
    withdraw_application(application=first, actor=first.user)
    states = list(day.applications.order_by("pk").values_list("state", flat=True))
    assert states == ["withdrawn", "accepted", "waiting"]
    assert letters_of(second) == ["day_application_received", "day_application_waiting", "day_application_promoted"]
    assert verbs_of(second) == ["apply", "wait", "promote"]
    assert letters_of(third) == ["day_application_received", "day_application_waiting"]
    assert Offer.objects.get(pk=day.offer_id).taken == 1


def test_more_places_let_the_queue_in(halyna):
    day = make_day(capacity=1)
    for _number in range(3):
        accept_application(application=make_application(day=day), actor=halyna)
    save_day(day=InternshipDay.objects.get(pk=day.pk), capacity=2, shown=True, actor=halyna)
    assert list(day.applications.order_by("pk").values_list("state", flat=True)) == ["accepted", "accepted", "waiting"]


def test_nobody_is_promoted_to_a_cancelled_day(halyna):
    day = make_day(capacity=1)
    first = accept_application(application=make_application(day=day), actor=halyna)
    second = accept_application(application=make_application(day=day), actor=halyna)
    cancel_day(day=day, actor=halyna, reason="Карантин.")
    withdraw_application(application=first, actor=first.user)
    second.refresh_from_db()
    assert second.state == "waiting"


@pytest.mark.parametrize("reason", ["", "   "])
def test_decline_needs_a_reason(halyna, reason):
    application = make_application(day=make_day())
    with pytest.raises(CannotDecide) as refused:
        decline_application(application=application, actor=halyna, reason=reason)
    assert refused.value.code == "reason"
    application.refresh_from_db()
    assert application.state == "applied"


def test_decline_says_why_once(halyna):
    application = make_application(day=make_day())
    decline_application(application=application, actor=halyna, reason="Цього разу лише для рад.")
    declined = decline_application(application=application, actor=halyna, reason="Друга причина")
    assert (declined.state, declined.reason, declined.decided_by) == ("declined", "Цього разу лише для рад.", halyna)
    assert Letter.objects.get(purpose="day_application_declined").text.count("Цього разу лише для рад.") == 1
    assert history_of(declined)[0].reason == "Цього разу лише для рад."


def test_declining_somebody_who_waits_frees_the_turn(halyna):
    day = make_day(capacity=1)
    accept_application(application=make_application(day=day), actor=halyna)
    second = accept_application(application=make_application(day=day), actor=halyna)
    third = accept_application(application=make_application(day=day), actor=halyna)
    decline_application(application=second, actor=halyna, reason="Прохання організації.")
    third.refresh_from_db()
    assert third.claim.place_in_queue == 1


def test_a_place_is_not_declined_but_taken_back_with_a_reason(halyna):
    application = accept_application(application=make_application(day=make_day()), actor=halyna)
    assert decline_application(application=application, actor=halyna, reason="Ні").state == "accepted"
    with pytest.raises(CannotDecide):
        withdraw_application(application=application, actor=halyna)
    gone = withdraw_application(application=application, actor=halyna, reason="Не підтвердив приїзд.")
    assert (gone.state, gone.reason, gone.claim) == ("withdrawn", "Не підтвердив приїзд.", None)
    assert Offer.objects.get(pk=gone.day.offer_id).taken == 0


def test_nobody_is_accepted_to_a_day_that_is_over(halyna):
    day = make_day(in_days=-5)
    application = Application.objects.create(day=day, user=make_person(), why="…", applied_at=day.starts_at - timedelta(days=9))
    with pytest.raises(CannotDecide) as refused:
        accept_application(application=application, actor=halyna)
    assert refused.value.code == "over"
