"""The page that copies a day: what comes along is shown before anything is made."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from courses.internships.models import InternshipDay
from school.foundation.calendar import KYIV
from tests.factories.internships import make_application, make_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, halyna) -> Client:
    client.force_login(halyna)
    return client


def address(day: InternshipDay, name: str = "copy_day") -> str:
    return reverse(f"internships:{name}", args=[day.code])


def on(day: InternshipDay, days: int) -> dict[str, str]:
    return {"date": (day.starts_at.astimezone(KYIV) + timedelta(days=days)).date().isoformat()}


def test_the_preview_shows_dates_and_makes_nothing(desk: Client) -> None:
    day = make_day()
    response = desk.post(address(day), on(day, 14))
    assert (response.status_code, InternshipDay.objects.count()) == (200, 1)
    assert [row["label"] for row in response.context["dates"]] == ["День", "Останній день подання заявок"]
    assert (response.context["over"], response.context["along"]) == ([], {"slots": 2, "stations": 0, "materials": 0, "kept": 0, "capacity": 2})


def test_after_the_preview_there_is_a_draft_that_people_do_not_see(desk: Client, petro) -> None:
    day = make_day()
    response = desk.post(address(day), on(day, 14) | {"copy": "1"}, follow=True)
    copy = InternshipDay.objects.exclude(pk=day.pk).get()
    assert (response.redirect_chain[-1][0], copy.published_at) == (address(copy, "teach_day"), None)
    assert [str(said)[:16] for said in response.context["messages"]] == ["Копія – чернетка"]
    desk.force_login(petro)
    assert desk.get(address(copy, "day")).status_code == 404


def test_what_is_over_on_the_copy_is_said(desk: Client) -> None:
    day = make_day(in_days=30)
    response = desk.post(address(day), on(day, -29))
    assert response.context["over"] == ["останній день подання заявок"]
    assert "У копії вже минуло: останній день подання заявок." in response.content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [({"date": "2020-01-01"}, "Ця дата вже минула."), ({"date": "колись"}, "Введіть коректну дату"), ({"date": ""}, "необхідно заповнити")],
)
def test_a_date_that_cannot_be_is_refused_in_words_and_kept(desk: Client, data: dict[str, str], said: str) -> None:
    day = make_day()
    response = desk.post(address(day), data | {"copy": "1"})
    assert (response.status_code, InternshipDay.objects.count()) == (400, 1)
    assert said in str(response.context["form"].errors["date"])
    assert response.context["form"]["date"].value() == data["date"]


def test_another_date_can_be_typed_after_the_preview(desk: Client) -> None:
    day = make_day()
    response = desk.post(address(day), on(day, 14) | {"back": "1"})
    assert response.context["form"]["date"].value() == on(day, 14)["date"]
    assert InternshipDay.objects.count() == 1


def test_board_and_lists_lead_there(desk: Client, admin) -> None:
    day = make_day()
    make_application(day=day)
    for page in (address(day, "teach_day"), reverse("internships:teach_days")):
        assert f'href="{address(day)}"' in desk.get(page).content.decode()
    desk.force_login(admin)
    assert address(day) in desk.get(reverse("wagtailsnippets_internships_internshipday:list")).content.decode()


@pytest.mark.parametrize("who", ["petro", "taras", "oksana"])
def test_others_find_no_such_page(client: Client, who: str, request) -> None:
    day = make_day()
    assert client.get(address(day)).status_code == 302
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(day)).status_code == 404
    assert client.post(address(day), on(day, 14) | {"copy": "1"}).status_code == 404
    assert InternshipDay.objects.count() == 1
