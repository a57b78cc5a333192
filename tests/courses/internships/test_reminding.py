"""Who is coming is reminded a week and a day before, once of each date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from courses.internships import reminding
from courses.internships.applying import accept_application, withdraw_application
from courses.internships.days import cancel_day
from courses.internships.models import Application, InternshipDay
from courses.internships.moving import move_day
from courses.internships.reminding import remind_of_days
from school.foundation.calendar import KYIV
from school.foundation.models import Letter
from tests.courses.internships.test_moving import elsewhere
from tests.factories.internships import make_application, make_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch) -> Callable[[datetime], None]:
    """The hour at which the beat comes."""

    def at(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at


def before(day: InternshipDay, days: int, hour: int = 10) -> datetime:
    return day.starts_at.astimezone(KYIV).replace(hour=hour) - timedelta(days=days)


def purposes() -> list[str]:
    return list(Letter.objects.filter(purpose__startswith="day_reminder").order_by("pk").values_list("purpose", flat=True))


@pytest.fixture
def accepted(halyna) -> Application:
    return accept_application(application=make_application(day=make_day(in_days=20)), actor=halyna)


def test_a_week_and_a_day_before_once_each(accepted: Application, clock) -> None:
    counts = []
    for days in (8, 7, 7, 6, 4, 2, 1, 1):
        clock(before(accepted.day, days))
        counts.append(remind_of_days())
    assert counts == [0, 1, 0, 0, 0, 0, 1, 0]
    assert purposes() == ["day_reminder_week", "day_reminder_eve"]


def test_the_letter_leads_to_the_pass(accepted: Application, clock) -> None:
    clock(before(accepted.day, 1))
    remind_of_days()
    letter = Letter.objects.get(purpose="day_reminder_eve")
    assert (letter.to, settings.PUBLIC_URL + reverse("internships:pass", args=[accepted.code]) in letter.text) == (accepted.user.email, True)


def test_only_those_who_have_a_place(accepted: Application, halyna, clock) -> None:
    gone = accept_application(application=make_application(day=accepted.day), actor=halyna)
    withdraw_application(application=gone, actor=gone.user)
    make_application(day=accepted.day)
    clock(before(accepted.day, 1))
    assert (remind_of_days(), Letter.objects.get(purpose="day_reminder_eve").to) == (1, accepted.user.email)


@pytest.mark.parametrize("hour", [7, 21])
def test_nobody_is_woken(accepted: Application, clock, hour: int) -> None:
    clock(before(accepted.day, 1, hour=hour))
    assert remind_of_days() == 0


def test_a_moved_day_reminds_anew(accepted: Application, halyna, clock) -> None:
    clock(before(accepted.day, 7))
    remind_of_days()
    day = move_day(day=accepted.day, move=elsewhere(accepted.day, days=10), actor=halyna, reason="Ремонт зали.")
    counts = []
    for days in (10, 7, 1):
        clock(before(day, days))
        counts.append(remind_of_days())
    assert (counts, purposes()) == ([0, 1, 1], ["day_reminder_week", "day_reminder_week", "day_reminder_eve"])


def test_a_cancelled_or_hidden_day_is_not_reminded_of(accepted: Application, halyna, clock) -> None:
    cancel_day(day=accepted.day, actor=halyna, reason="Немає світла.")
    clock(before(accepted.day, 1))
    assert remind_of_days() == 0


def test_who_was_accepted_within_the_week_is_not_told_that_a_week_is_left(halyna, clock) -> None:
    late = accept_application(application=make_application(day=make_day(in_days=6)), actor=halyna)
    clock(before(late.day, 6))
    assert remind_of_days() == 0
    clock(before(late.day, 1))
    assert remind_of_days() == 1


def test_a_machine_that_was_off_in_the_morning_writes_the_next_day(accepted: Application, clock) -> None:
    clock(before(accepted.day, reminding.LATEST))
    assert (remind_of_days(), purposes()) == (1, ["day_reminder_week"])


def test_the_beat_rings_it() -> None:
    rung = settings.CELERY_BEAT_SCHEDULE["remind-of-days"]
    assert (rung["task"], rung["schedule"]) == ("courses.internships.tasks.remind_of_days", 1_800.0)
