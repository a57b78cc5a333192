"""A course saved on a device carries the webinars of its steps."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from courses.learning.enrolment import enrol
from courses.learning.keeping import keep
from courses.learning.models import Course, CourseRun, ModulePage
from school.accounts.models import User
from school.foundation.keeping import Kept
from tests.factories.learning import make_course_page, make_lesson, make_module, make_run
from tests.factories.webinars import CAPTIONS, make_step, make_webinar
from webinars.models import Webinar, WebinarPage
from webinars.words.saving import put_captions

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def webinar() -> Webinar:
    return make_webinar(seconds=600)


@pytest.fixture
def run(webinar: Webinar) -> CourseRun:
    module = make_module(make_course_page())
    make_lesson(module)
    make_step(module, webinar)
    return make_run(Course.objects.get())


def kept(user: User, run: CourseRun) -> Kept:
    return keep(user, run.code, "", "uk")


def test_its_file_its_captions_and_its_size_go_with_the_course(run: CourseRun, webinar: Webinar, olena: User, browser_of: Browser) -> None:
    enrol(user=olena, run=run)
    found = kept(olena, run)
    assert [(file.url, file.size) for file in found.files] == [(f"/webinars/{webinar.code}/recording.mp4", webinar.size)]
    assert found.small == (f"/webinars/{webinar.code}/captions.uk.vtt",)
    assert (len(found.pages), found.about) == (2, "2 кроки")
    assert found.size == 500_000 + 2 * 40_000 + (webinar.size or 0)
    assert f'data-id="{run.code}"' in browser_of(olena).get(found.pages[1]).content.decode()


def test_corrected_captions_are_another_version_of_the_course(run: CourseRun, webinar: Webinar, olena: User) -> None:
    enrol(user=olena, run=run)
    before = kept(olena, run)
    put_captions(webinar=webinar, language="uk", text=CAPTIONS.replace("Сьогодні", "Нині"))
    assert kept(olena, run).version != before.version
    assert kept(olena, run).files == before.files


def test_webinar_taken_off_is_carried_no_more(run: CourseRun, webinar: Webinar, olena: User) -> None:
    enrol(user=olena, run=run)
    before = kept(olena, run)
    WebinarPage.objects.get().unpublish()
    after = kept(olena, run)
    assert (after.files, after.small, after.instead) == ((), (), {f"/webinars/{webinar.code}/recording.mp4": ""})
    assert after.version != before.version


def test_same_webinar_in_two_steps_is_taken_once(run: CourseRun, webinar: Webinar, olena: User) -> None:
    make_step(ModulePage.objects.get(), webinar)
    enrol(user=olena, run=(again := make_run(Course.objects.get())))
    assert (len(kept(olena, again).pages), len(kept(olena, again).files)) == (3, 1)
