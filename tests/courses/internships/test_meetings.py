"""A run meets in a room: planned, moved and cancelled with everybody enrolled; calendars follow by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from courses.internships.meeting_lists import coming_of, moments_of
from courses.internships.meeting_reminding import remind_of_meetings
from courses.internships.meetings import CannotMeet, cancel_meeting, move_meeting, plan_meeting
from courses.internships.models import Meeting, SessionPage
from courses.learning.enrolment import enrol, withdraw
from courses.learning.runs import adopt_outline, cancel_run, change_run, preview_adoption
from school.foundation import jobs
from school.foundation.models import Event, Letter
from tests.factories.learning import make_people, make_run
from tests.factories.meetings import learners, make_meeting, make_room_course, make_room_run, plan_for, sessions_of

pytestmark = pytest.mark.django_db


def events(letter: Letter) -> list[Any]:
    return list(Calendar.from_ical(letter.calendar).walk("VEVENT"))


def later(meeting: Meeting, **words: Any) -> Any:
    return plan_for(meeting.starts_at + timedelta(days=1), **words)


def test_only_a_run_taught_in_a_room_has_the_meetings_among_its_steps() -> None:
    course = make_room_course(sessions=2, lessons=1)
    alone, together = make_run(course), make_run(course, in_room=True)
    assert [row.kind for row in alone.activities.all()] == ["lesson"]
    assert [row.kind for row in together.activities.all()] == ["lesson", "session", "session"]
    assert preview_adoption(alone).empty
    assert preview_adoption(together).empty


def test_run_that_moves_into_a_room_takes_the_meetings_by_adopting(halyna: Any) -> None:
    run = make_run(make_room_course(sessions=2))
    run = change_run(run=run, actor=halyna, changes={"in_room": True})
    assert [row.kind for row in preview_adoption(run).added] == ["session", "session"]
    adopt_outline(run=run, actor=halyna)
    assert len(sessions_of(run)) == 2


def test_planning_invites_everybody_once() -> None:
    run = make_room_run(people=2)
    meeting = make_meeting(run)
    again = plan_meeting(activity=sessions_of(run)[0], plan=plan_for(meeting.starts_at), actor=None)
    letters = Letter.objects.filter(purpose="meeting_planned")
    assert (again, letters.count()) == (meeting, 2)
    (event,) = events(letters[0])
    assert (str(event["summary"]), int(event["sequence"]), str(event["location"])) == ("Вечір 1", 0, "Комп’ютерний клас, вул. Соборна, 59")
    assert len({str(events(letter)[0]["uid"]) for letter in letters}) == 2


def test_step_meets_once_at_a_time() -> None:
    run = make_room_run()
    meeting = make_meeting(run)
    with pytest.raises(CannotMeet, match="уже заплановано"):
        plan_meeting(activity=sessions_of(run)[0], plan=later(meeting), actor=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.create(
            run=run, activity=meeting.activity, planned_at=timezone.now(), starts_at=meeting.starts_at, ends_at=meeting.ends_at, room_uk="12"
        )


def test_meeting_that_is_over_is_entered_without_letters() -> None:
    make_meeting(make_room_run(people=1), starts_at=timezone.now() - timedelta(days=2))
    assert not Letter.objects.filter(purpose="meeting_planned").exists()


def test_moving_moves_the_same_event_and_tells_what_was() -> None:
    meeting = make_meeting(make_room_run(people=1))
    moved = move_meeting(meeting=meeting, plan=later(meeting), actor=None, reason="Світла не буде")
    first, second = Letter.objects.get(purpose="meeting_planned"), Letter.objects.get(purpose="meeting_moved")
    was, now = events(first)[0], events(second)[0]
    assert (str(was["uid"]), int(was["sequence"])) == (str(now["uid"]), int(now["sequence"]) - 1)
    assert now["dtstart"].dt == moved.starts_at
    assert "Світла не буде" in second.text
    assert "METHOD:REQUEST" in second.calendar


def test_moved_to_where_it_is_or_to_another_trainer_nobody_is_written_to(taras: Any) -> None:
    meeting = make_meeting(make_room_run(people=1))
    same = plan_for(meeting.starts_at)
    move_meeting(meeting=meeting, plan=same, actor=None, reason="")
    move_meeting(meeting=meeting, plan=plan_for(meeting.starts_at, trainer=taras), actor=None, reason="")
    meeting.refresh_from_db()
    assert (meeting.trainer, meeting.sequence, Letter.objects.filter(purpose="meeting_moved").count()) == (taras, 0, 0)


def test_move_needs_a_reason_and_a_time_to_come() -> None:
    meeting = make_meeting(make_room_run())
    with pytest.raises(CannotMeet):
        move_meeting(meeting=meeting, plan=later(meeting), actor=None, reason=" ")
    with pytest.raises(CannotMeet):
        move_meeting(meeting=meeting, plan=plan_for(timezone.now() - timedelta(days=1)), actor=None, reason="Так")
    meeting.refresh_from_db()
    assert meeting.sequence == 0


def test_cancelling_takes_the_event_away_and_the_step_may_be_planned_anew() -> None:
    run = make_room_run(people=1)
    meeting = make_meeting(run)
    for _time in range(2):
        cancel_meeting(meeting=meeting, actor=None, reason="Карантин")
    letter = Letter.objects.get(purpose="meeting_cancelled")
    assert "METHOD:CANCEL" in letter.calendar
    assert str(events(letter)[0]["status"]) == "CANCELLED"
    assert make_meeting(run).code != meeting.code
    assert Event.objects.filter(verb="cancel", subject_kind="internships.meeting").count() == 1


def test_whoever_enrols_later_is_invited_to_what_is_to_come_alone() -> None:
    run = make_room_run(make_room_course(sessions=2))
    make_meeting(run, starts_at=timezone.now() - timedelta(days=1))
    coming = make_meeting(run, step=1)
    (user,) = make_people(1)
    enrolment = enrol(user=user, run=run)
    letter = Letter.objects.get(purpose="meeting_planned")
    assert letter.key == f"meeting_planned:{coming.code}:{enrolment.code}:0"


def test_whoever_leaves_loses_the_event_and_coming_back_gets_it_again() -> None:
    run = make_room_run(people=1)
    make_meeting(run)
    (enrolment,) = learners(run)
    withdraw(enrolment=enrolment, actor=enrolment.user)
    gone = Letter.objects.get(purpose="meeting_left")
    enrol(user=enrolment.user, run=run)
    back = Letter.objects.filter(purpose="meeting_planned").latest("pk")
    assert [int(events(letter)[0]["sequence"]) for letter in (gone, back)] == [1, 2]
    assert ("METHOD:CANCEL" in gone.calendar, "METHOD:REQUEST" in back.calendar) == (True, True)


def test_meeting_of_a_cancelled_run_is_cancelled_with_it(halyna: Any) -> None:
    run = make_room_run(people=1)
    meeting = make_meeting(run)
    cancel_run(run=run, actor=halyna, reason="Замало охочих")
    jobs.run_all()
    meeting.refresh_from_db()
    assert meeting.cancelled_at is not None
    letter = Letter.objects.get(purpose="meeting_run_cancelled")
    assert "Причина: Замало охочих" in letter.text
    assert "METHOD:CANCEL" in letter.calendar
    assert not Letter.objects.filter(purpose="meeting_cancelled").exists()


@pytest.mark.parametrize("language", ["uk", "en"])
def test_letter_of_a_cancelled_run_promises_no_new_date_and_gives_no_empty_reason(language: str, halyna: Any) -> None:
    run = make_room_run(people=1)
    make_meeting(run)
    run.enrolments.update(language=language)
    cancel_run(run=run, actor=halyna, reason="")
    jobs.run_all()
    text = Letter.objects.get(purpose="meeting_run_cancelled").text
    assert [words for words in ("нову дату", "new date", "Причина", "Reason", "–") if words in text] == []


def test_meeting_of_a_step_taken_out_invites_and_reminds_nobody_but_leaves_the_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_room_run(people=1)
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    make_meeting(run, starts_at=noon + timedelta(days=3))
    SessionPage.objects.get().unpublish()
    adopt_outline(run=run, actor=None)
    (first,), (newcomer,) = learners(run), make_people(1)
    enrol(user=newcomer, run=run)
    assert (coming_of(first.user, "uk"), Letter.objects.filter(purpose="meeting_planned").count()) == ([], 1)
    withdraw(enrolment=first, actor=first.user)
    assert "METHOD:CANCEL" in Letter.objects.get(purpose="meeting_left").calendar
    monkeypatch.setattr(timezone, "now", lambda: noon + timedelta(days=2))
    assert remind_of_meetings() == 0


def test_calendar_one_subscribes_to_knows_the_meetings(client: Any) -> None:
    from courses.internships.calendars import renew_feed

    run = make_room_run(people=1)
    meeting = make_meeting(run)
    feed = renew_feed(user=learners(run)[0].user)
    address = reverse("internships:calendar", args=[feed.secret])
    (event,) = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    assert (str(event["summary"]), str(event["status"])) == ("Вечір 1", "CONFIRMED")
    cancel_meeting(meeting=meeting, actor=None, reason="Карантин")
    (event,) = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    assert str(event["status"]) == "CANCELLED"


def test_reminder_comes_a_day_before_once(monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_room_run(people=2)
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    make_meeting(run, starts_at=noon + timedelta(days=3))
    monkeypatch.setattr(timezone, "now", lambda: noon + timedelta(days=1))
    assert remind_of_meetings() == 0
    monkeypatch.setattr(timezone, "now", lambda: noon + timedelta(days=2))
    assert (remind_of_meetings(), remind_of_meetings()) == (2, 0)


def test_outline_tells_when_each_step_meets(django_assert_num_queries: Any) -> None:
    run = make_room_run(make_room_course(sessions=2))
    meeting = make_meeting(run, step=1)
    steps = sessions_of(run)
    with django_assert_num_queries(1):
        assert moments_of(steps) == {steps[1].pk: meeting.starts_at}
