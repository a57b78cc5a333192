"""Presence becomes hours: half of a part is the part, four fifths of the hours are enough, a minute less is not."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from courses.internships.arriving import enter_from_paper
from courses.internships.hours import counted_slots, has_earned, hours_of, presence_of, share_of, slot_times, stays_of
from courses.internships.models import Attendance, InternshipDay
from tests.factories.internships import make_day, make_person
from tests.factories.presence import PARTS, clock, held, make_held_day, make_presence

pytestmark = pytest.mark.django_db
FIVE = [{"starts": time(hour), "ends": time(hour, 45), "kind": "theory", "title_uk": f"{hour}"} for hour in (9, 10, 11, 12, 13)]


def told(attendance: Attendance) -> tuple[list[bool], Decimal, int]:
    presence = presence_of(attendance)
    return [row.present for row in presence], hours_of(presence), share_of(presence)


def test_breaks_give_no_hours() -> None:
    attendance = make_presence(make_held_day())
    assert told(attendance) == ([True, True, True], Decimal("6.0"), 100)


@pytest.mark.parametrize(("came", "there"), [("09:00", True), ("09:45", True), ("09:46", False)])
def test_half_of_a_part_is_the_part_and_a_minute_less_is_not(came: str, there: bool) -> None:
    assert told(make_presence(make_held_day(), came=came))[0] == [there, True, True]


@pytest.mark.parametrize(("left", "there"), [("13:45", True), ("13:44", False)])
def test_leaving_before_half_of_the_last_part_loses_it(left: str, there: bool) -> None:
    assert told(make_presence(make_held_day(), left=left))[0] == [True, True, there]


def test_exactly_the_required_share_is_enough_and_less_is_not() -> None:
    day = held(make_day(capacity=None, slots=FIVE))
    four, three = make_presence(day, came="09:30"), make_presence(day, came="10:30")
    assert told(four) == ([False, True, True, True, True], Decimal("4.0"), 80)
    assert [has_earned(row, presence_of(row)) for row in (four, three)] == [True, False]


def test_share_is_rounded_down() -> None:
    day = make_held_day(required_share=67)
    attendance = make_presence(day, left="12:30")
    assert share_of(presence_of(attendance)) == 66
    assert not has_earned(attendance, presence_of(attendance))


def test_nobody_earns_on_a_day_without_classes_though_nothing_is_required() -> None:
    attendance = make_presence(held(make_day(capacity=None, slots=PARTS[1:2], required_share=0)))
    assert (told(attendance), has_earned(attendance, presence_of(attendance))) == (([], Decimal("0.0"), 0), False)


def came_back(day: InternshipDay, *times: tuple[str, str | None]) -> Attendance:
    user = make_person()
    for came, left in times:
        enter_from_paper(day=day, user=user, arrived_at=clock(day, came), left_at=clock(day, left) if left else None, actor=None)
    return Attendance.objects.get(user=user)


def test_whoever_went_away_and_came_back_was_not_there_in_between() -> None:
    attendance = came_back(make_held_day(), ("09:00", "10:30"), ("13:00", None))
    assert told(attendance) == ([True, False, True], Decimal("4.0"), 66)
    assert stays_of(attendance) == [(clock(attendance.day, "09:00"), clock(attendance.day, "10:30")), (clock(attendance.day, "13:00"), None)]


def test_two_halves_of_a_part_are_added() -> None:
    attendance = came_back(make_held_day(), ("09:00", "09:25"), ("10:10", None))
    assert told(attendance)[0] == [True, True, True]


def test_departure_seen_twice_counts_the_later() -> None:
    day, user = make_held_day(), make_person()
    for left in ("12:00", "14:30"):
        enter_from_paper(day=day, user=user, arrived_at=clock(day, "09:00"), left_at=clock(day, left), actor=None)
    attendance = Attendance.objects.get()
    # 09:00 in, 09:00 in, 12:00 out, 14:30 out: one stay to the end.
    assert stays_of(attendance) == [(clock(day, "09:00"), clock(day, "14:30"))]


@pytest.mark.parametrize("on", [date(2026, 3, 29), date(2026, 10, 25)], ids=["to summer", "to winter"])
def test_parts_keep_their_kyiv_times_where_the_clocks_change(on: date) -> None:
    day = held(make_day(capacity=None, slots=PARTS), on)
    starts, ends = slot_times(day, counted_slots(day)[0])
    assert (f"{starts:%H:%M}", ends - starts) == ("06:00" if on.month == 3 else "07:00", timedelta(minutes=90))
    assert told(make_presence(day, came="09:45"))[0] == [True, True, True]
    assert told(make_presence(day, came="09:46"))[0] == [False, True, True]


@pytest.mark.parametrize(("on", "gone"), [(date(2026, 3, 29), 60), (date(2026, 10, 25), 180)])
def test_a_part_across_the_change_lasts_what_really_passes(on: date, gone: int) -> None:
    night = [{"starts": time(2, 30), "ends": time(4, 30), "kind": "theory", "title_uk": "Ніч у серверній"}]
    starts, ends = slot_times(held(make_day(capacity=None, slots=night), on), make_day(slots=night).slots.get())
    assert (ends - starts) == timedelta(minutes=gone)
