"""A day of which only the month is known is shown so, and nothing else is claimed of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from courses.internships.archive import NotPast, record_past_day, take_back_past_day
from courses.internships.models import InternshipDay
from school.foundation.models import Event, Letter
from tests.factories.internships import make_day, make_internship, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference() -> InternshipDay:
    make_programme(title="Е-демократія: підсумкова конференція", hours=None)
    return record_past_day(internship=make_internship(), kind="conference", year=2012, month=12, actor=None)


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_month_is_said_in_both_languages_and_no_more(client: Client, conference: InternshipDay) -> None:
    page = client.get(reverse("internships:day", args=[conference.code])).content.decode()
    assert "грудень 2012 року" in page
    assert "Конференція" in page
    assert '"startDate": "2012-12"' in page.replace('"startDate":"', '"startDate": "')
    for claim in ("0:00", "Вільно", "Заявки", "Програма дня", "endDate", "1 грудня"):
        assert claim not in page
    with override("en"):
        assert (conference.when, client.get(reverse("internships:day", args=[conference.code])).status_code) == ("December 2012", 200)


def test_nobody_is_written_to_and_nobody_may_apply(olena: Any, conference: InternshipDay) -> None:
    signed_in(olena).post(reverse("internships:apply", args=[conference.code]), {"why": "Хочу побачити, як це було."})
    assert (Letter.objects.count(), conference.applications.count()) == (0, 0)


def test_same_month_entered_twice_is_one_day(conference: InternshipDay) -> None:
    again = record_past_day(internship=conference.internship, kind="conference", year=2012, month=12, actor=None)
    assert again == conference
    assert Event.objects.filter(verb="record_past_day").count() == 1


def test_month_that_is_not_over_is_refused() -> None:
    now = timezone.localdate()
    with pytest.raises(NotPast):
        record_past_day(internship=make_internship(), kind="conference", year=now.year, month=now.month, actor=None)


def test_day_of_an_exact_date_needs_its_hours() -> None:
    day = make_day()
    with pytest.raises(IntegrityError), transaction.atomic():
        InternshipDay.objects.filter(pk=day.pk).update(hours=None)


def test_list_says_when_the_programme_was_held(client: Client, conference: InternshipDay) -> None:
    page = client.get("/internships/").content.decode()
    assert "відбулося: грудень 2012 року" in page
    assert "0 годин" not in page


@pytest.mark.parametrize("name", ["teach_day", "door", "presence", "report", "pack", "move_day", "cancel_day"])
def test_there_is_nothing_to_do_on_it(name: str, halyna: Any, conference: InternshipDay) -> None:
    assert signed_in(halyna).get(reverse(f"internships:{name}", args=[conference.code])).status_code == 404


def test_coordinator_enters_it_on_a_page_and_takes_it_back(halyna: Any) -> None:
    programme = make_internship()
    data = {"internship": programme.pk, "kind": "seminar", "month": 3, "year": 2013}
    answer = signed_in(halyna).post(reverse("internships:record_past_day"), data)
    day = InternshipDay.objects.get()
    assert (answer.status_code, day.kind, day.when) == (302, "seminar", "березень 2013 року")
    listed = signed_in(halyna).get(reverse("internships:teach_days") + "?kind=seminar").content.decode()
    assert "березень 2013 року" in listed
    signed_in(halyna).post(reverse("internships:take_back_past_day", args=[day.code]), {"reason": "Не той рік"})
    assert signed_in(halyna).get(reverse("internships:day", args=[day.code])).status_code == 200
    assert Client().get(reverse("internships:day", args=[day.code])).status_code == 404


@pytest.mark.parametrize("who", ["olena", "taras", "petro"])
def test_others_do_not_enter_days(who: str, request: pytest.FixtureRequest, conference: InternshipDay) -> None:
    client = signed_in(request.getfixturevalue(who))
    assert client.post(reverse("internships:record_past_day"), {}).status_code == 404
    assert client.post(reverse("internships:take_back_past_day", args=[conference.code]), {"reason": "ні"}).status_code == 404


def test_wagtail_does_not_arrange_a_day_of_the_archive(admin: Any, conference: InternshipDay) -> None:
    address = reverse("wagtailsnippets_internships_internshipday:edit", args=[conference.pk])
    assert signed_in(admin).get(address).status_code == 404


def test_taken_back_twice_is_once(conference: InternshipDay) -> None:
    for _time in range(2):
        take_back_past_day(day=conference, actor=None, reason="Помилка")
    assert Event.objects.filter(verb="cancel", subject_id=conference.pk).count() == 1
