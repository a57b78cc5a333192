"""A meeting moves while somebody enrols, two phones mark at one moment: real threads, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

import pytest
from icalendar import Calendar

from courses.internships.meeting_presence import mark_present
from courses.internships.meetings import move_meeting
from courses.internships.models import MeetingPresence
from courses.learning.enrolment import enrol
from courses.learning.models import Enrolment
from school.foundation.models import Event, Letter
from tests.factories.learning import make_people
from tests.factories.meetings import held_meeting, learners, make_meeting, make_room_run, plan_for, sessions_of
from tests.threads import together

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("again", range(3))
def test_whoever_enrols_while_the_meeting_moves_ends_with_the_new_date(transactional_db: None, again: int) -> None:
    run = make_room_run()
    meeting = make_meeting(run)
    (user,) = make_people(1)
    new = plan_for(meeting.starts_at + timedelta(days=1))
    calls = (lambda: enrol(user=user, run=run), lambda: move_meeting(meeting=meeting, plan=new, actor=None, reason="Ремонт"))
    assert together(*calls) == []
    last = max(
        (Calendar.from_ical(letter.calendar).walk("VEVENT")[0] for letter in Letter.objects.exclude(calendar="")),
        key=lambda one: int(one["sequence"]),
    )
    assert last["dtstart"].dt == new.starts_at


def test_whoever_enrols_while_the_meeting_is_planned_is_invited_once(transactional_db: None) -> None:
    run = make_room_run()
    (user,) = make_people(1)
    assert together(lambda: enrol(user=user, run=run), lambda: make_meeting(run)) == []
    assert Letter.objects.filter(purpose="meeting_planned").count() == 1


def test_two_phones_at_one_moment_make_one_mark(transactional_db: None) -> None:
    meeting = held_meeting(make_room_run(people=1))
    (enrolment,) = learners(meeting.run)
    assert together(*[lambda: mark_present(meeting=meeting, enrolment=Enrolment.objects.get(pk=enrolment.pk), actor=None)] * 4) == []
    assert (MeetingPresence.objects.count(), Event.objects.filter(verb="mark_present").count()) == (1, 1)
    assert sessions_of(meeting.run)[0].pk == meeting.activity_id
