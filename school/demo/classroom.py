"""«Основи роботи з цифровими мультимедійними даними» taught in four evenings in a room: two are over, two to come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from courses.internships.meeting_presence import mark_present, settle_meeting
from courses.internships.meetings import Plan, plan_meeting
from courses.internships.models import Meeting
from courses.learning.models import Course, CourseRun, Enrolment, ScheduledActivity
from courses.learning.progress import mark_done
from school.accounts.models import User
from school.foundation import jobs

from .clock import at, days
from .life import join, open_a_run

EVENINGS = (-9, -2, 5, 12)  # days from today, a week apart
ROOM = {
    "room_uk": "Комп’ютерний клас Школи",
    "room_en": "The School’s computer room",
    "address_uk": "Вінниця, вул. Соборна, 59",
    "address_en": "59 Soborna St, Vinnytsia",
}


def make_room_run(course: Course, cast: dict[str, User], crowd: list[User]) -> CourseRun:
    name = ("Чотири вечори в класі", "Four evenings in a room")
    run = open_a_run(course, cast["halyna"], name, opens=-30, closes=-9, starts=-9, ends=14, capacity=12, in_room=True)
    people = join(run, [cast["olena"], *crowd[:7]], first_day=-24)
    steps = list(run.activities.filter(kind="session").select_related("activity", "run"))
    with at(days(-26, hour=11)):
        meetings = [
            plan_meeting(activity=step, plan=_plan(away, cast["taras"]), actor=cast["halyna"]) for step, away in zip(steps, EVENINGS, strict=True)
        ]
    _hold(meetings[0], people, cast["taras"], absent=people[5], late=None)
    _hold(meetings[1], people, cast["taras"], absent=people[3], late=people[6])
    _read(people[0], before=steps[1])
    jobs.run_all()
    return run


def _plan(away: int, trainer: User) -> Plan:
    starts = days(away, hour=18)
    return Plan(starts_at=starts, ends_at=starts + timedelta(minutes=105), trainer=trainer, **ROOM)


def _hold(meeting: Meeting, people: list[Enrolment], trainer: User, *, absent: Enrolment, late: Enrolment | None) -> None:
    """Marked on the spot; who was late missed the first hour; confirmed the next morning."""
    for number, enrolment in enumerate(row for row in people if row != absent):
        with at(meeting.starts_at + timedelta(minutes=35 + number)):
            mark_present(meeting=meeting, enrolment=enrolment, actor=trainer, arrived_at=_late(meeting) if enrolment == late else None)
    with at(meeting.ends_at + timedelta(hours=14)):
        settle_meeting(meeting=meeting, actor=trainer)


def _late(meeting: Meeting) -> datetime:
    return meeting.starts_at + timedelta(minutes=30)


def _read(enrolment: Enrolment, *, before: ScheduledActivity) -> None:
    """Lessons read at home between the evenings."""
    rows: list[Any] = list(enrolment.run.activities.in_force().filter(kind="lesson", position__lt=before.position))
    for number, row in enumerate(rows):
        if row.completion == "marked":
            with at(days(-7 + number, hour=20)):
                mark_done(enrolment=enrolment, activity=row)
