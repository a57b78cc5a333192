from __future__ import annotations

import re

import pytest
from django.urls import reverse

from courses.internships.applying import withdraw_application
from courses.internships.models import Application, Approval
from school.foundation.models import Letter, Link
from tests.factories.internships import make_application, make_day, make_person

pytestmark = pytest.mark.django_db

BOSS = {"superior_name": "Ірина Бойко", "superior_email": "boss@example.org"}


@pytest.fixture
def application() -> Application:
    return make_application(day=make_day(needs_approval=True), user=make_person(surname="Кравчук"), **BOSS)


def link() -> str:
    letter = Letter.objects.filter(to="boss@example.org").latest("pk")
    return re.search(r"/link/[^/\s]+/", letter.text)[0]


def state() -> str:
    return Approval.objects.latest("pk").state


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_mail_scanner_that_opens_the_link_changes_nothing(client, application, method):
    address = link()
    for _time in range(3):
        assert getattr(client, method)(address).status_code == 200
    assert (state(), Link.objects.get().used_at) == ("asked", None)


def test_the_page_shows_who_what_when_and_where(client, application):
    page = client.get(link()).content.decode()
    assert all(words in page for words in ("Кравчук", "Вінницька міська рада", "урядування", "Прозорий"))


def test_approving_works_once_and_the_link_says_so_afterwards(client, application):
    address = link()
    response = client.post(address, {"action": "approve"})
    assert (response.status_code, response.context["answered"], state()) == (200, "approved", "approved")
    assert client.get(address).status_code == 410
    assert client.post(address, {"action": "decline", "reason": "Ні"}).status_code == 410
    assert state() == "approved"


def test_declining_without_a_reason_asks_for_it(client, application):
    address = link()
    response = client.post(address, {"action": "decline", "reason": ""})
    assert (response.status_code, list(response.context["form"].errors)) == (400, ["reason"])
    assert (state(), Link.objects.get().used_at) == ("asked", None)
    assert client.post(address, {"action": "decline", "reason": "Звітний тиждень."}).context["answered"] == "declined"
    assert Approval.objects.get().reason == "Звітний тиждень."


def test_the_link_of_a_withdrawn_application_says_so(client, application):
    withdraw_application(application=application, actor=application.user)
    response = client.post(link(), {"action": "approve"})
    assert response.status_code == 410
    assert response.context["problem"] == "Цю заявку більше не розглядають: погоджувати нічого не потрібно."
    assert state() == "asked"


def test_applying_asks_for_the_superior(client):
    day, user = make_day(needs_approval=True), make_person()
    client.force_login(user)
    address = reverse("internships:apply", args=[day.code])
    response = client.post(address, {"why": "Вчитися", "superior_email": user.email})
    assert (response.status_code, set(response.context["form"].errors)) == (400, {"superior_name", "superior_email"})
    assert client.post(address, {"why": "Вчитися", **BOSS}).status_code == 302
    assert state() == "asked"


def test_the_applicant_sends_a_new_link_to_another(client, application):
    client.force_login(application.user)
    address = reverse("internships:ask_superior", args=[application.code])
    assert client.get(address).context["form"].initial["superior_email"] == "boss@example.org"
    response = client.post(address, {"superior_name": "Олег Коваль", "superior_email": "other@example.org"})
    assert response["Location"] == reverse("internships:application", args=[application.code])
    assert Application.objects.get().approval.email == "other@example.org"


def test_a_stranger_does_not_ask_for_another(client, application, petro):
    client.force_login(petro)
    address = reverse("internships:ask_superior", args=[application.code])
    assert client.get(address).status_code == 404
    assert client.post(address, {"superior_name": "Я", "superior_email": "petro@example.org"}).status_code == 404
    assert Approval.objects.count() == 1


def test_the_coordinator_ticks_to_accept_without_approval(client, application, halyna):
    client.force_login(halyna)
    board = reverse("internships:teach_day", args=[application.day.code])
    assert "керівник ще не відповів" in client.get(board).content.decode()
    address = reverse("internships:decide", args=[application.day.code])
    client.post(address, {"application": application.code, "action": "accept"})
    assert Application.objects.get().state == "applied"
    client.post(address, {"application": application.code, "action": "accept", "without_approval": "on"})
    assert Application.objects.get().state == "accepted"


@pytest.mark.parametrize("people", [1, 3])
def test_the_board_with_approvals_asks_the_same(client, halyna, people, django_assert_num_queries):
    day = make_day(needs_approval=True)
    for _number in range(people):
        make_application(day=day, **BOSS)
    client.force_login(halyna)
    client.get(reverse("internships:teach_day", args=[day.code]))
    with django_assert_num_queries(11):
        client.get(reverse("internships:teach_day", args=[day.code]))
