"""A course taught in a room: its pages, a run, people, meetings, as the verbs make them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from courses.internships.meetings import Plan, plan_meeting
from courses.internships.models import Meeting, SessionPage
from courses.learning.enrolment import enrol
from courses.learning.models import Course, CourseRun, Enrolment, ScheduledActivity
from tests.factories.learning import make_course_page, make_lesson, make_module, make_people, make_run, publish


def make_session(module: Any, **fields: Any) -> SessionPage:
    values = {"title": "Вечір перший: світло", "slug": f"evening-{module.get_children().count()}", "minutes": 90, "locale": module.locale}
    return publish(module, SessionPage(**{**values, "body": [("text", "<p>Візьміть телефон.</p>")], **fields}))


def make_room_course(*, sessions: int = 1, lessons: int = 1) -> Course:
    page = make_course_page()
    module = make_module(page)
    for _number in range(lessons):
        make_lesson(module)
    for number in range(sessions):
        make_session(module, title=f"Вечір {number + 1}")
    return Course.objects.get(key=page.translation_key)


def make_room_run(course: Course | None = None, *, people: int = 0, **fields: Any) -> CourseRun:
    run = make_run(course or make_room_course(), in_room=True, **fields)
    for user in make_people(people):
        enrol(user=user, run=run)
    return run


def sessions_of(run: CourseRun) -> list[ScheduledActivity]:
    return list(run.activities.in_force().filter(kind="session").select_related("activity", "run"))


def plan_for(starts_at: datetime, *, minutes: int = 90, **words: Any) -> Plan:
    said = {"room_uk": "Комп’ютерний клас", "room_en": "Computer room", "address_uk": "вул. Соборна, 59", **words}
    return Plan(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes), **said)


def make_meeting(run: CourseRun, *, starts_at: datetime | None = None, actor: Any = None, step: int = 0, **words: Any) -> Meeting:
    """To come in three days, unless told otherwise."""
    plan = plan_for(starts_at or (timezone.now() + timedelta(days=3)).replace(microsecond=0), **words)
    return plan_meeting(activity=sessions_of(run)[step], plan=plan, actor=actor)


def held_meeting(run: CourseRun, *, actor: Any = None, step: int = 0) -> Meeting:
    """Over since an hour, planned a week ago for those enrolled by then; nobody is marked yet."""
    meeting = make_meeting(run, starts_at=(timezone.now() - timedelta(hours=2, minutes=30)).replace(microsecond=0), actor=actor, step=step)
    meeting.planned_at -= timedelta(days=7)
    meeting.save(update_fields=["planned_at"])
    run.enrolments.active().update(enrolled_at=meeting.planned_at)
    return meeting


def learners(run: CourseRun) -> list[Enrolment]:
    return list(run.enrolments.select_related("user", "run__course").order_by("pk"))
