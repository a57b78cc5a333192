"""A conference is called a conference wherever a person reads of it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from certificates.day_awards import day_award
from courses.internships.applying import accept_application
from courses.internships.reporting import report_of
from courses.internships.settling import settle_day
from school.foundation.models import Letter
from tests.factories.internships import make_application, make_day
from tests.factories.presence import make_held_day, make_presence

pytestmark = pytest.mark.django_db


def test_letters_say_what_it_is() -> None:
    accept_application(application=make_application(day=make_day(kind="conference")), actor=None)
    letter = Letter.objects.filter(purpose="day_application_accepted").get()
    assert "Ви їдете на конференцію" in letter.text
    assert "стажування" not in letter.text


def test_pages_say_what_it_is(client: Client) -> None:
    day = make_day(kind="seminar")
    assert ">Семінар<" in client.get(reverse("internships:day", args=[day.code])).content.decode()
    assert "Семінар" in client.get("/internships/").content.decode()


def test_certificate_and_report_say_what_it_was() -> None:
    day = make_held_day(kind="conference")
    attendance = make_presence(day)
    settle_day(day=day, actor=None)
    award = day_award(attendance.code)
    assert (award.what_kind, award.deed["deed_uk"]) == ("конференція", "за участь у конференції")
    assert ("Що це було", "конференція") in report_of(day, "uk").facts


def test_internship_stays_an_internship() -> None:
    day = make_held_day()
    attendance = make_presence(day)
    settle_day(day=day, actor=None)
    assert day_award(attendance.code).what_kind == "одноденна програма стажування (ознайомча)"
