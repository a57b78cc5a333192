"""What pages keep for everybody never hides a change, in whichever process it was made."""

from __future__ import annotations

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from courses.learning.enrolment import enrol
from courses.learning.models import Course, CourseInstructor, CoursePage, Instructor, Words
from tests.factories.learning import make_course, make_people, make_run

pytestmark = pytest.mark.django_db


def test_a_lesson_corrected_elsewhere_is_read_corrected(browser_of, olena):
    run = make_run(make_course(lessons=1))
    enrol(user=olena, run=run)
    step, browser = run.activities.get(), browser_of(olena)
    address = reverse("learning:activity", args=[run.code, step.activity.code])
    assert "Слова уроку." in browser.get(address).content.decode()
    body = [{"type": "text", "value": "<p>Виправлене.</p>", "id": "1"}]
    Words.objects.filter(key=step.activity.key).update(body=body, version=F("version") + 1)
    assert "Виправлене." in browser.get(address).content.decode()


def test_a_syllabus_published_elsewhere_is_shown(client):
    course = make_course(lessons=1)
    address = CoursePage.objects.get().url
    client.get(address)
    course.modules.update(title="Інший модуль")
    Words.objects.filter(key=course.modules.get().key).update(title="Інший модуль")
    assert "Інший модуль" not in client.get(address).content.decode()
    Course.objects.update(published_at=timezone.now())
    assert "Інший модуль" in client.get(address).content.decode()


def test_free_places_are_those_of_this_moment(client):
    run = make_run(make_course(lessons=1), capacity=7)
    address = CoursePage.objects.get().url
    assert client.get(address).context["runs"][0].free == 7
    enrol(user=make_people(1)[0], run=run)
    assert client.get(address).context["runs"][0].free == 6


def test_a_changed_card_of_a_trainer_is_shown_at_once(client):
    make_course(lessons=1)
    page, taras = CoursePage.objects.get(), Instructor.objects.create(name_uk="Тарас Мельник", name_en="Taras Melnyk")
    page.instructors = [CourseInstructor(instructor=taras)]
    page.save_revision().publish()
    assert "Тарас Мельник" in client.get(page.url).content.decode()
    taras.name_uk = "Тарас Мельничук"
    taras.save()
    assert "Тарас Мельничук" in client.get(page.url).content.decode()


def test_the_report_lists_people_by_surname_with_their_own_progress(browser_of, halyna, olena, petro):
    from courses.learning.progress import complete

    run = make_run(make_course(lessons=2))
    rows = {user: enrol(user=user, run=run) for user in (petro, olena)}
    complete(enrolment=rows[petro], activity=run.activities.first(), how="marked")
    page = browser_of(halyna).get(reverse("learning:run", args=[run.code])).context["page"]
    assert [(row.user, row.done, row.total) for row in page] == [(olena, 0, 2), (petro, 1, 2)]
