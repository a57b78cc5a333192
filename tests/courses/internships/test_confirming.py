from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.internships.applying import CannotApply, accept_application, withdraw_application
from courses.internships.confirming import confirm_place, lapse_unconfirmed
from courses.internships.models import Application, InternshipDay
from courses.internships.personal import forget
from school.foundation.history import history_of
from school.foundation.models import Letter
from tests.factories.internships import make_application, make_day

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def accepted(day: InternshipDay, halyna) -> Application:
    return accept_application(application=make_application(day=day), actor=halyna)


def promoted(day: InternshipDay, halyna) -> Application:
    """Somebody let in from the queue of a day for one."""
    first, second = accepted(day, halyna), accepted(day, halyna)
    withdraw_application(application=first, actor=first.user)
    second.refresh_from_db()
    return second


def late(application: Application) -> None:
    Application.objects.filter(pk=application.pk).update(confirm_until=timezone.now() - HOUR)


def last_letter(application: Application) -> str:
    return Letter.objects.filter(to=application.user.email).latest("pk").purpose


def states(day: InternshipDay) -> list[str]:
    return list(day.applications.order_by("pk").values_list("state", flat=True))


def test_a_promoted_person_is_asked_to_confirm_within_the_hours(halyna):
    application = promoted(make_day(capacity=1, confirm_hours=24), halyna)
    left = application.confirm_until - timezone.now()
    assert 23 * HOUR < left <= 24 * HOUR
    assert last_letter(application) == "day_promoted_confirm"
    assert f"/my/applications/{application.code}/confirm/" in Letter.objects.get(purpose="day_promoted_confirm").text


def test_without_hours_the_place_is_given_at_once(halyna):
    application = promoted(make_day(capacity=1), halyna)
    assert (application.confirm_until, last_letter(application)) == (None, "day_application_promoted")


def test_near_the_start_nobody_is_asked_to_confirm(halyna):
    day = make_day(capacity=1, in_days=5, apply_by_at=timezone.now() + HOUR, confirm_hours=336)
    assert promoted(day, halyna).confirm_until is None


def test_accepted_people_confirm_by_the_date_of_the_day(halyna):
    day = make_day(in_days=10)
    by = day.starts_at - timedelta(days=2)
    InternshipDay.objects.filter(pk=day.pk).update(confirm_by_at=by)
    application = accepted(day, halyna)
    assert (application.confirm_until, last_letter(application)) == (by, "day_accepted_confirm")


def test_confirming_twice_is_once_and_stops_the_clock(halyna):
    application = promoted(make_day(capacity=1, confirm_hours=24), halyna)
    confirm_place(application=application, actor=application.user)
    confirm_place(application=application, actor=application.user)
    late(application)
    assert lapse_unconfirmed() == 0
    assert [event.verb for event in history_of(application)].count("confirm") == 1


def test_an_unconfirmed_place_goes_on_and_both_are_told(halyna):
    day = make_day(capacity=1, confirm_hours=24)
    slow = promoted(day, halyna)
    third = accepted(day, halyna)
    assert lapse_unconfirmed() == 0
    late(slow)
    assert [lapse_unconfirmed(), lapse_unconfirmed()] == [1, 0]
    assert states(day) == ["withdrawn", "withdrawn", "accepted"]
    assert (last_letter(slow), last_letter(third)) == ("day_place_lapsed", "day_promoted_confirm")
    third.refresh_from_db()
    assert third.confirm_until > timezone.now() + 23 * HOUR
    slow.refresh_from_db()
    assert (slow.reason, slow.claim, history_of(slow)[0].verb) == ("Місце не підтверджено вчасно.", None, "lapse")


def test_a_place_that_went_on_is_not_brought_back_by_confirming(halyna):
    slow = promoted(make_day(capacity=1, confirm_hours=24), halyna)
    late(slow)
    lapse_unconfirmed()
    assert confirm_place(application=slow, actor=slow.user).confirmed_at is None


def test_in_the_last_hours_nobody_loses_a_place(halyna):
    slow = promoted(make_day(capacity=1, confirm_hours=24), halyna)
    late(slow)
    soon = timezone.now() + 11 * HOUR
    InternshipDay.objects.update(starts_at=soon, ends_at=soon + 8 * HOUR, apply_by_at=timezone.now() - HOUR)
    assert lapse_unconfirmed() == 0
    assert Application.objects.get(pk=slow.pk).state == "accepted"


def test_after_the_date_of_cancelling_only_the_coordinator_takes_a_place_back(halyna):
    day = make_day()
    application = accepted(day, halyna)
    now = timezone.now()
    InternshipDay.objects.filter(pk=day.pk).update(apply_by_at=now - 2 * HOUR, cancel_by_at=now - HOUR)
    with pytest.raises(CannotApply) as refused:
        withdraw_application(application=application, actor=application.user)
    assert refused.value.code == "late"
    assert withdraw_application(application=application, actor=halyna, reason="Подзвонив: не приїде.").state == "withdrawn"


def test_who_only_waits_may_leave_at_any_time(halyna):
    day = make_day(capacity=1)
    accepted(day, halyna)
    waiting = accepted(day, halyna)
    now = timezone.now()
    InternshipDay.objects.filter(pk=day.pk).update(apply_by_at=now - 2 * HOUR, cancel_by_at=now - HOUR)
    assert withdraw_application(application=waiting, actor=waiting.user).state == "withdrawn"


def test_erasing_a_person_frees_the_place_even_late(halyna):
    day = make_day()
    application = accepted(day, halyna)
    now = timezone.now()
    InternshipDay.objects.filter(pk=day.pk).update(apply_by_at=now - 2 * HOUR, cancel_by_at=now - HOUR)
    forget(application.user)
    assert states(day) == ["withdrawn"]
