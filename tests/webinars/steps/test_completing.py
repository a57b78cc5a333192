"""The step is done once enough of its webinar is watched, wherever and whenever that was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.learning.enrolment import enrol, withdraw
from courses.learning.models import Completion, CourseRun, Enrolment
from courses.learning.progress import mark_done
from courses.learning.runs import adopt_outline, cancel_run
from school.accounts.models import User
from school.foundation import jobs
from school.foundation.history import history_of
from school.foundation.models import Job
from tests.factories.learning import make_lesson
from tests.factories.quiz import make_question
from tests.factories.sticks import built, progress
from tests.factories.webinars import make_step, make_webinar, run_with_step, watch
from webinars.models import Viewing, Webinar, WebinarStepPage
from webinars.offline.progress import take_progress
from webinars.watching.watched import record_passing

pytestmark = pytest.mark.django_db


@pytest.fixture
def webinar() -> Webinar:
    return make_webinar(seconds=600)


@pytest.fixture
def run(webinar: Webinar) -> CourseRun:
    return run_with_step(webinar)


def done(enrolment: Enrolment) -> list[str]:
    return list(enrolment.completions.values_list("how", flat=True))


def test_step_is_done_with_the_share_and_not_a_second_before(run: CourseRun, webinar: Webinar, olena: User) -> None:
    enrolment = enrol(user=olena, run=run)
    watch(user=olena, webinar=webinar, segments=[[0, 479]])
    assert done(enrolment) == []
    watch(user=olena, webinar=webinar, segments=[[479, 480]])
    assert done(enrolment) == ["watched"]
    watch(user=olena, webinar=webinar, segments=[[480, 600]])
    assert [event.verb for event in history_of(enrolment)].count("complete") == 1


def test_last_step_completes_the_course_and_the_certificate_is_on_its_way(run: CourseRun, webinar: Webinar, olena: User) -> None:
    enrolment = enrol(user=olena, run=run)
    watch(user=olena, webinar=webinar, segments=[[0, 600]])
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert Job.objects.filter(kind="certificates.award", args__key=enrolment.code).count() == 1


def test_webinar_one_may_miss_does_not_hold_the_course(webinar: Webinar, olena: User) -> None:
    enrolment = enrol(user=olena, run=run_with_step(webinar, step={"required": False}))
    step = enrolment.run.activities.get()
    assert (step.required, step.kind, step.completion, step.minutes, step.rules) == (False, "webinar", "watched", 10, {"webinar": webinar.code})


def test_watched_before_enrolling_counts_with_the_place(run: CourseRun, webinar: Webinar, olena: User) -> None:
    watch(user=olena, webinar=webinar, segments=[[0, 600]])
    assert Completion.objects.count() == 0
    assert done(enrol(user=olena, run=run)) == ["watched"]


def test_watched_half_before_enrolling_counts_for_nothing_yet(run: CourseRun, webinar: Webinar, olena: User) -> None:
    watch(user=olena, webinar=webinar, segments=[[0, 300]])
    enrolment = enrol(user=olena, run=run)
    assert done(enrolment) == []
    watch(user=olena, webinar=webinar, segments=[[300, 600]])
    assert done(enrolment) == ["watched"]


def test_progress_from_a_stick_completes_the_step(run: CourseRun, webinar: Webinar, olena: User) -> None:
    enrolment = enrol(user=olena, run=run)
    stick = built(olena, [webinar], hours=2)
    take_progress(user=olena, text=progress(stick, {webinar.code: [[0, 590]]}))
    assert done(enrolment) == ["watched"]


def test_done_is_not_pressed(run: CourseRun, olena: User) -> None:
    enrolment = enrol(user=olena, run=run)
    assert mark_done(enrolment=enrolment, activity=run.activities.get()) is None
    assert done(enrolment) == []


def test_only_the_watcher_and_only_that_webinar(run: CourseRun, webinar: Webinar, olena: User, petro: User) -> None:
    mine, other = enrol(user=olena, run=run), enrol(user=petro, run=run)
    watch(user=olena, webinar=make_webinar(seconds=600), segments=[[0, 600]])
    assert done(mine) == []
    watch(user=olena, webinar=webinar, segments=[[0, 600]])
    assert (done(mine), done(other)) == (["watched"], [])


def test_every_course_with_that_webinar_counts_it(webinar: Webinar, olena: User) -> None:
    both = [enrol(user=olena, run=run_with_step(webinar)) for _number in range(2)]
    watch(user=olena, webinar=webinar, segments=[[0, 600]])
    assert [done(enrolment) for enrolment in both] == [["watched"], ["watched"]]


def test_whoever_has_left_and_a_cancelled_run_get_nothing(webinar: Webinar, olena: User) -> None:
    left, cancelled = [enrol(user=olena, run=run_with_step(webinar)) for _number in range(2)]
    withdraw(enrolment=left, actor=olena)
    cancel_run(run=cancelled.run, actor=None, reason="Хвороба")
    watch(user=olena, webinar=webinar, segments=[[0, 600]])
    assert (done(left), done(cancelled)) == ([], [])


def test_run_that_has_not_begun_waits_till_the_step_is_opened(webinar: Webinar, olena: User, browser_of) -> None:  # type: ignore[no-untyped-def]
    run = run_with_step(webinar, starts_at=timezone.now() + timedelta(days=2))
    enrolment = enrol(user=olena, run=run)
    watch(user=olena, webinar=webinar, segments=[[0, 600]])
    assert done(enrolment) == []
    CourseRun.objects.filter(pk=run.pk).update(starts_at=timezone.now() - timedelta(days=1))
    browser_of(olena).get(f"/learn/{run.code}/{run.activities.get().activity.code}/")
    assert done(enrolment) == ["watched"]


def test_step_adopted_later_counts_for_those_who_watched(run: CourseRun, webinar: Webinar, olena: User, petro: User, halyna: User) -> None:
    second = make_webinar(seconds=600)
    mine, other = enrol(user=olena, run=run), enrol(user=petro, run=run)
    watch(user=olena, webinar=second, segments=[[0, 600]])
    make_step(WebinarStepPage.objects.get().get_parent(), second)
    adopt_outline(run=run, actor=halyna)
    jobs.run_all()
    assert (done(mine), done(other)) == (["watched"], [])


def test_what_was_reached_stays_done_when_the_share_is_raised(run: CourseRun, webinar: Webinar, olena: User) -> None:
    enrolment = enrol(user=olena, run=run)
    watch(user=olena, webinar=webinar, segments=[[0, 500]])
    Webinar.objects.update(required_percent=100)
    assert (done(enrolment), Viewing.objects.get().reached_at is not None) == (["watched"], True)


def test_step_taken_out_of_the_run_is_not_completed_any_more(run: CourseRun, webinar: Webinar, olena: User, halyna: User) -> None:
    enrolment = enrol(user=olena, run=run)
    page = WebinarStepPage.objects.get()
    make_lesson(page.get_parent())
    page.unpublish()
    adopt_outline(run=run, actor=halyna)
    watch(user=olena, webinar=webinar, segments=[[0, 600]])
    assert done(enrolment) == []


def test_webinar_with_a_concluding_test_is_done_once_it_is_passed_too(run: CourseRun, webinar: Webinar, olena: User) -> None:
    make_question(webinar)
    webinar.refresh_from_db()
    enrolment = enrol(user=olena, run=run)
    watch(user=olena, webinar=webinar, segments=[[0, 600]])
    assert done(enrolment) == []
    record_passing(user=olena, webinar=webinar)
    assert done(enrolment) == ["watched"]


def test_test_passed_without_watching_completes_nothing(run: CourseRun, webinar: Webinar, olena: User) -> None:
    make_question(webinar)
    webinar.refresh_from_db()
    record_passing(user=olena, webinar=webinar)
    assert done(enrol(user=olena, run=run)) == []
