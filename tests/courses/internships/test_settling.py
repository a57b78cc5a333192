"""After the day: confirmed once, confirmed anew when something became known, nobody written to twice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from courses.internships.models import Attendance, SlotCorrection
from courses.internships.settling import CannotSettle, correct_parts, correct_presence, settle_day
from courses.internships.signals import attendance_confirmed
from school.accounts.models import User
from school.foundation.history import history_of
from school.foundation.models import Letter
from tests.courses.learning.test_races import together
from tests.factories.internships import make_day, make_person
from tests.factories.presence import PARTS, accepted_for, held, make_held_day, make_presence

pytestmark = pytest.mark.django_db


@pytest.fixture
def news() -> Any:
    """Codes of the attendances told upwards, in order."""
    heard: list[tuple[str, Decimal]] = []

    def hear(sender: Any, attendance: Attendance, **kwargs: Any) -> None:
        heard.append((attendance.code, attendance.hours))

    attendance_confirmed.connect(hear)
    yield heard
    attendance_confirmed.disconnect(hear)


def purposes(day: Any) -> list[str]:
    return sorted(Letter.objects.filter(purpose__startswith="day_").exclude(purpose__contains="application").values_list("purpose", flat=True))


def test_day_is_not_confirmed_before_it_is_over(halyna: User) -> None:
    with pytest.raises(CannotSettle, match="Присутність підтверджують") as refused:
        settle_day(day=make_day(), actor=halyna)
    assert refused.value.code == "early"


def test_present_short_and_absent_each_get_their_letter(halyna: User, news: list) -> None:
    day = make_held_day(accepted=1)
    whole, part = make_presence(day), make_presence(day, left="10:30")
    assert settle_day(day=day, actor=halyna) == 2
    whole.refresh_from_db(), part.refresh_from_db(), day.refresh_from_db()
    assert [(row.hours, row.earned) for row in (whole, part)] == [(Decimal("6.0"), True), (Decimal("2.0"), False)]
    assert purposes(day) == ["day_absent", "day_present", "day_present_short"]
    assert news == [(whole.code, Decimal("6.0")), (part.code, Decimal("2.0"))]
    assert day.settled_at is not None


def test_settled_twice_changes_nothing_and_writes_to_nobody(halyna: User, news: list) -> None:
    day = make_held_day(accepted=1)
    make_presence(day)
    settle_day(day=day, actor=halyna)
    before = (Attendance.objects.get().settled_at, Letter.objects.count(), len(news))
    assert settle_day(day=day, actor=halyna) == 0
    assert (Attendance.objects.get().settled_at, Letter.objects.count(), len(news)) == before


def test_whoever_is_entered_late_from_paper_is_confirmed_alone(halyna: User, news: list) -> None:
    day = make_day(capacity=None, slots=PARTS)
    application = accepted_for(day)
    day = held(day)
    first = make_presence(day)
    settle_day(day=day, actor=halyna)
    late = make_presence(day, user=application.user)
    assert settle_day(day=day, actor=halyna) == 1
    late.refresh_from_db()
    assert (late.application, late.earned, [code for code, _hours in news]) == (application, True, [first.code, late.code])
    assert purposes(day) == ["day_absent", "day_present", "day_present"]


def test_a_sighting_that_comes_after_the_confirmation_waits_for_the_next(halyna: User, news: list) -> None:
    day = make_held_day()
    attendance = make_presence(day, came="11:00")
    settle_day(day=day, actor=halyna)
    make_presence(day, came="09:10", user=attendance.user)
    attendance.refresh_from_db()
    assert (attendance.hours, attendance.earned) == (Decimal("4.0"), False)
    assert settle_day(day=day, actor=halyna) == 1
    attendance.refresh_from_db()
    assert (attendance.hours, attendance.earned) == (Decimal("6.0"), True)
    assert purposes(day) == ["day_present_short"]


def test_correction_needs_a_reason_and_a_part_that_counts(halyna: User) -> None:
    attendance = make_presence(make_held_day())
    lesson, coffee = attendance.day.slots.get(kind="theory"), attendance.day.slots.get(kind="break")
    foreign = make_held_day().slots.get(kind="theory")
    for slot, reason, code in [(lesson, " ", "reason"), (coffee, "Так.", "part"), (foreign, "Так.", "part")]:
        with pytest.raises(CannotSettle) as refused:
            correct_presence(attendance=attendance, slot=slot, present=False, reason=reason, actor=halyna)
        assert refused.value.code == code
    assert SlotCorrection.objects.count() == 0


def test_correction_before_the_confirmation_counts_in_it(halyna: User, news: list) -> None:
    attendance = make_presence(make_held_day(), came="11:00")
    slot = attendance.day.slots.get(kind="theory")
    correct_presence(attendance=attendance, slot=slot, present=True, reason="Список загублено.", actor=halyna)
    assert news == []
    settle_day(day=attendance.day, actor=halyna)
    assert news == [(attendance.code, Decimal("6.0"))]
    event = history_of(attendance).get(verb="correct_presence")
    assert (event.actor, event.reason, event.data) == (halyna, "Список загублено.", {"slot": slot.pk, "present": True})


def test_correction_of_several_parts_confirms_anew_once(halyna: User, news: list) -> None:
    attendance = make_presence(make_held_day(), came="13:00")
    settle_day(day=attendance.day, actor=halyna)
    parts = dict.fromkeys(attendance.day.slots.exclude(kind="break")[:2], True)
    attendance = correct_parts(attendance=attendance, parts=parts, reason="Сканер не працював.", actor=halyna)
    assert [hours for _code, hours in news] == [Decimal("2.0"), Decimal("6.0")]
    assert (attendance.hours, attendance.earned, purposes(attendance.day)) == (Decimal("6.0"), True, ["day_present_short"])


def test_correction_that_changes_no_hours_tells_nobody(halyna: User, news: list) -> None:
    attendance = make_presence(make_held_day())
    settle_day(day=attendance.day, actor=halyna)
    correct_presence(attendance=attendance, slot=attendance.day.slots.get(kind="theory"), present=True, reason="Звірено.", actor=halyna)
    assert len(news) == 1


def test_settling_asks_as_little_for_the_corrections_of_many(halyna: User, django_assert_max_num_queries: Any) -> None:
    day = make_held_day()
    for _number in range(3):
        make_presence(day)
    settle_day(day=day, actor=halyna)
    with django_assert_max_num_queries(14):
        settle_day(day=day, actor=halyna)


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_one_moment_confirm_everybody_once(transactional_db: None) -> None:
    day = make_held_day()
    for _number in range(3):
        make_presence(day, user=make_person())
    assert together(*[lambda: settle_day(day=day, actor=None)] * 3) == []
    assert [history_of(row).filter(verb="confirm_attendance").count() for row in Attendance.objects.all()] == [1, 1, 1]
    assert purposes(day) == ["day_present"] * 3
