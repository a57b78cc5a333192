from __future__ import annotations

import pytest

from courses.internships.applying import accept_application
from courses.internships.models import InternshipDay
from courses.internships.presenting import day_card, programme_facts, soon_days
from tests.factories.internships import TITLE, make_application, make_day, make_programme

pytestmark = pytest.mark.django_db


def test_card_speaks_the_language_asked_for():
    page = make_programme()
    make_programme(language="en", key=page.translation_key)
    day = make_day()
    ukrainian, english = day_card(day, "uk"), day_card(day, "en")
    assert (ukrainian["title"], ukrainian["venue"], ukrainian["url"]) == (TITLE["uk"], "Прозорий офіс", f"/internships/days/{day.code}/")
    assert (english["title"], english["venue"], english["url"]) == (TITLE["en"], "Transparent Office", f"/en/internships/days/{day.code}/")
    assert english["address"] == "вул. Соборна, 59"


def test_card_asks_nothing_when_the_day_came_whole(django_assert_num_queries):
    make_day()
    day = InternshipDay.objects.select_related("internship", "offer").get()
    with django_assert_num_queries(0):
        day_card(day, "uk")


@pytest.mark.parametrize("days", [1, 3])
def test_soon_asks_once_however_many_days(django_assert_num_queries, days):
    for number in range(days):
        make_day(in_days=10 + number)
    with django_assert_num_queries(1):
        items = soon_days("uk")
    assert len(items) == days
    assert [item["free"] for item in items] == [2] * days


def test_programme_shows_days_to_come_and_past_ones(halyna):
    page = make_programme()
    past, coming = make_day(in_days=-5), make_day(capacity=1)
    for _number in range(2):
        accept_application(application=make_application(day=coming), actor=halyna)
    facts = programme_facts(page)
    assert [(card["code"], card["full"], card["waiting"]) for card in facts["days"]] == [(coming.code, True, 1)]
    assert [card["code"] for card in facts["past_days"]] == [past.code]
    event = facts["json_ld"]["@graph"][0]
    assert (event["@type"], event["name"], event["remainingAttendeeCapacity"]) == ("EducationEvent", TITLE["uk"], 0)
