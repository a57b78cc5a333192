from __future__ import annotations

from decimal import Decimal

import pytest

from courses.internships.models import Attendance
from courses.internships.presence_personal import export, forget
from courses.internships.settling import correct_presence, settle_day
from school.accounts.models import User
from school.foundation import privacy
from tests.factories.presence import make_held_day, make_presence

pytestmark = pytest.mark.django_db


def corrected(halyna: User) -> Attendance:
    attendance = make_presence(make_held_day(), came="11:00")
    slot = attendance.day.slots.get(kind="theory")
    correct_presence(attendance=attendance, slot=slot, present=True, reason="Була в лікаря до десятої.", actor=halyna)
    settle_day(day=attendance.day, actor=halyna)
    return Attendance.objects.get()


def test_person_is_handed_what_is_kept_of_their_presence_and_of_nobody_elses(halyna: User) -> None:
    attendance = corrected(halyna)
    make_presence(attendance.day)
    (row,) = export(attendance.user)
    assert (row["arrived_at"], row["hours"], row["earned"]) == (attendance.arrived_at.isoformat(), "6.0", True)
    assert row["corrections"] == [{"part": "09:00 Портал і документообіг", "present": True, "reason": "Була в лікаря до десятої."}]


def test_hours_stay_and_words_about_the_person_go(halyna: User) -> None:
    attendance = corrected(halyna)
    forget(attendance.user)
    attendance.refresh_from_db()
    assert (attendance.hours, attendance.corrections.get().reason) == (Decimal("6.0"), "–")


def test_walks_over_what_is_kept_meet_presence() -> None:
    assert "presence" in {keeper.name for keeper in privacy.keepers()}
