"""What devices send from the door: nothing lost, nothing doubled, every answer in words."""

from __future__ import annotations

import base64
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.internships.applying import accept_application, withdraw_application
from courses.internships.arriving import check_in
from courses.internships.days import cancel_day
from courses.internships.door_batch import BYTES, MOST
from courses.internships.models import Application, Attendance, Scan
from school.accounts.models import User
from school.foundation import keys
from school.foundation.calendar import deadline
from tests.courses.internships.test_arriving import begun
from tests.factories.internships import make_application, make_day, make_person

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
PERSON = {"email": "new@example.org", "surname": "Їжакевич", "given_name": "В’ячеслав", "organisation": "ГО «Ґрунт»"}


def accepted(day, actor, **who) -> Application:
    return accept_application(application=make_application(day=day, user=make_person(**who)), actor=actor)


@pytest.fixture
def coordinator(client, halyna):
    client.force_login(halyna)
    return client


def address(day) -> str:
    return reverse("internships:door_sync", args=[day.code])


def mark(device_at: datetime | None = None, **said: Any) -> dict[str, Any]:
    at = device_at or timezone.now() - MINUTE
    return {"id": str(uuid4()), "how": "pass", "way": "in", "device_at": at.isoformat(), "mono": 10.0, "clock": "c1", "offset": 0, **said}


def send(client: Client, day, *marks: Any, status: int = 200, **said: Any) -> dict[str, Any]:
    batch = {"device": "А", "device_at": timezone.now().isoformat(), "mono": 70.0, "clock": "c1", "sightings": list(marks), **said}
    response = client.post(address(day), json.dumps(batch), content_type="application/json")
    assert response.status_code == status
    return response.json()


@pytest.mark.parametrize("who", ["petro", "olena", "taras"])
def test_devices_of_others_get_nothing(client, halyna, who, request):
    day = make_day()
    row = accepted(day, halyna)
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(day)).status_code == 404
    assert client.post(address(begun(day)), {"sightings": [mark(application=row.code)]}, content_type="application/json").status_code == 404
    assert Attendance.objects.count() == 0


def test_whoever_is_signed_out_is_told_that_nothing_is_lost(client):
    response = client.post(address(make_day()), {}, content_type="application/json")
    assert (response.status_code, "зберігається" in response.json()["problem"]) == (401, True)


def test_a_page_of_another_site_cannot_send(halyna):
    client = Client(enforce_csrf_checks=True)
    client.force_login(halyna)
    day = begun(make_day())
    batch = json.dumps({"device_at": timezone.now().isoformat(), "sightings": []})
    assert client.post(address(day), batch, content_type="application/json").status_code == 403
    token = client.get(address(day)).json()["token"]
    assert client.post(address(day), batch, content_type="application/json", headers={"X-CSRFToken": token}).status_code == 200


def test_the_list_names_people_states_keys_and_other_days_but_no_mail(coordinator, halyna):
    day, other = make_day(), make_day(in_days=11)
    placed, asked = accepted(day, halyna, surname="Ґалаґан"), make_application(day=day, user=make_person(surname="Мороз"))
    day = begun(day)
    check_in(day=day, user=placed.user, actor=halyna)
    response = coordinator.get(address(day))
    told = response.json()["list"]
    assert {row["code"]: (row["name"], row["placed"], row["state"], bool(row["in"]), row["by"]) for row in told["people"]} == {
        placed.code: ("Ґалаґан Ім’я", True, "", True, "Бондар Галина"),
        asked.code: ("Мороз Ім’я", False, asked.get_state_display(), False, ""),
    }
    assert [base64.b64decode(key) for key in told["keys"]] == keys.public_keys("passes")
    assert list(told["days"]) == [other.code]
    assert told["expires_at"] == deadline(day.date).isoformat()
    assert "@" not in response.content.decode()


def test_the_list_is_sent_again_only_when_it_changed(coordinator, halyna):
    day = make_day()
    row = accepted(day, halyna)
    day = begun(day)
    first = coordinator.get(address(day)).json()["list"]
    assert send(coordinator, day, have=first["version"])["list"]["people"] is None
    changed = send(coordinator, day, mark(application=row.code), have=first["version"])["list"]
    assert changed["people"][0]["in"] is not None


