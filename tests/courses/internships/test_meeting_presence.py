"""Who was at a meeting: marked, confirmed, corrected with a reason; hours follow, and the step is done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from courses.internships.meeting_hours import counted
from courses.internships.meeting_lists import hours_by_person
from courses.internships.meeting_presence import CannotMark, correct_meeting_presence, mark_absent, mark_present, settle_meeting, unmarked
from courses.internships.meetings import move_meeting
from courses.internships.models import Meeting, MeetingPresence, SessionPage
from courses.learning.enrolment import enrol, withdraw
from courses.learning.models import Completion
from courses.learning.progress import mark_done
from courses.learning.runs import adopt_outline
from school.foundation import jobs
from school.foundation.calendar import KYIV
from school.foundation.models import Event, Letter
from tests.factories.learning import make_people
from tests.factories.meetings import held_meeting, learners, make_meeting, make_room_course, make_room_run, plan_for, sessions_of

pytestmark = pytest.mark.django_db


def test_two_phones_make_one_mark() -> None:
    meeting = held_meeting(make_room_run(people=1))
    (enrolment,) = learners(meeting.run)
    for _phone in range(2):
        mark_present(meeting=meeting, enrolment=enrolment, actor=None)
    assert MeetingPresence.objects.count() == 1
    assert Event.objects.filter(verb="mark_present").count() == 1


def test_presence_becomes_hours_and_completes_the_step() -> None:
    run = make_room_run(people=2)
    meeting = held_meeting(run)
    here, away = learners(run)
    mark_present(meeting=meeting, enrolment=here, actor=None)
    assert settle_meeting(meeting=meeting, actor=None) == 2
    rows = {row.enrolment_id: (row.minutes, row.hours, row.attended, row.source) for row in meeting.presences.all()}
    assert rows == {here.pk: (90, Decimal(2), True, "list"), away.pk: (0, Decimal(0), False, "nobody")}
    assert list(Completion.objects.values_list("enrolment", "activity", "how")) == [(here.pk, meeting.activity_id, "attended")]
    assert Letter.objects.get(purpose="meeting_missed").to == away.user.email
    assert settle_meeting(meeting=meeting, actor=None) == 0
    assert [(row.attended, row.hours) for row in hours_by_person(run)] == [(1, Decimal(2)), (0, Decimal(0))]


def test_whoever_enrolled_when_it_was_over_did_not_miss_it() -> None:
    run = make_room_run(people=1)
    meeting, (before,) = held_meeting(run), learners(run)
    for user in make_people(2):
        enrol(user=user, run=run)
    _before, later, marked = learners(run)
    mark_absent(meeting=meeting, enrolment=marked, actor=None)
    assert [row.pk for row in unmarked(meeting)] == [before.pk]
    assert settle_meeting(meeting=meeting, actor=None) == 2
    assert not later.presences.exists()
    assert Letter.objects.get(purpose="meeting_missed").to == before.user.email


def test_evening_entered_when_it_was_over_writes_to_nobody() -> None:
    run = make_room_run(people=1)
    run.enrolments.update(enrolled_at=timezone.now() - timedelta(days=9))
    meeting = make_meeting(run, starts_at=timezone.now() - timedelta(days=2))
    assert settle_meeting(meeting=meeting, actor=None) == 1
    assert meeting.presences.get().attended is False
    assert not Letter.objects.filter(purpose="meeting_missed").exists()


def test_certificate_waits_for_every_meeting() -> None:
    run = make_room_run(people=1)
    (enrolment,) = learners(run)
    lesson = run.activities.get(kind="lesson")
    mark_done(enrolment=enrolment, activity=lesson)
    enrolment.refresh_from_db()
    assert enrolment.completed_at is None
    assert mark_done(enrolment=enrolment, activity=sessions_of(run)[0]) is None
    meeting = held_meeting(run)
    mark_present(meeting=meeting, enrolment=enrolment, actor=None)
    settle_meeting(meeting=meeting, actor=None)
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


@pytest.mark.parametrize(
    ("late", "early", "hours", "attended"), [(20, 0, "2.0", True), (30, 0, "1.0", True), (0, 60, "1.0", True), (30, 30, "0.0", False)]
)
def test_whoever_was_there_for_half_of_an_hour_was_there_for_it(late: int, early: int, hours: str, attended: bool) -> None:
    meeting = held_meeting(make_room_run(people=1))
    arrived = meeting.starts_at + timedelta(minutes=late) if late else None
    left = meeting.ends_at - timedelta(minutes=early) if early else None
    found = counted(meeting, MeetingPresence(meeting=meeting, present=True, arrived_at=arrived, left_at=left))
    assert (found.hours, found.attended) == (Decimal(hours), attended)


def test_hour_that_summer_time_takes_is_no_hour_of_the_meeting() -> None:
    """28 March 2027: at three it is four. From two till five are two hours, and who comes at four was there for the second."""
    run = make_room_run(people=1)
    starts = datetime(2027, 3, 28, 2, tzinfo=KYIV)
    meeting = make_meeting(run)
    ends = datetime(2027, 3, 28, 5, tzinfo=KYIV)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts, ends_at=ends)
    meeting.refresh_from_db()
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=2)
    came = datetime(2027, 3, 28, 4, tzinfo=KYIV)
    assert came.astimezone(UTC) == datetime(2027, 3, 28, 1, tzinfo=UTC)
    late = counted(meeting, MeetingPresence(meeting=meeting, present=True, arrived_at=came))
    assert (late.hours, counted(meeting, MeetingPresence(meeting=meeting, present=True)).hours) == (Decimal(1), Decimal(2))


def test_whoever_has_left_the_course_is_not_marked_and_what_was_stays() -> None:
    run = make_room_run(people=2)
    meeting = held_meeting(run)
    first, second = learners(run)
    mark_present(meeting=meeting, enrolment=first, actor=None)
    for enrolment in (first, second):
        withdraw(enrolment=enrolment, actor=None)
    with pytest.raises(CannotMark) as refused:
        mark_present(meeting=meeting, enrolment=second, actor=None)
    assert refused.value.code == "withdrawn"
    settle_meeting(meeting=meeting, actor=None)
    assert [(row.enrolment_id, row.hours) for row in meeting.presences.all()] == [(first.pk, Decimal(2))]
    assert not Completion.objects.filter(activity=meeting.activity).exists()


def test_marks_are_taken_on_the_day_and_until_the_confirmation() -> None:
    run = make_room_run(make_room_course(sessions=2), people=1)
    (enrolment,) = learners(run)
    with pytest.raises(CannotMark) as early:
        mark_present(meeting=make_meeting(run), enrolment=enrolment, actor=None)
    meeting = held_meeting(run, step=1)
    settle_meeting(meeting=meeting, actor=None)
    with pytest.raises(CannotMark) as late:
        mark_present(meeting=meeting, enrolment=enrolment, actor=None)
    assert (early.value.code, late.value.code) == ("early", "confirmed")


def test_correction_needs_a_reason_and_may_complete_the_step() -> None:
    run = make_room_run(people=1)
    meeting, (enrolment,) = held_meeting(run), learners(run)
    settle_meeting(meeting=meeting, actor=None)
    with pytest.raises(CannotMark) as refused:
        correct_meeting_presence(meeting=meeting, enrolment=enrolment, present=True, reason="  ", actor=None)
    assert refused.value.code == "reason"
    correct_meeting_presence(meeting=meeting, enrolment=enrolment, present=True, reason="Підписався на папері", actor=None)
    row = meeting.presences.get()
    assert (row.hours, row.source, row.reason) == (Decimal(2), "correction", "Підписався на папері")
    assert Completion.objects.filter(enrolment=enrolment, activity=meeting.activity).count() == 1
    correct_meeting_presence(meeting=meeting, enrolment=enrolment, present=False, reason="Помилка", actor=None)
    assert Completion.objects.filter(enrolment=enrolment, activity=meeting.activity).count() == 1
    assert meeting.presences.get().hours == Decimal(0)
    assert Event.objects.filter(verb="correct_meeting_presence").count() == 2


def test_absent_again_before_the_confirmation() -> None:
    meeting = held_meeting(make_room_run(people=1))
    (enrolment,) = learners(meeting.run)
    mark_present(meeting=meeting, enrolment=enrolment, actor=None, arrived_at=meeting.starts_at + timedelta(minutes=5))
    mark_absent(meeting=meeting, enrolment=enrolment, actor=None)
    row = meeting.presences.get()
    assert (row.present, row.arrived_at) == (False, None)


def test_times_outside_the_meeting_are_refused() -> None:
    meeting = held_meeting(make_room_run(people=1))
    (enrolment,) = learners(meeting.run)
    with pytest.raises(CannotMark) as refused:
        mark_present(meeting=meeting, enrolment=enrolment, actor=None, arrived_at=meeting.ends_at + timedelta(minutes=1))
    assert (refused.value.code, MeetingPresence.objects.count()) == ("times", 0)


def test_meeting_is_confirmed_only_when_it_is_over() -> None:
    meeting = make_meeting(make_room_run(people=1))
    with pytest.raises(CannotMark) as refused:
        settle_meeting(meeting=meeting, actor=None)
    assert refused.value.code == "early"


def test_outline_adopted_without_the_meeting_lets_people_finish_and_keeps_what_was() -> None:
    run = make_room_run(people=1)
    meeting, (enrolment,) = held_meeting(run), learners(run)
    mark_done(enrolment=enrolment, activity=run.activities.get(kind="lesson"))
    mark_present(meeting=meeting, enrolment=enrolment, actor=None)
    SessionPage.objects.get().unpublish()
    adopt_outline(run=run, actor=None)
    jobs.run_all()
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert settle_meeting(meeting=meeting, actor=None) == 1
    assert meeting.presences.get().hours == Decimal(2)


def test_marks_made_early_do_not_move_with_the_meeting() -> None:
    run = make_room_run(people=1)
    soon = (timezone.now() + timedelta(minutes=5)).replace(microsecond=0)
    meeting = make_meeting(run, starts_at=soon)
    MeetingPresence.objects.create(meeting=meeting, enrolment=learners(run)[0], present=True, source="list", marked_at=timezone.now())
    move_meeting(meeting=meeting, plan=plan_for(soon + timedelta(days=7)), actor=None, reason="Немає світла.")
    assert not MeetingPresence.objects.exists()
