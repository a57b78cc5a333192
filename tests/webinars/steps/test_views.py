"""Inside the course: the player, the words, what is done; who may see it and who may not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from courses.learning.enrolment import enrol, withdraw
from courses.learning.models import Course, CourseRun, Enrolment, Visit
from courses.learning.runs import cancel_run
from school.accounts.models import User
from tests.factories.learning import make_course, make_course_page, make_lesson, make_module, make_run
from tests.factories.pages import publish
from tests.factories.webinars import make_page, make_step, make_webinar, run_with_step, watch
from webinars.models import Chapter, Viewing, Webinar, WebinarPage, WebinarStepPage

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def webinar() -> Webinar:
    return make_webinar(seconds=600)


@pytest.fixture
def run(webinar: Webinar) -> CourseRun:
    return run_with_step(webinar)


def address(run: CourseRun) -> str:
    return f"/learn/{run.code}/{run.activities.get(kind='webinar').activity.code}/"


def words(html: str) -> str:
    return " ".join(
        re.sub(r"<script\b.*?</script>|<style\b.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).replace("\u00a0", " ").replace("\u2060", "").split()
    )


def test_learner_gets_player_captions_transcript_and_chapters(run: CourseRun, webinar: Webinar, olena: User, browser_of: Browser) -> None:
    Chapter.objects.create(webinar=webinar, at_seconds=60, title_uk="Відповіді")
    enrol(user=olena, run=run)
    html = browser_of(olena).get(address(run)).content.decode()
    assert f'data-watched="/webinars/{webinar.code}/watched/?cut=1"' in html
    assert f'<track kind="captions" src="/webinars/{webinar.code}/captions.uk.vtt"' in html
    assert re.findall(r'<a class="said" href="\?t=(\d+)"', html) == ["0", "1", "65"]
    said = words(html)
    assert "Модуль 1 · крок 1 із 1 · 10 хв" in said
    assert "Переглянуто 0 %" in said and "1:00 Відповіді" in said
    assert Visit.objects.count() == 1


def test_heartbeat_inside_the_course_is_the_webinars_own(run: CourseRun, webinar: Webinar, olena: User, browser_of: Browser) -> None:
    enrolment = enrol(user=olena, run=run)
    watch(user=olena, webinar=webinar, segments=[[0, 470]])
    browser = browser_of(olena)
    watched = re.search(r'data-watched="([^"]+)"', browser.get(address(run)).content.decode())
    assert watched
    answer = browser.post(watched[1], json.dumps({"segments": [[470, 490]], "batch": "b"}), content_type="application/json")
    assert answer.json()["reached"] is True
    assert enrolment.completions.count() == 1
    assert "Зараховано: цей крок виконано." in words(browser.get(address(run)).content.decode())


def test_next_leads_on_and_at_the_end_to_what_is_missing(webinar: Webinar, olena: User, browser_of: Browser) -> None:
    module = make_module(make_course_page())
    make_step(module, webinar)
    make_lesson(module, title="Урок після")
    run = make_run(Course.objects.get())
    enrol(user=olena, run=run)
    html = browser_of(olena).get(address(run)).content.decode()
    following = re.search(r'<a class="btn push" href="([^"]+)" data-step-next>', html)
    assert following and following[1] == f"/learn/{run.code}/{run.activities.get(kind='lesson').activity.code}/"
    watch(user=olena, webinar=webinar, segments=[[0, 600]])
    again = browser_of(olena).get(address(run)).content.decode()
    assert f'<a class="btn btn--primary push" href="{following[1]}" data-step-next>' in again
    only = run_with_step(webinar)
    enrol(user=olena, run=only)
    assert f'href="/learn/{only.code}/finished/" data-step-next' in browser_of(olena).get(address(only)).content.decode()


def test_english_course_plays_the_english_page(webinar: Webinar, olena: User, browser_of: Browser) -> None:
    make_page(language="en", key=webinar.key, title="Introduction to new media")
    page = make_course_page()
    module = make_module(page)
    step = make_step(module, webinar)
    english = make_course_page(language="en", key=page.translation_key, title="Course")
    module_en = make_module(english, translation_key=module.translation_key)
    source = WebinarPage.objects.get(locale__language_code="uk")
    publish(module_en, WebinarStepPage(title="Watch it", slug="w", locale=english.locale, translation_key=step.translation_key, webinar=source))
    run = make_run(Course.objects.get())
    enrol(user=olena, run=run)
    with translation.override("en"):
        html = browser_of(olena).get("/en" + address(run)).content.decode()
    assert 'aria-label="Introduction to new media"' in html and "Watch it" in words(html)
    assert f'data-watched="/en/webinars/{webinar.code}/watched/?cut=1"' in html


def test_transcript_is_searched_inside_the_course(run: CourseRun, olena: User, browser_of: Browser) -> None:
    enrol(user=olena, run=run)
    said = words(browser_of(olena).get(address(run) + "?q=запитань").content.decode())
    assert "Знайдено речень: 1." in said and "Добрий день" not in said


def test_without_scripts_it_plays_and_says_what_does_not_count(run: CourseRun, olena: User, browser_of: Browser) -> None:
    enrol(user=olena, run=run)
    html = browser_of(olena).get(address(run)).content.decode()
    found = re.search(r"<noscript>(.*?)</noscript>", html[html.index("data-step-left") :], re.DOTALL)
    assert found and "перегляд не зараховується" in found[1]
    assert re.search(r"<video controls [^>]*><source src=", html)


def test_page_taken_to_be_kept_is_no_visit(run: CourseRun, olena: User, browser_of: Browser) -> None:
    enrol(user=olena, run=run)
    assert browser_of(olena).get(address(run), headers={"X-Keep": "1"}).status_code == 200
    assert not Visit.objects.exists()


def test_opening_a_step_asks_no_more_for_more_that_was_watched(run: CourseRun, webinar: Webinar, olena: User, browser_of: Browser) -> None:
    enrol(user=olena, run=run)
    watch(user=olena, webinar=webinar, segments=[[0, 500]])
    assert browser_of(olena).get(address(run)).status_code == 200
    assert Viewing.objects.get().segments == [(0, 500)]


# --- who may -----------------------------------------------------------------------------------------------


def files_of(webinar: Webinar) -> list[str]:
    return [f"/webinars/{webinar.code}/{name}" for name in ("recording.mp4", "captions.uk.vtt", "watched/", "notes/")]


def codes(browser: Client, addresses: list[str]) -> list[int]:
    return [browser.get(one).status_code for one in addresses]


def test_stranger_and_a_peer_of_another_course_do_not_find_the_step(
    run: CourseRun, olena: User, petro: User, browser_of: Browser, client: Client
) -> None:
    enrol(user=olena, run=run)
    enrol(user=petro, run=make_run(make_course(lessons=1)))
    assert browser_of(petro).get(address(run)).status_code == 404
    assert client.get(address(run)).status_code == 302


def test_webinar_taken_off_stays_with_its_learners_and_with_nobody_else(
    run: CourseRun, webinar: Webinar, olena: User, petro: User, browser_of: Browser, client: Client
) -> None:
    enrolment = enrol(user=olena, run=run)
    enrol(user=petro, run=run_with_step(make_webinar(seconds=600)))
    WebinarPage.objects.get(translation_key=webinar.key).unpublish()
    assert codes(browser_of(petro), files_of(webinar)) == [404, 404, 404, 404]
    assert codes(client, files_of(webinar)[:2]) == [404, 404]
    browser = browser_of(olena)
    assert codes(browser, files_of(webinar)) == [200, 200, 200, 200]
    html = browser.get(address(run)).content.decode()
    assert "data-player" in html and re.findall(r'<a class="said" href="\?t=(\d+)"', html) == ["0", "1", "65"]
    watch(user=olena, webinar=webinar, segments=[[0, 600]])
    assert enrolment.completions.count() == 1


def test_learner_loses_a_webinar_that_was_taken_off_with_the_course(run: CourseRun, webinar: Webinar, olena: User, browser_of: Browser) -> None:
    enrolment = enrol(user=olena, run=run)
    WebinarPage.objects.get().unpublish()
    browser = browser_of(olena)
    assert codes(browser, files_of(webinar)[:1]) == [200]
    withdraw(enrolment=enrolment, actor=olena)
    assert codes(browser, files_of(webinar)[:1]) == [404]


@pytest.mark.parametrize("how", ["cancelled", "ahead"])
def test_run_that_is_cancelled_or_has_not_begun_opens_nothing(how: str, webinar: Webinar, olena: User, browser_of: Browser) -> None:
    run = run_with_step(webinar)
    enrol(user=olena, run=run)
    WebinarPage.objects.get().unpublish()
    if how == "cancelled":
        cancel_run(run=run, actor=None, reason="Хвороба")
    else:
        CourseRun.objects.update(starts_at=timezone.now() + timedelta(days=3))
    assert codes(browser_of(olena), files_of(webinar)) == [404, 404, 404, 404]


def test_page_for_the_registered_alone_is_seen_through_the_step(run: CourseRun, webinar: Webinar, olena: User, browser_of: Browser) -> None:
    enrol(user=olena, run=run)
    page = WebinarPage.objects.get()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    browser = browser_of(olena)
    assert browser.get(page.get_url()).status_code == 302
    assert "data-player" in browser.get(address(run)).content.decode()


def test_recording_that_is_gone_is_said_and_the_way_on_stays(run: CourseRun, webinar: Webinar, olena: User, browser_of: Browser) -> None:
    enrol(user=olena, run=run)
    WebinarPage.objects.get().delete()
    html = browser_of(olena).get(address(run)).content.decode()
    assert "Зараз запис не можна показати." in words(html) and "data-player" not in html
    assert "data-step-next" in html
    assert Enrolment.objects.get().completions.count() == 0
