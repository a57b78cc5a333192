"""A day moves; nobody loses a place, a turn or the news of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.utils import timezone

from courses.internships.applying import accept_application, apply_for_day, decline_application, withdraw_application
from courses.internships.days import cancel_day, save_day
from courses.internships.models import Application, InternshipDay
from courses.internships.moving import CannotMove, Move, left_outside, move_day, touched
from courses.internships.reserving import reserve_seats
from school.foundation.calendar import KYIV, deadline
from school.foundation.history import history_of
from school.foundation.models import Letter
from tests.factories.internships import make_application, make_day, make_person
from tests.threads import together

pytestmark = pytest.mark.django_db


def elsewhere(day: InternshipDay, *, days: int = 7, **changes: Any) -> Move:
    """The same hours, some days later."""
    start = day.starts_at.astimezone(KYIV) + timedelta(days=days)
    end = day.ends_at.astimezone(KYIV) + timedelta(days=days)
    apply_by = deadline((start - timedelta(days=4)).date())
    return replace(Move(start, end, apply_by, venue_uk=day.venue_uk, address_uk=day.address_uk, venue_en=day.venue_en), **changes)


def moved(day: InternshipDay, actor: Any = None, **changes: Any) -> InternshipDay:
    return move_day(day=day, move=elsewhere(day, **changes), actor=actor, reason="Ремонт зали.")


def calendar_of(application: Application) -> list[tuple[str, int, datetime]]:
    rows = Letter.objects.filter(to=application.user.email).exclude(calendar="").order_by("pk")
    events = [(row.calendar_method, *icalendar.Calendar.from_ical(row.calendar).walk("VEVENT")) for row in rows]
    return [(method, int(event["sequence"]), event.start) for method, event in events]


def test_everything_is_kept_and_the_day_is_elsewhere(halyna) -> None:
    day = make_day(capacity=1)
    first = accept_application(application=make_application(day=day), actor=halyna)
    second = accept_application(application=make_application(day=day), actor=halyna)
    third = make_application(day=day)
    after = moved(day, halyna)
    assert (after.starts_at, after.sequence) == (day.starts_at.astimezone(KYIV) + timedelta(days=7), 1)
    assert [Application.objects.get(pk=row.pk).state for row in (first, second, third)] == ["accepted", "waiting", "applied"]
    after.offer.refresh_from_db()
    assert (after.offer.taken, after.offer.promote_until) == (1, after.starts_at)
    event = history_of(after).get(verb="move")
    assert (event.actor, event.reason, event.data["letters"], event.data["sequence"]) == (halyna, "Ремонт зали.", 3, 1)
    assert set(event.data["now"]) == {"starts_at", "ends_at", "apply_by_at"}


def test_everybody_current_is_told_both_dates_and_the_place(halyna) -> None:
    day = make_day(capacity=1)
    accepted = accept_application(application=make_application(day=day), actor=halyna)
    waiting = accept_application(application=make_application(day=day), actor=halyna)
    undecided = make_application(day=day)
    decline_application(application=make_application(day=day), actor=halyna, reason="Ні")
    gone = make_application(day=day)
    withdraw_application(application=gone, actor=gone.user)
    after = moved(day, venue_uk="Велика зала")
    letters = Letter.objects.filter(purpose="day_moved").order_by("pk")
    assert {row.to for row in letters} == {row.user.email for row in (accepted, waiting, undecided)}
    text = letters[0].text
    for at, venue in ((day.starts_at, "Прозорий офіс"), (after.starts_at, "Велика зала")):
        assert f"{at.astimezone(KYIV).day} " in text
        assert f"9:00, {venue}, вул. Соборна, 59" in text
    assert "Ремонт зали." in text


def test_heads_who_asked_for_seats_are_told_too(halyna, oksana) -> None:
    """Whoever waits for seats, or has not named people yet, has no application that would be written about."""
    day = make_day(capacity=5)
    organisation = oksana.memberships.get().organisation
    reserve_seats(organisation=organisation, day=day, size=3, policy="all_or_none", actor=oksana)
    assert touched(day) == {"accepted": 0, "waiting": 0, "applied": 0, "heads": 1, "all": 1}
    after = moved(day, halyna)
    letter = Letter.objects.get(purpose="day_seats_moved")
    assert (letter.to, history_of(after).get(verb="move").data["letters"]) == (oksana.email, 1)
    for at in (day.starts_at, after.starts_at):
        assert f"{at.astimezone(KYIV).day} " in letter.text
    assert f"/my/organisations/{organisation.code}/days/{day.code}/" in letter.text


def test_the_day_moves_in_the_calendars_of_those_who_have_a_place(halyna) -> None:
    day = make_day(capacity=1)
    accepted = accept_application(application=make_application(day=day), actor=halyna)
    waiting = accept_application(application=make_application(day=day), actor=halyna)
    after = moved(moved(day), days=14)
    cancel_day(day=after, actor=halyna, reason="Немає світла.")
    week = timedelta(days=7)
    start = day.starts_at.astimezone(KYIV)
    assert calendar_of(accepted) == [
        ("REQUEST", 0, start), ("REQUEST", 1, start + week), ("REQUEST", 2, start + 3 * week), ("CANCEL", 3, start + 3 * week),
    ]  # fmt: skip
    assert calendar_of(waiting) == []


def test_whoever_is_accepted_later_gets_the_new_date_with_the_days_number(halyna) -> None:
    day = make_day()
    application = make_application(day=day)
    after = moved(day)
    accept_application(application=application, actor=halyna)
    assert calendar_of(application) == [("REQUEST", 1, after.starts_at)]


def test_hours_stay_kyiv_hours_when_the_clock_changes(halyna) -> None:
    """From summer time to winter time: nine o'clock stays nine o'clock."""
    year = timezone.now().year + 1
    day = make_day(in_days=(datetime(year, 10, 20, tzinfo=KYIV) - timezone.now().astimezone(KYIV)).days + 1)
    accepted = accept_application(application=make_application(day=day), actor=halyna)
    after = moved(day, days=21)
    hours = [at.astimezone(KYIV).hour for at in (day.starts_at, after.starts_at, calendar_of(accepted)[1][2])]
    assert hours == [9, 9, 9]
    assert day.starts_at.astimezone(KYIV).utcoffset() != after.starts_at.astimezone(KYIV).utcoffset()


def test_moved_to_where_it_is_nobody_is_written_to(halyna) -> None:
    day = make_day()
    make_application(day=day)
    move = elsewhere(day)
    for _again in range(2):
        after = move_day(day=day, move=move, actor=halyna, reason="Ремонт зали.")
    assert (after.sequence, Letter.objects.filter(purpose="day_moved").count(), history_of(day).filter(verb="move").count()) == (1, 1, 1)


def test_dates_of_confirming_and_cancelling_go_along(halyna) -> None:
    day = make_day()
    InternshipDay.objects.filter(pk=day.pk).update(confirm_by_at=day.starts_at - timedelta(days=1, hours=9), cancel_by_at=day.starts_at)
    after = moved(day)
    assert after.confirm_by_at == (day.starts_at.astimezone(KYIV) + timedelta(days=6)).replace(hour=0)
    assert after.cancel_by_at == after.starts_at


@pytest.mark.parametrize(("in_days", "days", "code"), [(-3, 7, "begun"), (10, -20, "past")])
def test_what_is_over_is_not_moved_and_nothing_moves_into_the_past(halyna, in_days: int, days: int, code: str) -> None:
    day = make_day(in_days=in_days)
    with pytest.raises(CannotMove) as refused:
        moved(day, days=days)
    assert (refused.value.code, InternshipDay.objects.get().starts_at) == (code, day.starts_at)


def test_a_cancelled_day_is_not_moved_and_a_reason_is_needed(halyna) -> None:
    day = make_day()
    with pytest.raises(CannotMove) as refused:
        move_day(day=day, move=elsewhere(day), actor=halyna, reason=" ")
    assert refused.value.code == "reason"
    cancel_day(day=day, actor=halyna, reason="Немає світла.")
    with pytest.raises(CannotMove) as refused:
        moved(day)
    assert refused.value.code == "cancelled"


def test_a_form_opened_before_the_move_does_not_move_it_back(halyna) -> None:
    day = make_day()
    stale = InternshipDay.objects.get(pk=day.pk)
    after = moved(day)
    stale.hours = 6
    save_day(day=stale, capacity=5, shown=True, actor=halyna)
    kept = InternshipDay.objects.get()
    assert (kept.starts_at, kept.sequence, kept.hours) == (after.starts_at, 1, 6)


def test_whom_it_touches_is_counted_by_state(halyna) -> None:
    day = make_day(capacity=1)
    for _number in range(2):
        accept_application(application=make_application(day=day), actor=halyna)
    make_application(day=day)
    decline_application(application=make_application(day=day), actor=halyna, reason="Ні")
    assert touched(day) == {"accepted": 1, "waiting": 1, "applied": 1, "heads": 0, "all": 3}


def test_parts_of_the_day_that_would_be_outside_it_are_named() -> None:
    day = make_day()
    later = elsewhere(day, starts_at=(day.starts_at.astimezone(KYIV) + timedelta(days=7)).replace(hour=9, minute=15))
    assert [slot.title_uk for slot in left_outside(InternshipDay.objects.get(), later)] == ["Реєстрація"]
    assert left_outside(InternshipDay.objects.get(), elsewhere(day)) == []


@pytest.mark.django_db(transaction=True)
def test_people_apply_and_are_accepted_while_the_day_moves_and_nobody_misses_the_date() -> None:
    day = make_day(capacity=20)
    waiting = [make_application(day=day) for _number in range(4)]
    people = [make_person() for _number in range(4)]
    move = elsewhere(day)
    works = [lambda: move_day(day=day, move=move, actor=None, reason="Ремонт зали.")]
    works += [lambda user=user: apply_for_day(user=user, day=InternshipDay.objects.get(pk=day.pk), why="Хочу") for user in people]
    works += [lambda row=row: accept_application(application=row, actor=None) for row in waiting]
    assert together(*works) == []
    after = InternshipDay.objects.get()
    assert (after.sequence, after.starts_at, after.applications.count()) == (1, move.starts_at, 8)
    assert after.applications.filter(state="accepted").count() == 4
    new = f"{move.starts_at.astimezone(KYIV).day} "
    for application in after.applications.select_related("user"):
        last = Letter.objects.filter(to=application.user.email).order_by("pk").last()
        assert new in last.subject
    for application in waiting:
        assert calendar_of(application)[-1][1:] == (1, move.starts_at)


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_move_at_once_and_the_calendars_end_where_the_day_is() -> None:
    day = make_day()
    accepted = accept_application(application=make_application(day=day), actor=None)
    moves = [elsewhere(day, days=7), elsewhere(day, days=14)]
    works = [lambda move=move: move_day(day=day, move=move, actor=None, reason="Ремонт зали.") for move in moves]
    assert together(*works) == []
    after = InternshipDay.objects.get()
    assert (after.sequence, Letter.objects.filter(purpose="day_moved").count()) == (2, 2)
    assert calendar_of(accepted)[-1] == ("REQUEST", 2, after.starts_at)
