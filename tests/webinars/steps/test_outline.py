"""A trainer puts a webinar into a course; what cannot be taken is said, and comes in by itself when it can."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from courses.learning.models import Activity, Course, CoursePage, ModulePage
from courses.learning.teaching import appoint_trainer
from school.accounts.models import User
from tests.factories.learning import make_course_page, make_lesson, make_module
from tests.factories.webinars import make_page, make_step, make_webinar, mp4
from webinars.models import Webinar, WebinarPage, WebinarStepPage
from webinars.recordings.cuts import put_recording

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def module() -> ModulePage:
    return make_module(make_course_page())


def problems() -> list[str]:
    return [row["why"] for row in Course.objects.get().problems]


def steps() -> list[tuple[str, int, str]]:
    return [(row.kind, row.minutes, row.rules.get("webinar", "")) for row in Activity.objects.in_force()]


def test_published_webinar_with_its_recording_is_taken_as_long_as_it_is(module: ModulePage) -> None:
    webinar = make_webinar(seconds=2400)
    make_step(module, webinar, minutes=3)
    assert (steps(), problems()) == ([("webinar", 40, webinar.code)], [])


def test_step_without_a_webinar_is_said(module: ModulePage) -> None:
    make_step(module, make_webinar())
    WebinarStepPage.objects.get().webinar.delete()
    page = WebinarStepPage.objects.get()
    page.save_revision().publish()
    assert problems() == ["Виберіть, який вебінар показує цей крок."]


def test_webinar_that_is_only_a_draft_comes_in_once_published(module: ModulePage) -> None:
    make_webinar(seconds=600)
    draft = WebinarPage(title="Чернетка", slug="draft", live=False, locale=module.locale, length_minutes=30)
    WebinarPage.objects.get().get_parent().add_child(instance=draft)
    make_step(module, None, webinar=draft)
    assert (steps(), problems()) == ([], ["Вебінар «Чернетка» не опубліковано. Щойно його опублікують, крок з’явиться в курсі."])
    draft.save_revision().publish()
    assert problems() == ["Запис вебінару «Чернетка» ще не готовий. Щойно він відтворюватиметься, крок з’явиться в курсі."]
    record = Webinar.objects.get(key=draft.translation_key)
    put_recording(webinar=record, file=ContentFile(mp4(1200)), actor=None)
    assert (steps(), problems()) == ([("webinar", 20, record.code)], [])


def test_webinar_taken_off_is_said_and_the_step_stays_in_the_course(module: ModulePage) -> None:
    webinar = make_webinar(seconds=600)
    make_step(module, webinar)
    page = WebinarPage.objects.get()
    page.unpublish()
    said = "Вебінар «Вступ до нових медіа» знято з сайту. Опублікуйте його знову або виберіть інший."
    assert (steps(), problems()) == ([("webinar", 10, webinar.code)], [said])
    page.get_latest_revision().publish()
    assert (steps(), problems()) == ([("webinar", 10, webinar.code)], [])


def test_longer_cut_is_told_to_the_course(module: ModulePage) -> None:
    webinar = make_webinar(seconds=600)
    make_step(module, webinar)
    put_recording(webinar=webinar, file=ContentFile(mp4(1500)), actor=None)
    assert steps() == [("webinar", 25, webinar.code)]


def test_trainer_adds_the_step_by_the_chooser(taras: User, halyna: User, browser_of: Browser) -> None:
    webinar = make_webinar(seconds=600)
    course_page = make_course_page()
    module = make_module(course_page)
    appoint_trainer(course=Course.objects.get(), user=taras, actor=halyna)
    browser = browser_of(taras)
    address = reverse("wagtailadmin_pages:add", args=["webinars", "webinarsteppage", module.pk])
    assert "webinars.webinarpage" in browser.get(address).content.decode()
    data = {"title": "Вебінар", "slug": "v", "summary": "", "required": "on", "action-publish": "1", "webinar": "", "body-count": "0"}
    refused = browser.post(address, data)
    assert (refused.status_code, WebinarStepPage.objects.count()) == (200, 0)
    html = refused.content.decode()
    assert ('value="Вебінар"' in html, "Виберіть, який вебінар показує цей крок." in html) == (True, True)
    sent = browser.post(address, data | {"webinar": str(WebinarPage.objects.get().pk)})
    assert (sent.status_code, steps()) == (302, [("webinar", 10, webinar.code)])


def test_step_choosing_another_kind_of_page_is_refused(taras: User, halyna: User, browser_of: Browser) -> None:
    module = make_module(make_course_page())
    lesson = make_lesson(module)
    appoint_trainer(course=Course.objects.get(), user=taras, actor=halyna)
    address = reverse("wagtailadmin_pages:add", args=["webinars", "webinarsteppage", module.pk])
    data = {"title": "Вебінар", "slug": "v", "action-publish": "1", "webinar": str(lesson.pk), "body-count": "0"}
    assert browser_of(taras).post(address, data).status_code == 200
    assert WebinarStepPage.objects.count() == 0


def test_translation_takes_the_webinar_from_the_source(taras: User, halyna: User, browser_of: Browser) -> None:
    module = make_module(make_course_page())
    step = make_step(module, make_webinar())
    course = CoursePage.objects.get()
    english = make_course_page(language="en", key=course.translation_key, title="Course")
    module_en = make_module(english, translation_key=module.translation_key)
    copy = make_step(module_en, Webinar.objects.get(), title="Watch", translation_key=step.translation_key)
    appoint_trainer(course=Course.objects.get(), user=taras, actor=halyna)
    form = browser_of(taras).get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).context["form"]
    assert [form.fields[name].disabled for name in ("webinar", "required")] == [True, True]


@pytest.mark.parametrize("mode", ["", "public"])
def test_preview_shows_what_a_learner_meets_and_counts_nothing(mode: str, halyna: User, browser_of: Browser) -> None:
    step = make_step(make_module(make_course_page()), make_webinar())
    html = step.make_preview_request(preview_mode=mode).content.decode()
    assert ("data-player" in html, "data-watched" in html) == (mode == "", False)
    assert "Подивіться вебінар" in html


def test_own_address_leads_to_the_course_and_to_the_webinar(client: Client) -> None:
    course = make_course_page(title="Курс медіа")
    webinar = make_webinar()
    step = make_step(make_module(course), webinar)
    html = client.get(step.get_url()).content.decode()
    assert ("Курс медіа" in html, f'href="{WebinarPage.objects.get().get_url()}"' in html, "data-player" in html) == (True, True, False)


def test_preview_of_a_webinar_without_a_recording_says_so() -> None:
    page = make_page()
    step = make_step(make_module(make_course_page()), Webinar.objects.get(key=page.translation_key))
    assert "Запису цього кроку тут ще немає." in step.make_preview_request().content.decode()
