"""A trainer's courses on the editor's front page and the way from a course's editor to its report."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from courses.learning.desk import courses_on_desk
from courses.learning.models import Course, CoursePage
from courses.learning.teaching import appoint_trainer
from school.accounts.models import User
from tests.factories.learning import index, make_course, make_course_page, make_lesson, make_module, make_test

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def make_draft(owner: User, **fields: object) -> CoursePage:
    parent = index()
    page = CoursePage(title="Нариси", slug="drafts", hours=4, locale=parent.locale, live=False, owner=owner, **fields)
    parent.add_child(instance=page)
    page.save_revision()
    return page


def states(user: User) -> list[tuple[str, str]]:
    return [(row.page.title, row.state) for row in courses_on_desk(user)]


def teach(user: User, course: Course) -> CoursePage:
    appoint_trainer(course=course, user=user, actor=user)
    return CoursePage.objects.get(translation_key=course.key)


def test_draft_of_ones_own_stands_on_the_desk_and_on_no_other(taras: User, halyna: User, petro: User) -> None:
    make_draft(taras)
    assert states(taras) == [("Нариси", "чернетка, відвідувачам не видно")]
    assert states(halyna) == []
    assert states(petro) == []


def test_state_follows_the_page(taras: User) -> None:
    page = teach(taras, make_course())
    assert states(taras) == [("Основи е-урядування", "опубліковано")]
    page.save_revision()
    assert states(taras) == [("Основи е-урядування", "опубліковано, є ще не опубліковані зміни")]
    page.unpublish()
    assert states(taras) == [("Основи е-урядування", "знято із сайту")]


def test_course_with_a_translation_stands_once_in_its_own_language(taras: User) -> None:
    course = make_course()
    page = teach(taras, course)
    make_course_page(language="en", key=course.key, title="Basics of e-governance")
    assert [row.page.pk for row in courses_on_desk(taras)] == [page.pk]


def test_what_was_changed_last_stands_first(taras: User) -> None:
    first, second = (teach(taras, make_course(title=title, slug=slug)) for title, slug in (("Перший", "first"), ("Другий", "second")))
    assert [row.page.pk for row in courses_on_desk(taras)] == [second.pk, first.pk]
    first.save_revision()
    assert [row.page.pk for row in courses_on_desk(taras)] == [first.pk, second.pk]


@pytest.mark.parametrize("number", [1, 3])
def test_desk_asks_the_database_the_same_however_many_courses(taras: User, number: int, django_assert_num_queries: Callable) -> None:
    for _n in range(number):
        teach(taras, make_course(lessons=0))
    fresh = User.objects.get(pk=taras.pk)
    with django_assert_num_queries(3):
        assert len(states(fresh)) == number


def test_front_page_names_what_publishing_could_not_take(taras: User, browser_of: Browser) -> None:
    page = make_course_page()
    empty = make_test(make_module(page), questions=0)
    teach(taras, Course.objects.get())
    html = browser_of(taras).get(reverse("wagtailadmin_home")).content.decode()
    assert "Мої курси" in html
    assert reverse("wagtailadmin_pages:edit", args=[empty.pk]) in html


def test_courses_editor_leads_to_its_report_once_published(taras: User, browser_of: Browser) -> None:
    draft = make_draft(taras)
    html = browser_of(taras).get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert "Коли курс буде опубліковано" in html
    draft.get_latest_revision().publish()
    report = reverse("learning:course_report", args=[Course.objects.get().code])
    html = browser_of(taras).get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert f'href="{report}"' in html
    assert browser_of(taras).get(report).status_code == 200


def test_any_page_of_a_course_leads_to_the_report_and_no_other_page_does(taras: User, browser_of: Browser) -> None:
    page = make_course_page()
    lesson = make_lesson(make_module(page))
    teach(taras, Course.objects.get())
    report = reverse("learning:course_report", args=[Course.objects.get().code])
    browser = browser_of(taras)
    assert report in browser.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    assert report not in browser.get(reverse("wagtailadmin_explore", args=[index().pk])).content.decode()


def test_trainer_translates_their_own_course_and_no_other_page(taras: User, browser_of: Browser) -> None:
    from school.dashboard.roles import ensure_roles

    page = make_course_page()
    make_lesson(make_module(page))
    course = Course.objects.get()
    teach(taras, course)
    english = index("en")
    Page.objects.filter(pk=english.pk).update(translation_key=index().translation_key)
    ensure_roles()
    browser = browser_of(User.objects.get(pk=taras.pk))
    sent = {"locales": [english.locale.pk], "include_subtree": "on"}
    answer = browser.post(reverse("simple_translation:submit_page_translation", args=[page.pk]), sent)
    copy = CoursePage.objects.get(locale=english.locale)
    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_pages:edit", args=[copy.pk]))
    assert copy.get_descendants().count() == 2
    assert browser.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).status_code == 200
    assert browser.post(reverse("simple_translation:submit_page_translation", args=[index().pk]), sent).status_code == 302
    assert CoursePage.objects.count() == 2
