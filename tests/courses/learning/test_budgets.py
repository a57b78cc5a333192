"""Queries a page are constant in the number of rows (DESIGN section 7)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.learning.enrolment import enrol
from courses.learning.models import CoursePage
from tests.factories.learning import make_course, make_people, make_run

pytestmark = pytest.mark.django_db


def queries(client, url: str) -> int:
    client.get(url)  # what is remembered for seconds
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def sign_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("people", [1, 3])
def test_course_page_asks_at_most_twelve_times_a_stranger(client, people):
    course = make_course(lessons=people, with_test=True)
    for number in range(people):
        run = make_run(course, name_uk=f"Група {number}")
        for user in make_people(people):
            enrol(user=user, run=run)
    assert queries(client, CoursePage.objects.get().url) == 8


@pytest.mark.parametrize("rows", [1, 3])
def test_lesson_asks_the_same_for_one_step_and_for_three(client, olena, rows):
    run = make_run(make_course(lessons=rows))
    for user in [olena, *make_people(rows)]:
        enrol(user=user, run=run)
    address = reverse("learning:activity", args=[run.code, run.activities.first().activity.code])
    assert queries(sign_in(client, olena), address) <= 20
    assert queries(client, address) == 12


@pytest.mark.parametrize("rows", [1, 3])
def test_dashboard_asks_the_same_for_one_course_and_for_three(client, olena, rows):
    for _number in range(rows):
        enrol(user=olena, run=make_run())
    assert queries(sign_in(client, olena), reverse("dashboard:my")) == 15


@pytest.mark.parametrize("rows", [1, 3])
def test_report_of_a_run_asks_the_same_for_one_learner_and_for_three(client, halyna, rows):
    run = make_run()
    for user in make_people(rows):
        enrol(user=user, run=run)
    assert queries(sign_in(client, halyna), reverse("learning:run", args=[run.code])) == 14
