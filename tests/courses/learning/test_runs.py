"""A run is a promise: what may change in it, for whom, and who is told."""

from __future__ import annotations

import pytest

from courses.learning.enrolment import CannotEnrol, approve_enrolment, enrol
from courses.learning.models import Course, CourseRun, Enrolment, ModulePage
from courses.learning.progress import complete
from courses.learning.runs import adopt_outline, cancel_run, change_run, preview_adoption
from courses.learning.seats import TooFewPlaces
from school.accounts.models import User
from school.foundation import jobs
from school.foundation.history import history_of
from school.foundation.models import Letter
from tests.factories.learning import make_course, make_course_page, make_lesson, make_module, make_run

pytestmark = pytest.mark.django_db


def test_cancelling_tells_everyone_once_in_their_language_with_the_reason(olena: User, petro: User, oksana: User, halyna: User) -> None:
    run = make_run(make_course(lessons=1), capacity=2, name_uk="Осінь", name_en="Autumn")
    enrol(user=olena, run=run)
    finished = enrol(user=oksana, run=run)
    enrol(user=petro, run=run, language="en")
    complete(enrolment=finished, activity=run.activities.get(), how="marked")
    for _again in range(2):
        cancel_run(run=run, actor=halyna, reason="Замало охочих.")
        jobs.run_all()
    letters = Letter.objects.filter(purpose="run_cancelled").order_by("to")
    assert [(letter.to, letter.subject) for letter in letters] == [
        ("olena@example.org", "Групу скасовано: Основи е-урядування"), ("petro@example.org", "Run cancelled: Основи е-урядування"),
    ]  # fmt: skip
    assert "Причина: Замало охочих." in letters[0].text
    assert [event.verb for event in history_of(run)] == ["cancel_run", "open_run"]


@pytest.mark.parametrize("source", ["self", "staff", "list", "invitation"])
def test_cancelled_run_takes_nobody_by_any_door(olena: User, halyna: User, source: str) -> None:
    run = make_run()
    cancel_run(run=run, actor=halyna, reason="Замало охочих.")
    with pytest.raises(CannotEnrol) as refused:
        enrol(user=olena, run=CourseRun.objects.get(), source=source, actor=halyna)
    assert (refused.value.code, Enrolment.objects.count()) == ("cancelled", 0)


def test_request_to_a_run_cancelled_since_cannot_be_approved(olena: User, halyna: User) -> None:
    run = make_run(mode="approval")
    asked = enrol(user=olena, run=run)
    cancel_run(run=run, actor=halyna, reason="Замало охочих.")
    with pytest.raises(CannotEnrol):
        approve_enrolment(enrolment=asked, actor=halyna)
    assert Enrolment.objects.get().state == "requested"


def test_fewer_places_than_people_are_refused_and_nothing_changes(olena: User, petro: User, halyna: User) -> None:
    run = make_run(capacity=5, name_uk="Осінь")
    for user in (olena, petro):
        enrol(user=user, run=run)
    run = CourseRun.objects.get()
    with pytest.raises(TooFewPlaces) as refused:
        change_run(run=run, actor=halyna, changes={"capacity": 1, "name_uk": "Зима"})
    run = CourseRun.objects.get()
    assert (refused.value.taken, run.name_uk, run.offer.capacity) == (2, "Осінь", 5)
    change_run(run=run, actor=halyna, changes={"capacity": 2, "name_uk": "Зима"})
    run = CourseRun.objects.get()
    assert (run.name_uk, run.offer.capacity, history_of(run)[0].data) == ("Зима", 2, {"changed": ["capacity", "name_uk"]})


def test_saving_a_run_as_it_was_is_no_event(halyna: User) -> None:
    run = make_run(capacity=5)
    change_run(run=run, actor=halyna, changes={"capacity": 5, "name_uk": run.name_uk})
    assert [event.verb for event in history_of(run)] == ["open_run"]


def test_key_is_forgotten_with_its_mode(halyna: User) -> None:
    run = make_run(mode="key", enrolment_key="Поділля-2026")
    change_run(run=run, actor=halyna, changes={"mode": "open", "enrolment_key": "Поділля-2026"})
    assert CourseRun.objects.get().enrolment_key == ""


def test_module_added_to_a_run_keeps_its_days_after_enrolment(halyna: User) -> None:
    page = make_course_page()
    make_lesson(make_module(page))
    run = make_run(Course.objects.get(key=page.translation_key))
    make_lesson(make_module(page, release_after_days=7))
    adopt_outline(run=run, actor=halyna)
    assert list(run.modules.values_list("release_after_days", flat=True)) == [None, 7]


def test_changed_days_after_enrolment_wait_for_the_trainer(halyna: User) -> None:
    page = make_course_page()
    module = make_module(page, release_after_days=7)
    make_lesson(module, title="Урок")
    run = make_run(Course.objects.get(key=page.translation_key))
    module = ModulePage.objects.get()
    module.release_after_days = 14
    module.save_revision().publish()
    assert run.modules.get().release_after_days == 7
    assert [(row.activity.title, names) for row, names in preview_adoption(run).changed] == [("Урок", ["release_after_days"])]
    adopt_outline(run=run, actor=halyna)
    assert run.modules.get().release_after_days == 14
    assert preview_adoption(run).empty


def test_adopting_what_is_the_same_leaves_no_trace(halyna: User) -> None:
    run = make_run()
    assert adopt_outline(run=run, actor=halyna).empty
    assert [event.verb for event in history_of(run)] == ["open_run"]