def test_mark_sent_twice_is_kept_once(coordinator, halyna):
    day = make_day()
    row = accepted(day, halyna)
    day, seen = begun(day), mark(application=row.code)
    assert [send(coordinator, day, seen)["results"] for _time in range(2)] == [
        [{"client_id": seen["id"], "state": "kept", "text": ""}],
        [{"client_id": seen["id"], "state": "known", "text": ""}],
    ]
    assert send(coordinator, day, seen, seen)["results"][1]["state"] == "known"
    assert (Attendance.objects.count(), Scan.objects.count()) == (1, 1)


def test_same_pass_on_two_devices_is_one_arrival_at_the_earliest_time_and_said(coordinator, halyna):
    day = make_day()
    row = accepted(day, halyna)
    day, now = begun(day), timezone.now()
    send(coordinator, day, mark(now - 20 * MINUTE, application=row.code), device="А")
    (answer,) = send(coordinator, day, mark(now - 50 * MINUTE, application=row.code, clock="c2"), device="Б", clock="c2")["results"]
    assert abs(Attendance.objects.get().arrived_at - (now - 50 * MINUTE)) < timedelta(seconds=5)
    assert sorted(Scan.objects.values_list("device", flat=True)) == ["А", "Б"]
    assert (answer["state"], "найраніш" in answer["text"]) == ("kept", True)


def test_clock_forty_minutes_off_is_put_right_without_doubt(coordinator, halyna):
    day = make_day()
    row = accepted(day, halyna)
    day, now, wrong = begun(day), timezone.now(), 40 * MINUTE
    send(coordinator, day, mark(now - 30 * MINUTE + wrong, application=row.code, offset=-2400), device_at=(now + wrong).isoformat())
    came = Attendance.objects.get()
    assert (abs(came.arrived_at - (now - 30 * MINUTE)) < timedelta(seconds=5), came.doubtful) == (True, False)


def test_clock_that_jumped_is_told_by_the_monotonic_one_and_doubted(coordinator, halyna):
    day = make_day()
    row = accepted(day, halyna)
    day, now = begun(day), timezone.now()
    jumped = mark(now - 300 * MINUTE, application=row.code, offset=0, mono=100.0)
    (answer,) = send(coordinator, day, jumped, device_at=(now - 290 * MINUTE).isoformat(), mono=700.0)["results"]
    came = Attendance.objects.get()
    assert (abs(came.arrived_at - (now - 10 * MINUTE)) < timedelta(seconds=5), came.doubtful) == (True, True)
    assert "сумнівний" in answer["text"]


def test_application_withdrawn_meanwhile_is_kept_and_told(coordinator, halyna):
    day = make_day()
    row = accepted(day, halyna)
    withdraw_application(application=row, actor=halyna, reason="Помилка.")
    (answer,) = send(coordinator, begun(day), mark(application=row.code))["results"]
    assert (answer["state"], "понад число" in answer["text"], Attendance.objects.get().application) == ("kept", True, row)


def test_walk_in_made_off_line_is_kept_and_one_who_has_applied_is_recognised(coordinator, halyna):
    day = make_day()
    asked = make_application(day=day)
    day = begun(day)
    marks = [mark(how="walk_in", person=PERSON), mark(how="walk_in", person=PERSON | {"email": asked.user.email})]
    answers = send(coordinator, day, *marks)["results"]
    assert ([row["state"] for row in answers], "заявку долучено" in answers[1]["text"]) == (["kept", "kept"], True)
    assert set(Attendance.objects.values_list("user__email", "application", "source")) == {
        ("new@example.org", None, "walk_in"),
        (asked.user.email, asked.pk, "walk_in"),
    }
    assert [row["state"] for row in send(coordinator, day, *marks)["results"]] == ["known", "known"]


