"""What was done without a network arrives or is told; a copy is its owner's: a sign-in that ran out, somebody else, signing out."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.utils import timezone
from playwright.sync_api import expect

from courses.learning.enrolment import enrol
from courses.learning.models import Completion, CourseRun, Reading
from school.accounts.models import User
from school.foundation import keeping

from ..line import Line
from ..served import School
from ..visitor import Visitor
from .faulty import Faults
from .steps import KEPT, STORE, course, done_without_network, enter, met, rows, saved, sent

pytestmark = pytest.mark.django_db(transaction=True)


def test_done_pressed_without_a_network_arrives_in_order(device: Visitor, line: Line, run: CourseRun, olena: User) -> None:
    enter(device, olena)
    done_without_network(device, line, saved(device, run))
    device.page.locator(".next form button").click()
    device.page.wait_for_url("**/my/saved/")
    assert not Completion.objects.exists()
    sent(device, line)
    found = [(row.enrolment.user, row.activity.activity.title) for row in Completion.objects.order_by("completed_at")]
    assert found == [(olena, "Перший"), (olena, "Другий")]


def test_done_that_is_refused_for_good_is_told_with_its_title(device: Visitor, line: Line, faults: Faults, run: CourseRun, olena: User) -> None:
    enter(device, olena)
    address = saved(device, run)
    done_without_network(device, line, address)
    device.expected.add(404)
    faults.answer(f"{address}done/", "404 Not Found")
    sent(device, line)
    device.sees("«Перший», позначене без мережі, не зараховано: школа відповіла 404")
    device.look("refused", dark=True)


def test_time_read_from_a_copy_counts(device: Visitor, line: Line, olena: User) -> None:
    run = course("Довгий курс", completion="timed", min_minutes=5)
    enrol(user=olena, run=run)
    run.enrolments.update(enrolled_at=timezone.now() - timezone.timedelta(days=1))
    enter(device, olena)
    address = saved(device, run)
    (row,) = rows(device)
    since = int(timezone.now().timestamp()) - 600
    device.page.evaluate(STORE, ["items", {**row, "stamp": signing.dumps([keeping.owner_of(olena), since], salt=keeping.SALT)}])  # ten minutes ago
    run.enrolments.get().visits.all().delete()  # it was opened to save it
    device.page.clock.install()
    line.cut()
    device.go(address)
    device.sees("лишилося читати 5 хв")
    device.look("counts-time")
    device.page.locator(".next form button").click()
    assert rows(device, "posts") == []
    device.page.clock.run_for(301_000)
    device.sees("Ви прочитали достатньо")
    device.page.locator(".next form button").click()
    device.page.wait_for_url(lambda url: not url.endswith(address))
    sent(device, line)
    assert [(row.activity.activity.title, row.how) for row in Completion.objects.all()] == [("Перший", "timed")]
    assert [300 <= row.seconds <= 330 for row in Reading.objects.all()] == [True]


def test_sign_in_that_ran_out_takes_nothing_away(device: Visitor, line: Line, run: CourseRun, olena: User) -> None:
    enter(device, olena)
    address = saved(device, run)
    Session.objects.all().delete()
    met(device)
    device.sees("Ваш вхід застарів")
    device.sees("Основи е-урядування")
    device.look("signed-out", dark=True)
    done_without_network(device, line, address)
    line.mend()
    met(device)
    assert len(rows(device, "posts")) == 1
    enter(device, olena)
    sent(device, line)
    expect(device.page.locator("[data-saved-signin]")).not_to_be_visible()
    assert Completion.objects.filter(enrolment__user=olena).count() == 1


def test_copy_is_hidden_from_another_person_and_back_for_its_owner(device: Visitor, line: Line, run: CourseRun, olena: User, petro: User) -> None:
    enter(device, olena)
    address = saved(device, run)
    enter(device, petro)
    met(device)
    device.sees("Копії іншої людини: 1")
    expect(device.page.get_by_text("Основи е-урядування")).to_have_count(0)
    device.look("of-another", dark=True)
    line.cut()
    device.go(address)
    device.sees("а ця сторінка на пристрої не збережена")
    line.mend()
    Session.objects.all().delete()
    met(device)
    expect(device.page.get_by_text("Основи е-урядування")).to_have_count(0)
    enter(device, olena)
    met(device)
    device.sees("Основи е-урядування")
    line.cut()
    device.go(address)
    device.sees("Це копія, збережена на пристрої")


def test_whoever_signs_out_leaves_nothing_behind(device: Visitor, run: CourseRun, olena: User) -> None:
    enter(device, olena)
    saved(device, run)
    device.go("/accounts/logout/")
    device.press("Вийти")
    School.until(lambda: device.page.evaluate(KEPT) == 0, "copies are still here")
    assert rows(device) == []
