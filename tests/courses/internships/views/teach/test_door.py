"""The door without scripts: who is let in, who is not and why, in words."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.internships.applying import accept_application, withdraw_application
from courses.internships.arriving import check_in
from courses.internships.days import cancel_day
from courses.internships.models import Application, Attendance, Group, GroupMember
from courses.internships.passes import pass_text
from school.accounts.models import User
from tests.courses.internships.test_arriving import begun, seen
from tests.factories.internships import make_application, make_day, make_person

pytestmark = pytest.mark.django_db
POSTS = ["door_in", "door_pass", "door_out", "door_walk_in"]


def accepted(day, actor, **who) -> Application:
    return accept_application(application=make_application(day=day, user=make_person(**who)), actor=actor)


def words(response) -> str:
    """The page with plain spaces for those that hold words together."""
    return response.content.decode().replace("\u00a0", " ")


@pytest.fixture
def coordinator(client, halyna):
    client.force_login(halyna)
    return client


def at(name: str, day, *args: str) -> str:
    return reverse(f"internships:{name}", args=[day.code, *args])


@pytest.mark.parametrize("who", ["petro", "olena", "taras"])
def test_the_door_is_for_coordinators_only(client, halyna, who, request):
    day = make_day()
    application = accepted(day, halyna)
    day = begun(day)
    client.force_login(request.getfixturevalue(who))
    assert client.get(at("door", day)).status_code == 404
    answers = [client.post(at(name, day), {"application": application.code, "text": pass_text(application)}).status_code for name in POSTS]
    assert (answers, Attendance.objects.count()) == ([404] * 4, 0)


def test_whoever_is_not_signed_in_is_asked_to(client):
    assert client.get(at("door", make_day())).status_code == 302


def test_one_press_lets_a_person_of_the_list_in(coordinator, halyna):
    day = make_day()
    application = accepted(day, halyna, surname="Ґалаґан")
    day = begun(day)
    response = coordinator.post(at("door_in", day), {"application": application.code}, follow=True)
    row = Attendance.objects.get()
    assert (row.user, row.application, row.source, row.recorded_by) == (application.user, application, "name", halyna)
    page = response.content.decode()
    assert "Вітаємо" in page
    assert "Ґалаґан" in page
    assert "Прийшли 1 із 1" in page


@pytest.mark.parametrize("typed", ["ґалаґан", "ҐАЛАҐАН", "Ґал", "code"])
def test_people_are_found_in_any_letter_case_and_by_code(coordinator, halyna, typed):
    day = make_day()
    application, _other = accepted(day, halyna, surname="Ґалаґан"), accepted(day, halyna, surname="Мороз")
    response = coordinator.get(at("door", day), {"q": application.code.lower() if typed == "code" else typed})
    assert list(response.context["found"]) == [application]


def test_whoever_came_moves_to_the_other_list(coordinator, halyna):
    day = make_day()
    came, waited = accepted(day, halyna), accepted(day, halyna)
    day = begun(day)
    check_in(day=day, user=came.user, actor=halyna)
    assert list(coordinator.get(at("door", day)).context["page"].object_list) == [waited]
    here = coordinator.get(at("door", day), {"tab": "here"})
    assert [row.user for row in here.context["page"].object_list] == [came.user]
    assert here.context["counts"] == {"came": 1, "accepted": 2, "over": 0}


def test_genuine_pass_lets_in_and_its_code_alone_too(coordinator, halyna):
    day = make_day()
    first, second = accepted(day, halyna), accepted(day, halyna)
    day = begun(day)
    coordinator.post(at("door_pass", day), {"text": f" {pass_text(first).lower()} "})
    coordinator.post(at("door_pass", day), {"text": second.code.lower()})
    assert list(Attendance.objects.order_by("pk").values_list("user", "source")) == [(first.user_id, "pass"), (second.user_id, "pass")]


def refused(client, day, text: str) -> str:
    response = client.post(at("door_pass", day), {"text": text})
    assert (response.status_code, Attendance.objects.filter(day=day).count()) == (409, 0)
    return words(response)


def test_pass_of_another_day_names_that_day(coordinator, halyna):
    other = make_day(in_days=11)
    assert f"{other.date:%d.%m.%Y}" in refused(coordinator, begun(make_day()), pass_text(accepted(other, halyna)))


def test_forged_withdrawn_unknown_and_cancelled_are_refused_in_words(coordinator, halyna):
    day = make_day()
    gone, good = accepted(day, halyna), accepted(day, halyna)
    withdraw_application(application=gone, actor=halyna, reason="Хворіє.")
    today = begun(day)
    assert "підроблена або пошкоджена" in refused(coordinator, today, pass_text(good)[:-3] + "AAA")
    assert "немає місця" in refused(coordinator, today, pass_text(gone))
    assert "Такого коду немає" in refused(coordinator, today, "AAAAAAAAAA")
    assert "не наша перепустка" in refused(coordinator, today, "https://example.org/")
    cancel_day(day=today, actor=halyna, reason="Немає світла.")
    assert "Цей день скасовано" in refused(coordinator, today, pass_text(good))


def test_second_scan_says_since_when_and_by_whom_and_changes_nothing(coordinator, halyna):
    day = make_day()
    application = accepted(day, halyna)
    day = begun(day)
    for _time in range(2):
        response = coordinator.post(at("door_pass", day), {"text": pass_text(application)}, follow=True)
    row = Attendance.objects.get()
    assert row.scans.count() == 1
    page = response.content.decode()
    assert "Уже на місці" in page
    assert "Бондар Галина" in page


def test_whoever_leaves_can_come_back(coordinator, halyna):
    day = make_day()
    application = accepted(day, halyna)
    day = begun(day)
    coordinator.post(at("door_in", day), {"application": application.code})
    row = Attendance.objects.get()
    for _time in range(2):
        assert "До побачення" in coordinator.post(at("door_out", day), {"attendance": row.code}, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.left_at is not None, row.scans.count()) == (True, 2)
    coordinator.post(at("door_in", day), {"attendance": row.code})
    row.refresh_from_db()
    assert (row.left_at, row.scans.count()) == (None, 3)


WALK_IN = {"email": "new@example.org", "surname": "Їжакевич", "given_name": "В'ячеслав", "organisation": "ГО «Ґрунт»", "city": ""}


def test_walk_in_gets_an_account_and_is_over_the_number(coordinator, halyna):
    day = begun(make_day())
    page = coordinator.post(at("door_walk_in", day), WALK_IN, follow=True).content.decode()
    row = Attendance.objects.get()
    assert (row.user.email, row.source, row.application) == ("new@example.org", "walk_in", None)
    assert "понад число" in page
    assert "Їжакевич" in page


def test_walk_in_who_has_applied_is_recognised_and_told(coordinator, halyna):
    day = make_day()
    asked, placed = make_application(day=day), accepted(day, halyna)
    day = begun(day)
    said = [
        coordinator.post(at("door_walk_in", day), WALK_IN | {"email": row.user.email.upper()}, follow=True).content.decode()
        for row in (asked, placed)
    ]
    assert ["заявку долучено" in page for page in said] == [True, True]
    assert ["понад число" in page.split("<main")[1] for page in said] == [True, False]
    assert list(Attendance.objects.order_by("pk").values_list("application", "source")) == [(asked.pk, "walk_in"), (placed.pk, "name")]


@pytest.mark.parametrize("slip", [{"email": "не пошта"}, {"surname": ""}, {"surname": "<b>1</b>"}])
def test_walk_in_with_a_slip_is_asked_again(coordinator, halyna, slip):
    day = begun(make_day())
    response = coordinator.post(at("door_walk_in", day), WALK_IN | slip)
    assert (response.status_code, Attendance.objects.count(), User.objects.filter(email="new@example.org").count()) == (400, 0, 0)


def test_people_of_other_days_are_not_let_in_here(coordinator, halyna):
    other = accepted(make_day(), halyna)
    there = begun(other.day)
    came = check_in(day=there, user=other.user, actor=halyna).attendance
    here = begun(make_day())
    assert coordinator.post(at("door_in", here), {"application": other.code}).status_code == 404
    assert coordinator.post(at("door_out", here), {"attendance": came.code}).status_code == 404
    assert coordinator.get(at("door_answer", here, came.code)).status_code == 404


def test_doors_are_shut_the_day_before(coordinator, halyna):
    application = accepted(make_day(in_days=5), halyna)
    response = coordinator.post(at("door_in", application.day), {"application": application.code})
    assert response.status_code == 409
    assert "ще не відчинено" in words(response)


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize("asked", [{}, {"tab": "here"}, {"q": "Прізвище"}])
def test_the_door_asks_the_same_however_many_come(coordinator, halyna, people, asked, django_assert_num_queries):
    day = make_day(capacity=20)
    came, _waited = [accepted(day, halyna) for _n in range(people)], [accepted(day, halyna) for _n in range(people)]
    day = begun(day)
    for row in came:
        check_in(day=day, user=row.user, actor=halyna)
    coordinator.get(at("door", day), asked)
    with django_assert_num_queries(10):
        coordinator.get(at("door", day), asked)


def test_the_board_leads_to_the_door_on_the_day_and_around_it(coordinator):
    shown = [at("door", day) in coordinator.get(at("teach_day", day)).content.decode() for day in (make_day(in_days=1), make_day(in_days=9))]
    assert shown == [True, False]


def test_the_door_says_when_each_device_was_last_heard(coordinator, halyna):
    day = make_day()
    application = accepted(day, halyna)
    day, now = begun(day), timezone.now()
    seen(day, application.user, now, device="4F2A")
    (row,) = coordinator.get(at("door", day)).context["devices"]
    assert (row["device"], row["marks"], row["last"] >= now) == ("4F2A", 1, True)


def test_the_app_names_nobody(coordinator, halyna):
    day = make_day()
    accepted(day, halyna, surname="Ґалаґан")
    response = coordinator.get(at("door_app", begun(day)))
    assert (response.status_code, "Ґалаґан" in response.content.decode()) == (200, False)


def test_the_app_is_for_coordinators_only(client, petro):
    client.force_login(petro)
    assert client.get(at("door_app", make_day())).status_code == 404


def test_whoever_is_in_a_group_is_sent_to_it(coordinator, halyna):
    day = make_day()
    application = accepted(day, halyna)
    GroupMember.objects.create(group=Group.objects.create(day=day, number=2), application=application)
    day = begun(day)
    page = words(coordinator.post(at("door_in", day), {"application": application.code}, follow=True))
    assert "Група 2" in page
    assert coordinator.get(at("door_sync", day)).json()["list"]["people"][0]["group"] == 2


def test_walk_in_of_a_name_in_the_list_is_asked_about_once(coordinator, halyna):
    day = make_day()
    known = accepted(day, halyna, surname="Їжакевич")
    day, said = begun(day), WALK_IN | {"given_name": "Ім’я"}
    response = coordinator.post(at("door_walk_in", day), said)
    assert (response.status_code, response.context["twin"], Attendance.objects.count()) == (400, known, 0)
    assert "Це інша людина" in words(response)
    coordinator.post(at("door_walk_in", day), said | {"sure": "1"})
    assert Attendance.objects.get().user.email == "new@example.org"