def test_walk_in_without_a_mail_is_refused_and_the_rest_of_the_batch_kept(coordinator, halyna):
    day = make_day()
    row = accepted(day, halyna)
    marks = [mark(how="walk_in", person=PERSON | {"email": "собака"}), mark(application="AAAAAAAAAA"), mark(application=row.code)]
    answers = send(coordinator, begun(day), *marks)["results"]
    assert [answer["state"] for answer in answers] == ["refused", "refused", "kept"]
    assert all(answer["text"] for answer in answers[:2])
    assert User.objects.filter(email="new@example.org").count() == 0


def test_pass_of_another_day_and_a_cancelled_day_are_refused_in_words(coordinator, halyna):
    other, day = make_day(in_days=11), make_day()
    stranger, row = accepted(other, halyna), accepted(day, halyna)
    day = begun(day)
    (answer,) = send(coordinator, day, mark(application=stranger.code))["results"]
    assert (answer["state"], "інший день" in answer["text"]) == ("refused", True)
    cancel_day(day=day, actor=halyna, reason="Немає світла.")
    (answer,) = send(coordinator, day, mark(application=row.code))["results"]
    assert (answer["state"], answer["text"], Attendance.objects.count()) == ("refused", "Цей день скасовано.", 0)


def test_departure_and_return_by_the_mark_of_a_walk_in(coordinator, halyna):
    day = begun(make_day())
    came = check_in(day=day, user=make_person(), actor=halyna, source="walk_in").attendance
    send(coordinator, day, mark(timezone.now(), way="out", how="name", attendance=came.code))
    came.refresh_from_db()
    assert came.left_at is not None


HOSTILE = [
    b"",
    b"[]",
    b"null",
    b"{",
    b'{"sightings": 1}',
    b"[" * 100_000,
    b"\xff\xfe",
    b'{"sightings": []}',
    b'{"sightings": [], "device_at": "2026-13-45T99:00"}',
]


@pytest.mark.parametrize("body", [*HOSTILE, b" " * (BYTES + 1)], ids=range(len(HOSTILE) + 1))
def test_hostile_batch_is_answered_with_a_sentence(coordinator, body):
    response = coordinator.post(address(begun(make_day())), body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["problem"].endswith((".", "одразу"))


@pytest.mark.parametrize("marks", [[{}], [1], [{"id": "../../etc"}], [None], [[]], [{"id": {"a": 1}}], [mark()] * (MOST + 1)], ids=range(7))
def test_marks_without_an_id_or_too_many_are_refused_whole(coordinator, marks):
    assert send(coordinator, begun(make_day()), *marks, status=400)["problem"]


@pytest.mark.parametrize(
    "slip",
    [
        {"device_at": "9999-12-31T23:59:59+00:00"}, {"device_at": "0001-01-01T00:00:00+00:00"}, {"device_at": 5}, {"device_at": "2026-11-26T09:00:00"},
        {"how": "paper"}, {"how": ["pass"]}, {"way": "sideways"}, {"application": "A\0\ud800"}, {"application": {"a": 1}},
    ],
    ids=range(9),
)  # fmt: skip
def test_hostile_mark_is_refused_alone(coordinator, halyna, slip):
    day = make_day()
    row = accepted(day, halyna)
    answers = send(coordinator, begun(day), mark(application=row.code) | slip, mark(application=row.code))
    assert [answer["state"] for answer in answers["results"]] == ["refused", "kept"]


@pytest.mark.parametrize("number", [10**400, True, "5", -1e300, None])
def test_numbers_that_make_no_sense_are_left_out(coordinator, halyna, number):
    day = make_day()
    row = accepted(day, halyna)
    send(coordinator, begun(day), mark(application=row.code, offset=number, mono=number))
    assert Scan.objects.values_list("offset_s", "mono_s").get() == (None, None)


@pytest.mark.parametrize("marks", [1, 3])
def test_a_batch_asks_the_same_however_many_marks_it_holds(coordinator, halyna, marks, django_assert_num_queries):
    day = make_day(capacity=20)
    rows = [accepted(day, halyna) for _number in range(marks)]
    day = begun(day)
    coordinator.get(address(day))
    with django_assert_num_queries(20):
        send(coordinator, day, *[mark(application=row.code) for row in rows])
    assert Attendance.objects.count() == marks
