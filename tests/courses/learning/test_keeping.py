"""Lessons saved on a device: whose, which, when they are another version, and «done» sent later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from courses.learning.enrolment import enrol, withdraw
from courses.learning.keeping import keep
from courses.learning.models import Course, CourseRun, Enrolment, LessonPage, Visit
from courses.learning.runs import cancel_run
from school.accounts.models import User
from tests.factories.learning import make_course, make_course_page, make_lesson, make_module, make_run

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def run() -> CourseRun:
    return make_run(make_course(lessons=2, with_test=True))


@pytest.fixture
def learner(run: CourseRun, olena: User) -> Enrolment:
    return enrol(user=olena, run=run)


def test_lessons_belong_to_it_and_the_test_does_not(run: CourseRun, learner: Enrolment, olena: User, browser_of: Browser) -> None:
    found = keep(olena, run.code, "", "uk")
    assert len(found.pages) == 2
    assert [browser_of(olena).get(page).status_code for page in found.pages] == [200, 200]
    first, second = found.pages
    assert found.after == {f"{first}done/": second, f"{second}done/": "/my/saved/"}
    titles = [row.activity.title for row in run.activities.order_by("position")]
    assert found.titles == {f"{first}done/": titles[0], f"{second}done/": titles[1]}


def test_one_module_is_kept_by_itself(olena: User) -> None:
    page = make_course_page()
    for _number in range(2):
        make_lesson(make_module(page))
    run = make_run(Course.objects.get(key=page.translation_key))
    enrol(user=olena, run=run)
    modules = [row.pk for row in run.modules.all()]
    assert [len(keep(olena, f"{run.code}.{pk}", "", "uk").pages) for pk in modules] == [1, 1]
    with pytest.raises(Http404):
        keep(olena, f"{run.code}.0", "", "uk")


def test_nobody_else_finds_it_nor_after_leaving(run: CourseRun, learner: Enrolment, olena: User, petro: User, taras: User, client: Client) -> None:
    for user in (petro, taras):
        with pytest.raises(Http404):
            keep(user, run.code, "", "uk")
    assert client.get(f"/my/saved/course/{run.code}/").status_code == 404
    withdraw(enrolment=learner, actor=olena)
    with pytest.raises(Http404):
        keep(olena, run.code, "", "uk")


def test_cancelled_run_is_given_back(run: CourseRun, learner: Enrolment, olena: User) -> None:
    cancel_run(run=run, actor=None, reason="Хвороба")
    with pytest.raises(Http404):
        keep(olena, run.code, "", "uk")


def test_other_words_are_another_version_and_progress_is_not(run: CourseRun, learner: Enrolment, olena: User, browser_of: Browser) -> None:
    before = keep(olena, run.code, "", "uk")
    browser_of(olena).post(f"{before.pages[0]}done/")
    assert keep(olena, run.code, "", "uk").version == before.version
    page = LessonPage.objects.first()
    page.body = [("text", "<p>Інші слова.</p>")]
    page.save_revision().publish()
    assert keep(olena, run.code, "", "uk").version != before.version


def test_page_taken_to_be_kept_is_no_visit(run: CourseRun, learner: Enrolment, olena: User, browser_of: Browser) -> None:
    page = keep(olena, run.code, "", "uk").pages[0]
    browser_of(olena).get(page, headers={"X-Keep": "1"})
    assert not Visit.objects.exists()
    browser_of(olena).get(page)
    assert Visit.objects.count() == 1


def test_what_waited_for_the_network_counts_once(run: CourseRun, learner: Enrolment, olena: User, browser_of: Browser) -> None:
    page = keep(olena, run.code, "", "uk").pages[0]
    said = [browser_of(olena).post(f"{page}done/", headers={"Accept": "application/json"}) for _time in range(2)]
    assert [(answer.status_code, answer.json()) for answer in said] == [(200, {"done": True})] * 2
    assert learner.completions.count() == 1


def test_step_that_counts_by_time_is_refused_in_words(olena: User, browser_of: Browser) -> None:
    page = make_course_page()
    make_lesson(make_module(page), title="Довге", completion="timed", min_minutes=5)
    run = make_run(Course.objects.get(key=page.translation_key))
    enrol(user=olena, run=run)
    address = keep(olena, run.code, "", "uk").pages[0]
    answer = browser_of(olena).post(f"{address}done/", headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert "«Довге», позначене без мережі, не зараховано" in answer.json()["error"]


def test_lesson_offers_the_course_and_asks_no_more_for_more_lessons(learner: Enrolment, run: CourseRun, olena: User, browser_of: Browser) -> None:
    page = keep(olena, run.code, "", "uk").pages[0]
    assert f'data-id="{run.code}"' in browser_of(olena).get(page).content.decode()


def test_run_not_begun_yet_is_not_kept(olena: User) -> None:
    run = make_run(starts_at=timezone.now() + timedelta(days=2), ends_at=timezone.now() + timedelta(days=30))
    enrol(user=olena, run=run)
    with pytest.raises(Http404):
        keep(olena, run.code, "", "uk")
