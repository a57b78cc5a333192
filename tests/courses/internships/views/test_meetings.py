"""Pages of what is taught in a room: the learner's, the trainer's list, planning and moving; strangers find nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from courses.internships.meeting_presence import correct_meeting_presence, settle_meeting
from courses.internships.models import Meeting, MeetingPresence
from courses.learning.enrolment import enrol
from courses.learning.runs import cancel_run
from courses.learning.teaching import appoint_trainer
from school.foundation import jobs
from school.foundation.calendar import KYIV
from school.foundation.models import Letter
from school.foundation.text import NBSP
from tests.factories.accounts import make_person
from tests.factories.learning import make_people
from tests.factories.meetings import held_meeting, learners, make_meeting, make_room_course, make_room_run, sessions_of

pytestmark = pytest.mark.django_db
PAGES = ["meeting", "move_meeting", "cancel_meeting", "settle_meeting", "meeting_sheet"]


@pytest.fixture
def run(taras: Any, halyna: Any) -> Any:
    found = make_room_run(make_room_course(sessions=2))
    appoint_trainer(course=found.course, user=taras, actor=halyna)
    return found


def step_url(meeting: Meeting) -> str:
    return reverse("learning:activity", args=[meeting.run.code, meeting.activity.activity.code])


def mark(client: Any, meeting: Meeting, enrolment: Any, what: str, **extra: str) -> Any:
    return client.post(reverse("internships:mark_meeting", args=[meeting.code]), {"enrolment": enrolment.code, "what": what, **extra})


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["olena", "petro", "colleague"])
def test_only_who_teaches_this_course_finds_its_meetings(
    who: str, name: str, run: Any, browser_of: Any, request: Any, olena: Any, halyna: Any
) -> None:
    enrol(user=olena, run=run)
    meeting = make_meeting(run)
    if who == "colleague":
        user = make_person("colleague@example.org", surname="Колега")
        appoint_trainer(course=make_room_course(), user=user, actor=halyna)
    else:
        user = request.getfixturevalue(who)
    assert browser_of(user).get(reverse(f"internships:{name}", args=[meeting.code])).status_code == 404
    assert browser_of(user).get(reverse("internships:run_meetings", args=[run.code])).status_code == 404
    assert mark(browser_of(user), meeting, learners(run)[0], "present").status_code == 404


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["taras", "halyna"])
def test_trainer_and_coordinator_open_every_page(who: str, name: str, run: Any, browser_of: Any, request: Any) -> None:
    assert browser_of(request.getfixturevalue(who)).get(reverse(f"internships:{name}", args=[make_meeting(run).code])).status_code == 200


def test_trainer_plans_a_meeting_and_everybody_is_invited(run: Any, taras: Any, olena: Any, browser_of: Any) -> None:
    enrol(user=olena, run=run)
    step, day = sessions_of(run)[0], (timezone.now() + timedelta(days=5)).astimezone(KYIV).date()
    data = {"date": day.isoformat(), "starts": "18:00", "ends": "19:45", "room_uk": "Клас 12", "address_uk": "вул. Соборна, 59", "trainer": taras.pk}
    address = reverse("internships:plan_meeting", args=[run.code, step.activity.code])
    assert browser_of(taras).post(address, {**data, "ends": "17:00"}).status_code == 400
    assert browser_of(taras).post(address, data).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.starts_at.astimezone(KYIV).hour, meeting.trainer, Letter.objects.filter(purpose="meeting_planned").count()) == (18, taras, 1)
    page = browser_of(taras).get(reverse("internships:run_meetings", args=[run.code])).content.decode().replace(NBSP, " ")
    assert "Клас 12, вул. Соборна, 59" in page
    assert "ще без дати" in page


def test_move_is_shown_first_and_done_by_the_second_press(run: Any, taras: Any, olena: Any, browser_of: Any) -> None:
    enrol(user=olena, run=run)
    meeting, client = make_meeting(run), browser_of(taras)
    start = meeting.starts_at.astimezone(KYIV) + timedelta(days=1)
    data = {"date": start.date().isoformat(), "starts": "18:00", "ends": "19:30", "room_uk": "Клас 1", "address_uk": "вул. Соборна, 59"}
    data |= {"sequence": "0", "reason": "Ремонт у класі"}
    address = reverse("internships:move_meeting", args=[meeting.code])
    preview = client.post(address, data).content.decode()
    assert "1 записана особа" in preview
    assert Meeting.objects.get().starts_at == meeting.starts_at
    assert client.post(address, {**data, "confirm": "1"}).status_code == 302
    assert Meeting.objects.get().room_uk == "Клас 1"
    again = client.post(address, {**data, "room_uk": "Клас 2", "confirm": "1"})
    assert (again.status_code, Meeting.objects.get().room_uk) == (400, "Клас 1")


def test_one_press_marks_and_the_list_shows_it(run: Any, taras: Any, olena: Any, browser_of: Any) -> None:
    enrolment, client = enrol(user=olena, run=run), browser_of(taras)
    meeting = held_meeting(run)
    assert mark(client, meeting, enrolment, "present").status_code == 302
    late = (meeting.starts_at + timedelta(minutes=20)).astimezone(KYIV)
    mark(client, meeting, enrolment, "times", arrived=f"{late:%H:%M}")
    page = client.get(reverse("internships:meeting", args=[meeting.code])).content.decode()
    assert f"з {late:%-H:%M}" in page
    assert "Присутні: 1 з 1." in page
    assert mark(client, meeting, enrolment, "times", arrived="00:01").status_code == 302
    assert MeetingPresence.objects.get().arrived_at == late.replace(second=0, microsecond=0)


@pytest.mark.parametrize("what", ["", "late", "Present"])
def test_press_that_says_neither_marks_nobody(what: str, run: Any, taras: Any, olena: Any, browser_of: Any) -> None:
    enrolment, client = enrol(user=olena, run=run), browser_of(taras)
    meeting = held_meeting(run)
    assert mark(client, meeting, enrolment, what).status_code == 302
    assert MeetingPresence.objects.count() == 0
    assert "Скажіть, була людина чи ні." in client.get(reverse("internships:meeting", args=[meeting.code])).content.decode().replace(NBSP, " ")


def test_step_of_a_cancelled_run_promises_no_date(run: Any, olena: Any, halyna: Any, browser_of: Any) -> None:
    enrol(user=olena, run=run)
    meeting = make_meeting(run)
    cancel_run(run=run, actor=halyna, reason="Замало охочих")
    jobs.run_all()
    undated = reverse("learning:activity", args=[run.code, sessions_of(run)[1].activity.code])
    for address in (step_url(meeting), undated):
        page = browser_of(olena).get(address, follow=True).content.decode().replace(NBSP, " ")
        assert ("Замало охочих" in page, "надійде лист" in page) == (True, False)


def test_person_of_another_run_is_not_marked_here(run: Any, taras: Any, browser_of: Any) -> None:
    meeting, other = held_meeting(run), make_room_run(people=1)
    assert mark(browser_of(taras), meeting, learners(other)[0], "present").status_code == 404
    assert MeetingPresence.objects.count() == 0


def test_confirming_names_who_was_not_marked(run: Any, taras: Any, olena: Any, browser_of: Any) -> None:
    enrol(user=olena, run=run)
    meeting, client = held_meeting(run), browser_of(taras)
    address = reverse("internships:settle_meeting", args=[meeting.code])
    assert "Кравчук Олена" in client.get(address).content.decode()
    assert MeetingPresence.objects.count() == 0
    client.post(address)
    assert MeetingPresence.objects.get().attended is False


def test_correction_without_a_reason_is_asked_for_one(run: Any, taras: Any, olena: Any, browser_of: Any) -> None:
    enrolment = enrol(user=olena, run=run)
    meeting, client = held_meeting(run), browser_of(taras)
    settle_meeting(meeting=meeting, actor=taras)
    address = reverse("internships:correct_meeting", args=[meeting.code, enrolment.code])
    assert client.post(address, {"present": "yes", "reason": ""}).status_code == 400
    assert client.post(address, {"present": "yes", "reason": "Була, підпис на аркуші"}).status_code == 302
    assert MeetingPresence.objects.get().attended is True


def test_learner_reads_when_where_and_afterwards_whether_it_counts(run: Any, taras: Any, olena: Any, browser_of: Any) -> None:
    enrolment, client = enrol(user=olena, run=run), browser_of(olena)
    coming, meeting = make_meeting(run, step=1, trainer=taras), held_meeting(run)
    page = client.get(step_url(coming)).content.decode().replace(NBSP, " ")
    assert "Комп’ютерний клас, вул. Соборна, 59" in page
    assert taras.full_name in page
    (event,) = Calendar.from_ical(client.get(reverse("internships:meeting_file", args=[run.code, coming.code])).content).walk("VEVENT")
    assert event["dtstart"].dt == coming.starts_at
    settle_meeting(meeting=meeting, actor=taras)
    assert "Вас не було, тому зустріч не зараховано." in client.get(step_url(meeting)).content.decode().replace(NBSP, " ")
    correct_meeting_presence(meeting=meeting, enrolment=enrolment, present=True, reason="Була", actor=taras)
    page = client.get(step_url(meeting)).content.decode().replace(NBSP, " ")
    assert "Ви були: зараховано 2 академічні години." in page
    assert "зустрічей: 1 з 1" in page


def test_my_page_names_the_next_meeting(run: Any, olena: Any, browser_of: Any) -> None:
    enrol(user=olena, run=run)
    make_meeting(run, step=1, starts_at=timezone.now() + timedelta(days=9))
    make_meeting(run)
    page = browser_of(olena).get(reverse("dashboard:my")).content.decode()
    assert "Вечір 1" in page
    assert "Вечір 2" not in page


def test_stranger_downloads_no_calendar(run: Any, petro: Any, browser_of: Any) -> None:
    assert browser_of(petro).get(reverse("internships:meeting_file", args=[run.code, make_meeting(run).code])).status_code == 404


@pytest.mark.parametrize("name", ["meeting", "run_meetings"])
def test_list_asks_as_much_of_three_as_of_one(name: str, run: Any, taras: Any, browser_of: Any) -> None:
    meeting, client = held_meeting(run), browser_of(taras)
    address = reverse(f"internships:{name}", args=[meeting.code if name == "meeting" else run.code])

    def asked() -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        return len(queries)

    first, *others = make_people(3)
    mark(client, meeting, enrol(user=first, run=run), "present")
    one = asked()
    for user in others:
        mark(client, meeting, enrol(user=user, run=run), "present")
    assert asked() == one
