from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.internships.applying import accept_application, decline_application
from courses.internships.days import cancel_day, save_day
from courses.internships.enums import DayState
from courses.internships.models import InternshipDay
from courses.learning.seats import TooFewPlaces
from school.foundation.history import history_of
from school.foundation.models import Letter
from tests.factories.internships import make_application, make_day

pytestmark = pytest.mark.django_db


def test_announce_takes_hours_from_the_programme_and_keeps_slots():
    day = make_day()
    assert day.hours == 8
    assert [slot.title_uk for slot in InternshipDay.objects.get(pk=day.pk).slots.all()] == ["Реєстрація", "Десять років рішень"]
    assert (day.offer.capacity, day.offer.promote_until) == (2, day.starts_at)
    assert [event.verb for event in history_of(day)] == ["announce"]


def test_state_is_a_function_of_dates():
    day = make_day()
    tick = timedelta(seconds=1)
    assert day.state_at(day.apply_by_at - tick) is DayState.OPEN
    assert day.state_at(day.apply_by_at) is DayState.CLOSED
    assert day.state_at(day.starts_at) is DayState.UNDERWAY
    assert day.state_at(day.ends_at) is DayState.PAST
    day.published_at = None
    assert day.state_at(day.apply_by_at - tick) is DayState.DRAFT
    day.cancelled_at = timezone.now()
    assert day.state_at(day.apply_by_at - tick) is DayState.CANCELLED


def test_upcoming_and_open_are_told_apart():
    open_day, closed, _hidden, _past = make_day(in_days=10), make_day(in_days=2), make_day(shown=False), make_day(in_days=-3)
    assert list(InternshipDay.objects.upcoming()) == [closed, open_day]
    assert list(InternshipDay.objects.open_for_application()) == [open_day]


def test_the_database_refuses_a_day_that_ends_before_it_starts():
    day = make_day()
    with pytest.raises(IntegrityError), transaction.atomic():
        InternshipDay.objects.filter(pk=day.pk).update(ends_at=day.starts_at)


def test_the_database_refuses_applications_after_the_start():
    day = make_day()
    with pytest.raises(IntegrityError), transaction.atomic():
        InternshipDay.objects.filter(pk=day.pk).update(apply_by_at=day.starts_at + timedelta(seconds=1))


def test_a_moved_day_moves_the_end_of_its_queue(halyna):
    day = make_day()
    day.starts_at += timedelta(days=1)
    day.ends_at += timedelta(days=1)
    save_day(day=day, capacity=2, shown=True, actor=halyna)
    day.offer.refresh_from_db()
    assert day.offer.promote_until == day.starts_at


def test_fewer_places_than_taken_change_nothing(halyna):
    day = make_day(capacity=2)
    for _number in range(2):
        accept_application(application=make_application(day=day), actor=halyna)
    day = InternshipDay.objects.get(pk=day.pk)
    day.venue_uk = "Інша зала"
    with pytest.raises(TooFewPlaces):
        save_day(day=day, capacity=1, shown=True, actor=halyna)
    assert InternshipDay.objects.get(pk=day.pk).venue_uk == "Прозорий офіс"


def test_cancel_writes_once_to_those_not_refused(halyna):
    day = make_day()
    accepted = accept_application(application=make_application(day=day), actor=halyna)
    refused = decline_application(application=make_application(day=day), actor=halyna, reason="Ні")
    cancel_day(day=day, actor=halyna, reason="Немає світла.")
    cancelled = cancel_day(day=day, actor=halyna, reason="Інше")
    assert cancelled.state is DayState.CANCELLED
    letters = Letter.objects.filter(purpose="day_cancelled")
    assert [letter.to for letter in letters] == [accepted.user.email]
    assert "Немає світла." in letters[0].text
    assert refused.user.email != accepted.user.email
    assert [event.reason for event in history_of(day).filter(verb="cancel")] == ["Немає світла."]
