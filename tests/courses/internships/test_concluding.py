"""A day with a concluding test: presence and the test together earn the certificate, in whichever order they become known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.internships.attendees import preview_settling
from courses.internships.concluding import begin_concluding_test
from courses.internships.models import Attendance
from courses.internships.reporting import report_of
from courses.internships.settling import settle_day
from courses.learning.enrolment import CannotEnrol
from courses.learning.models import CourseRun, Enrolment
from courses.learning.progress import complete
from school.accounts.models import User
from school.foundation.models import Letter
from tests.factories.internships import make_day, make_person
from tests.factories.learning import make_course, make_run
from tests.factories.presence import make_held_day, make_presence
from tests.threads import together

pytestmark = pytest.mark.django_db


def make_test_run(**fields: Any) -> CourseRun:
    return make_run(make_course(lessons=1), mode="invitation", gives_certificate=False, **fields)


def do_test(user: User, run: CourseRun) -> None:
    enrolment = Enrolment.objects.get(user=user, run=run)
    for step in run.activities.all():
        complete(enrolment=enrolment, activity=step, how="passed")


def outcome(attendance: Attendance) -> tuple[str, bool | None]:
    attendance.refresh_from_db()
    return str(attendance.hours), attendance.earned


def test_presence_alone_is_not_enough_and_the_letter_asks_for_the_test(halyna: User) -> None:
    day = make_held_day(concluding=make_test_run())
    whole, part = make_presence(day), make_presence(day, left="10:30")
    assert (preview_settling(day).earn, preview_settling(day).untested, preview_settling(day).short) == (0, 1, 1)
    settle_day(day=day, actor=halyna)
    assert [outcome(row) for row in (whole, part)] == [("6.0", False), ("2.0", False)]
    letters = {row.to: row for row in Letter.objects.filter(purpose__startswith="day_present")}
    assert {to: row.purpose for to, row in letters.items()} == {whole.user.email: "day_present_test", part.user.email: "day_present_short"}
    assert "підсумковий тест: складіть його до" in letters[whole.user.email].text


def test_the_test_done_after_the_confirmation_earns_what_presence_did_not(halyna: User) -> None:
    run = make_test_run()
    day = make_held_day(concluding=run)
    attendance = make_presence(day)
    settle_day(day=day, actor=halyna)
    begin_concluding_test(attendance=attendance, language="uk")
    do_test(attendance.user, run)
    assert outcome(attendance) == ("6.0", True)
    assert Letter.objects.filter(purpose__startswith="day_present").count() == 1
    assert dict(report_of(day, "uk").counts)["Склали підсумковий тест"] == "1"


def test_the_test_done_before_the_confirmation_counts_when_presence_is_confirmed(halyna: User) -> None:
    run = make_test_run()
    day = make_held_day(concluding=run)
    attendance, short = make_presence(day), make_presence(day, left="10:30")
    for row in (attendance, short):
        begin_concluding_test(attendance=row, language="uk")
        do_test(row.user, run)
    assert outcome(attendance) == ("None", None)
    settle_day(day=day, actor=halyna)
    assert [outcome(row) for row in (attendance, short)] == [("6.0", True), ("2.0", False)]
    assert Letter.objects.filter(purpose="day_present").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("again", range(2))
def test_the_test_done_while_presence_is_confirmed_is_never_missed(transactional_db: None, again: int) -> None:
    run = make_test_run()
    day = make_held_day(concluding=run)
    attendance = make_presence(day)
    begin_concluding_test(attendance=attendance, language="uk")
    assert together(lambda: settle_day(day=day, actor=None), lambda: do_test(attendance.user, run)) == []
    assert outcome(attendance) == ("6.0", True)


def test_whoever_was_declined_on_the_run_has_not_passed() -> None:
    run = make_test_run()
    attendance = make_presence(make_held_day(concluding=run))
    begin_concluding_test(attendance=attendance, language="uk")
    do_test(attendance.user, run)
    Enrolment.objects.update(state="declined")
    settle_day(day=attendance.day, actor=None)
    assert outcome(attendance) == ("6.0", False)


def test_a_run_that_concludes_no_day_changes_nobodys_day(halyna: User) -> None:
    day = make_held_day(concluding=make_test_run())
    attendance = make_presence(day)
    settle_day(day=day, actor=halyna)
    other = make_run(make_course(lessons=1))
    Enrolment.objects.create(run=other, user=attendance.user, state="active", requested_at=timezone.now(), enrolled_at=timezone.now())
    do_test(attendance.user, other)
    assert outcome(attendance) == ("6.0", False)


def test_nobody_begins_a_test_whose_run_is_over_or_of_a_day_without_one() -> None:
    run = make_test_run()
    attendance = make_presence(make_held_day(concluding=run))
    CourseRun.objects.filter(pk=run.pk).update(ends_at=timezone.now() - timedelta(minutes=1))
    attendance = Attendance.objects.get(pk=attendance.pk)
    for row in (attendance, make_presence(make_held_day())):
        with pytest.raises(CannotEnrol, match="Підсумковий тест зараз закрито"):
            begin_concluding_test(attendance=row, language="uk")
    assert Enrolment.objects.count() == 0


def test_one_goes_from_ones_day_to_its_test_and_a_stranger_does_not(client: Any) -> None:
    run = make_test_run()
    attendance = make_presence(make_held_day(concluding=run))
    address = reverse("internships:begin_test", args=[attendance.code])
    client.force_login(make_person())
    assert client.post(address).status_code == 404
    client.force_login(attendance.user)
    page = client.get(reverse("internships:attended", args=[attendance.code])).content.decode()
    assert "До підсумкового тесту" in page
    assert client.get(address).status_code == 405
    assert client.post(address).url == reverse("learning:course_start", args=[run.code])
    assert client.post(address).status_code == 302
    assert list(Enrolment.objects.values_list("user", flat=True)) == [attendance.user_id]
    do_test(attendance.user, run)
    page = client.get(reverse("internships:attended", args=[attendance.code])).content.decode()
    assert "До підсумкового тесту" not in page


def test_whoever_did_not_do_it_in_time_reads_so(client: Any, halyna: User) -> None:
    run = make_test_run()
    day = make_held_day(concluding=run)
    attendance = make_presence(day)
    settle_day(day=day, actor=halyna)
    CourseRun.objects.filter(pk=run.pk).update(ends_at=timezone.now() - timedelta(minutes=1))
    client.force_login(attendance.user)
    page = client.get(reverse("internships:attended", args=[attendance.code])).content.decode()
    assert "підсумковий тест не складено вчасно" in page
    assert "До підсумкового тесту" not in page


def test_the_day_says_beforehand_what_the_certificate_asks_for(client: Any) -> None:
    with_test, without = make_day(concluding=make_test_run()), make_day()
    pages = [client.get(reverse("internships:day", args=[day.code])).content.decode() for day in (with_test, without)]
    assert ["і підсумковий тест" in page for page in pages] == [True, False]


def test_presence_page_shows_who_lacks_the_test_at_the_same_cost(client: Any, halyna: User, django_assert_num_queries: Any) -> None:
    day = make_held_day(concluding=make_test_run())
    make_presence(day)
    client.force_login(halyna)
    address = reverse("internships:presence", args=[day.code])
    client.get(address), client.get(address)
    with CaptureQueriesContext(connection) as one:
        page = client.get(address).content.decode()
    assert "тест не складено" in page
    make_presence(day), make_presence(day)
    with django_assert_num_queries(len(one)):
        client.get(address)
