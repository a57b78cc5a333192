"""All applications of a city or an organisation, and who came twice: for coordinators only, at one price."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.internships.applying import accept_application, decline_application
from courses.internships.models import Application
from school.accounts.models import Organisation, User
from school.accounts.organisations import merge_organisations
from tests.factories.internships import make_application, make_day, make_person
from tests.factories.presence import accepted_for, held, make_held_day, make_presence

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
SURNAMES = ["Ягода", "Їжакевич", "Щербак", "Івченко", "Ґалаґан", "Ігнатенко", "Єрмак", "Гаврилюк", "Жук"]
IN_ORDER = ["Гаврилюк", "Ґалаґан", "Єрмак", "Жук", "Івченко", "Ігнатенко", "Їжакевич", "Щербак", "Ягода"]
ALL = reverse("internships:teach_applications")


def shown(browser: Client, **narrowed: str) -> list[Application]:
    return list(browser.get(ALL, narrowed).context["page"].object_list)


def surnames(rows: Any) -> list[str]:
    return [row.user.profile.surname for row in rows]


@pytest.mark.parametrize("who", ["olena", "taras", "oksana", "petro"])
def test_only_coordinators_see_all_applications(request: pytest.FixtureRequest, browser_of: Browser, who: str) -> None:
    browser = browser_of(request.getfixturevalue(who))
    assert browser.get(ALL).status_code == 404
    assert browser.get(reverse("internships:came_twice")).status_code == 404


def test_applications_of_a_city_over_all_days(browser_of: Browser, halyna: User) -> None:
    bar = [make_application(day=make_day(in_days=days), user=make_person(city="Бар")) for days in (10, 20)]
    make_application(day=make_day(), user=make_person(city="Ладижин"))
    browser = browser_of(halyna)
    assert {row.pk for row in shown(browser, city="Бар")} == {row.pk for row in bar}
    assert len(shown(browser, city="такого немає")) == 3


def test_organisation_is_known_by_its_record_and_doubles_count_to_it(browser_of: Browser, halyna: User) -> None:
    first = make_application(day=make_day(), user=make_person(organisation="Міськрада Бару"))
    second = make_application(day=make_day(), user=make_person(organisation="Барська міська рада"))
    make_application(day=make_day())
    double, stands = (Organisation.objects.get(name=name) for name in ("Міськрада Бару", "Барська міська рада"))
    merge_organisations(double=double, into=stands, actor=halyna)
    browser = browser_of(halyna)
    for code in (double.code, stands.code):
        assert {row.pk for row in shown(browser, organisation=code)} == {first.pk, second.pk}
    assert browser.get(ALL, {"organisation": "НЕМАЄТАКОЇ"}).status_code == 404


def test_counts_are_of_everything_found_and_tabs_narrow_them(browser_of: Browser, halyna: User) -> None:
    day = make_day(capacity=1)
    accepted = accept_application(application=make_application(day=day), actor=halyna)
    accept_application(application=make_application(day=day), actor=halyna)
    make_application(day=day)
    decline_application(application=make_application(day=day), actor=halyna, reason="День для шкіл.")
    make_presence(held(day), user=accepted.user)
    make_application(day=make_day(in_days=20))
    browser = browser_of(halyna)
    response = browser.get(ALL, {"when": day.code, "tab": "came"})
    assert response.context["counts"] == {"all": 4, "applied": 1, "accepted": 1, "waiting": 1, "declined": 1, "withdrawn": 0, "came": 1}
    assert [row.pk for row in response.context["page"].object_list] == [accepted.pk]
    assert browser.get(ALL, {"when": day.internship.code}).context["counts"]["all"] == 5


def test_people_are_found_by_name_or_organisation(browser_of: Browser, halyna: User) -> None:
    moroz = make_application(day=make_day(), user=make_person(surname="Мороз"))
    bar = make_application(day=make_day(), user=make_person(surname="Жук", organisation="Барська міська рада"))
    browser = browser_of(halyna)
    assert [row.pk for row in shown(browser, q="мороз")] == [moroz.pk]
    assert [row.pk for row in shown(browser, q="барська")] == [bar.pk]


def test_lists_that_are_cut_into_pages_keep_the_alphabet(browser_of: Browser, halyna: User) -> None:
    day = make_day(capacity=None)
    for surname in SURNAMES:
        accepted_for(day, user=make_person(surname=surname))
    browser = browser_of(halyna)
    assert surnames(shown(browser)) == IN_ORDER
    board = browser.get(reverse("internships:teach_day", args=[day.code]), {"tab": "accepted"})
    names = dict(day.applications.values_list("code", "user__profile__surname"))
    assert [names[row["code"]] for row in board.context["page"].object_list] == IN_ORDER
    past = held(day)
    absent = browser.get(reverse("internships:presence", args=[past.code]), {"tab": "absent"})
    assert surnames(absent.context["page"].object_list) == IN_ORDER
    for application in past.applications.all():
        make_presence(past, user=application.user)
    came = browser.get(reverse("internships:presence", args=[past.code]))
    assert [row.attendance.user.profile.surname for row in came.context["people"]] == IN_ORDER


def test_city_of_the_board_and_the_application_lead_to_the_list(browser_of: Browser, halyna: User) -> None:
    application = make_application(day=make_day(), user=make_person(city="Бар"))
    browser = browser_of(halyna)
    link = f'href="{ALL}?city=%D0%91%D0%B0%D1%80"'
    assert link in browser.get(reverse("internships:teach_day", args=[application.day.code])).content.decode()
    page = browser.get(reverse("internships:teach_application", args=[application.code])).content.decode()
    assert link in page
    assert f'href="{ALL}?organisation={application.house.code}"' in page
    assert f'href="{ALL}"' in browser.get(reverse("internships:teach_days")).content.decode()


def test_application_says_that_the_person_has_been_here(browser_of: Browser, halyna: User) -> None:
    before = make_presence(make_held_day(on=date(2026, 5, 12)))
    application = make_application(day=make_day(), user=before.user)
    page = browser_of(halyna).get(reverse("internships:teach_application", args=[application.code]))
    assert page.context["before"] == "участь: 12 травня"


@pytest.mark.parametrize("people", [1, 3])
def test_list_asks_the_same_however_many_apply(browser_of: Browser, halyna: User, people: int, django_assert_num_queries: Any) -> None:
    day = make_day(capacity=None)
    for _number in range(people):
        accepted_for(day)
    house = Organisation.objects.get()
    past = held(day)
    for application in past.applications.all():
        make_presence(past, user=application.user)
    browser = browser_of(halyna)
    browser.get(ALL)
    with django_assert_num_queries(LIST_QUERIES):
        browser.get(ALL, {"organisation": house.code})


LIST_QUERIES = 9


@pytest.mark.parametrize("people", [1, 3])
def test_who_came_twice_asks_the_same_however_many(browser_of: Browser, halyna: User, people: int, django_assert_num_queries: Any) -> None:
    days = [make_held_day(on=date(2026, month, 12)) for month in (5, 6)]
    users = [make_person() for _number in range(people)]
    for day in days:
        for user in users:
            make_presence(day, user=user)
    browser = browser_of(halyna)
    browser.get(ALL)
    with django_assert_num_queries(TWICE_QUERIES):
        response = browser.get(reverse("internships:came_twice"))
    assert len(response.context["people"]) == people


TWICE_QUERIES = 8
