"""Who finds what of a course: the query decides, no row is hidden afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.search.indexing import catch_up
from cms.search.querying import search
from cms.search.sources import sources
from courses.learning.enrolment import enrol, withdraw
from courses.learning.models import Course, CoursePage
from courses.learning.runs import cancel_run
from courses.learning.teaching import appoint_trainer
from school.accounts.models import User
from tests.factories.learning import make_course_page, make_lesson, make_module, make_run

WORD = "синхрофазотрон"


@pytest.fixture
def course(groups: None) -> Course:
    page = make_course_page(title="Курс про прилади")
    module = make_module(page, title="Перший модуль")
    make_lesson(module, title="Прискорювачі", body=[("text", f"<p>Тут пояснено {WORD}.</p>")])
    return Course.objects.get(key=page.translation_key)


def found(user: User, query: str = f"{WORD}и") -> list[tuple[str, str]]:
    return [(hit.title, hit.url) for hit in search(query, tags=sources.tags_for(user), language="uk").hits]


def test_a_course_is_found_by_everybody(course: Course, petro: User) -> None:
    catch_up()
    address = CoursePage.objects.get(translation_key=course.key).get_url()
    assert found(petro, "курси про прилад") == [("Курс про прилади", address)]


def test_a_lesson_is_not_found_by_a_stranger(course: Course, petro: User) -> None:
    make_run(course)
    catch_up()
    assert found(petro) == []


def test_a_learner_finds_it_in_their_run(course: Course, olena: User, petro: User) -> None:
    run = make_run(course)
    enrol(user=olena, run=run)
    catch_up()
    step = run.activities.get()
    assert found(olena) == [("Прискорювачі", f"/learn/{run.code}/{step.activity.code}/")]
    assert found(petro) == []


def test_a_learner_of_another_run_finds_their_own(course: Course, olena: User) -> None:
    make_run(course)
    own = make_run(course, name_uk="Зима")
    enrol(user=olena, run=own)
    catch_up()
    assert [url.split("/")[2] for _title, url in found(olena)] == [own.code]


def test_not_before_its_release(course: Course, olena: User) -> None:
    run = make_run(course)
    enrol(user=olena, run=run)
    held = run.modules.get()
    held.release_at = timezone.now() + timedelta(hours=1)
    held.save()
    catch_up()
    assert found(olena) == []
    held.release_at = timezone.now() - timedelta(seconds=1)
    held.save()
    assert len(found(olena)) == 1


def test_not_before_the_run_begins_nor_after_withdrawing_nor_cancelling(course: Course, olena: User) -> None:
    now = timezone.now()
    later = make_run(course, starts_at=now + timedelta(days=1))
    enrol(user=olena, run=later)
    catch_up()
    assert found(olena) == []
    run = make_run(course, name_uk="Зараз")
    enrolment = enrol(user=olena, run=run)
    catch_up()
    assert len(found(olena)) == 1
    withdraw(enrolment=enrolment, actor=olena)
    assert found(olena) == []
    enrol(user=olena, run=run)
    cancel_run(run=run, actor=None, reason="Немає кому вести")
    catch_up()
    assert found(olena) == []


def test_a_trainer_finds_their_own_course_and_not_anothers(course: Course, taras: User, halyna: User, petro: User) -> None:
    appoint_trainer(course=course, user=taras, actor=halyna)
    catch_up()
    assert [title for title, _url in found(taras)] == ["Прискорювачі"]
    other = Course.objects.get(key=make_course_page(title="Інший").translation_key)
    appoint_trainer(course=other, user=petro, actor=halyna)
    assert found(petro) == []


def test_a_coordinator_finds_every_lesson(course: Course, halyna: User) -> None:
    catch_up()
    assert [title for title, _url in found(halyna)] == ["Прискорювачі"]


def test_a_free_preview_is_found_by_everybody(course: Course, petro: User) -> None:
    module = make_module(make_course_page(title="Відкритий курс"))
    make_lesson(module, title="Відкритий урок", free_preview=True, body=[("text", f"<p>{WORD.capitalize()}.</p>")])
    catch_up()
    assert [title for title, _url in found(petro)] == ["Відкритий урок"]


def test_a_course_out_of_the_catalogue_is_found_by_nobody(course: Course, petro: User) -> None:
    make_course_page(title="Закритий гурток", in_catalogue=False)
    catch_up()
    assert found(petro, "закритий гурток") == []
