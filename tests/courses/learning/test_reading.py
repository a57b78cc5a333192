"""Time read from a copy on a device: believed as far as time allows since the copy was saved, for all steps together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from courses.learning.enrolment import enrol
from courses.learning.models import Completion, Course, CourseRun, Enrolment, Reading, Visit
from courses.learning.progress import visit
from courses.learning.reading import take_reading
from school.accounts.models import User
from school.foundation import keeping
from tests.factories.learning import make_course_page, make_lesson, make_module, make_run

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def run() -> CourseRun:
    """Two steps of five minutes."""
    page = make_course_page()
    module = make_module(page)
    for title in ("Перше", "Друге"):
        make_lesson(module, title=title, completion="timed", min_minutes=5)
    return make_run(Course.objects.get(key=page.translation_key))


@pytest.fixture
def learner(run: CourseRun, olena: User) -> Enrolment:
    enrolment = enrol(user=olena, run=run)
    enrolment.enrolled_at = timezone.now() - timedelta(days=1)
    enrolment.save()
    return enrolment


def stamp(user: User, minutes: float) -> str:
    """Of a copy saved so long ago."""
    return signing.dumps([keeping.owner_of(user), int((timezone.now() - timedelta(minutes=minutes)).timestamp())], salt=keeping.SALT)


def done(client: Client, run: CourseRun, number: int, *, waited: bool = True, **told: object) -> HttpResponse:
    code = run.activities.order_by("position")[number].activity.code
    return client.post(f"/learn/{run.code}/{code}/done/", told, headers={"Accept": "application/json"} if waited else {})


def test_what_was_read_from_a_copy_counts(run: CourseRun, learner: Enrolment, olena: User, browser_of: Browser) -> None:
    answer = done(browser_of(olena), run, 0, read=300, stamp=stamp(olena, 10))
    assert (answer.status_code, answer.json()) == (200, {"done": True})
    assert [(row.seconds, row.activity.activity.title) for row in learner.readings.all()] == [(300, "Перше")]
    assert not Visit.objects.exists()


def test_it_counts_too_when_the_network_came_back_before_the_press(run: CourseRun, learner: Enrolment, olena: User, browser_of: Browser) -> None:
    done(browser_of(olena), run, 0, waited=False, read=300, stamp=stamp(olena, 10))
    assert learner.completions.count() == 1


def test_nobody_reads_faster_than_time_goes_since_the_copy_was_saved(run: CourseRun, learner: Enrolment, olena: User, browser_of: Browser) -> None:
    answer = done(browser_of(olena), run, 0, read=99_999, stamp=stamp(olena, 3))
    assert answer.status_code == 409
    assert "Почитайте ще 2 хвилини" in answer.json()["error"]
    assert 180 <= learner.readings.get().seconds <= 190


def test_two_steps_do_not_share_the_same_minutes(run: CourseRun, learner: Enrolment, olena: User, browser_of: Browser) -> None:
    copy = stamp(olena, 8)
    answers = [done(browser_of(olena), run, number, read=300, stamp=copy).status_code for number in (0, 1)]
    assert answers == [200, 409]
    assert 180 <= learner.readings.get(activity__activity__title="Друге").seconds <= 190


def test_another_course_of_the_same_person_does_not_share_them_either(run: CourseRun, learner: Enrolment, olena: User, browser_of: Browser) -> None:
    other = make_run(run.course)
    enrol(user=olena, run=other)
    Enrolment.objects.update(enrolled_at=timezone.now() - timedelta(days=1))
    copy = stamp(olena, 8)
    assert [done(browser_of(olena), one, 0, read=300, stamp=copy).status_code for one in (run, other)] == [200, 409]


def test_what_was_told_before_the_copy_leaves_it_all_its_time(run: CourseRun, learner: Enrolment) -> None:
    first, second = run.activities.order_by("position")
    Reading.objects.create(enrolment=learner, activity=first, seconds=600, told_at=timezone.now() - timedelta(hours=2))
    take_reading(enrolment=learner, activity=second, seconds=300, since=timezone.now() - timedelta(minutes=10))
    assert learner.readings.get(activity=second).seconds == 300


def test_the_same_word_twice_and_a_smaller_one_change_nothing(run: CourseRun, learner: Enrolment) -> None:
    first, since = run.activities.order_by("position")[0], timezone.now() - timedelta(minutes=10)
    for seconds in (200, 200, 100):
        take_reading(enrolment=learner, activity=first, seconds=seconds, since=since)
    assert learner.readings.get().seconds == 200


def test_minutes_before_the_enrolment_are_nobodys(run: CourseRun, olena: User, browser_of: Browser) -> None:
    enrol(user=olena, run=run)
    assert done(browser_of(olena), run, 0, read=300, stamp=stamp(olena, 10)).status_code == 409


def test_stamp_of_another_and_numbers_that_are_none_count_nothing(
    run: CourseRun, learner: Enrolment, olena: User, petro: User, browser_of: Browser
) -> None:
    told = [
        {"read": 300, "stamp": stamp(petro, 10)}, {"read": 300, "stamp": "x"}, {"read": 300},
        {"read": "-5", "stamp": stamp(olena, 10)}, {"read": "²", "stamp": stamp(olena, 10)},
    ]  # fmt: skip
    assert [done(browser_of(olena), run, 0, **one).status_code for one in told] == [409] * 5
    assert not Reading.objects.exists()


def test_page_left_open_elsewhere_is_not_read_from_the_copy(run: CourseRun, learner: Enrolment, olena: User, browser_of: Browser) -> None:
    """The server's clock goes on for the page opened last; a form from a copy does not stop it for another's good."""
    first = run.activities.order_by("position")[0]
    visit(enrolment=learner, activity=first)
    Visit.objects.update(opened_at=timezone.now() - timedelta(minutes=20))
    assert done(browser_of(olena), run, 0, read=60, stamp=stamp(olena, 20)).status_code == 409


def test_seen_with_a_network_and_read_without_add_up(run: CourseRun, learner: Enrolment, olena: User, browser_of: Browser) -> None:
    Visit.objects.create(enrolment=learner, activity=run.activities.order_by("position")[0], opened_at=timezone.now(), seconds=180)
    assert done(browser_of(olena), run, 0, read=120, stamp=stamp(olena, 10)).status_code == 200
    assert Completion.objects.get().how == "timed"


def test_copy_tells_the_device_what_is_left_and_an_open_page_does_not(run: CourseRun, learner: Enrolment, olena: User, browser_of: Browser) -> None:
    code = run.activities.order_by("position")[0].activity.code
    take = lambda **headers: browser_of(olena).get(f"/learn/{run.code}/{code}/", headers=headers).content.decode()  # noqa: E731
    Reading.objects.create(enrolment=learner, activity=run.activities.order_by("position")[0], seconds=60, told_at=timezone.now())
    assert 'data-reading="240"' in take(**{"X-Keep": "1"})
    assert "data-reading" not in take()
