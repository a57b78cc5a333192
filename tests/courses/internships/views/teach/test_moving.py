"""The page that moves a day: it shows first, and moves only then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.internships.applying import accept_application
from courses.internships.days import cancel_day
from courses.internships.models import InternshipDay
from courses.internships.moving import move_day
from school.foundation.calendar import KYIV, last_day
from school.foundation.models import Letter
from tests.courses.internships.test_moving import elsewhere
from tests.factories.internships import make_application, make_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, halyna) -> Client:
    client.force_login(halyna)
    return client


def address(day: InternshipDay, name: str = "move_day") -> str:
    return reverse(f"internships:{name}", args=[day.code])


def asked(day: InternshipDay, *, days: int = 7, **changes: Any) -> dict[str, Any]:
    start = day.starts_at.astimezone(KYIV) + timedelta(days=days)
    values = {
        "date": start.date().isoformat(), "starts": "09:00", "ends": "17:00", "apply_by": last_day(day.apply_by_at).isoformat(), "venue_uk": day.venue_uk,
        "venue_en": day.venue_en, "address_uk": day.address_uk, "address_en": day.address_en, "reason": "Ремонт зали.", "sequence": day.sequence,
    }  # fmt: skip
    return values | changes


def test_the_preview_says_what_changes_and_for_whom_and_changes_nothing(desk: Client, halyna) -> None:
    day = make_day(capacity=1)
    for _number in range(2):
        accept_application(application=make_application(day=day), actor=halyna)
    response = desk.post(address(day), asked(day, venue_uk="Велика зала", ends="16:00"))
    page = response.content.decode()
    assert response.status_code == 200
    assert [row["label"] for row in response.context["changes"]] == ["Початок", "Кінець", "Місце проведення українською"]
    assert response.context["touched"] == {"accepted": 1, "waiting": 1, "applied": 0, "heads": 0, "all": 2}
    assert ("Велика зала" in page, "Ремонт зали." in page, "Перенести й надіслати 2 листи" in page) == (True, True, True)
    assert (InternshipDay.objects.get().sequence, Letter.objects.filter(purpose="day_moved").count()) == (0, 0)


def test_after_the_preview_it_moves(desk: Client) -> None:
    day = make_day()
    make_application(day=day)
    preview = desk.post(address(day), asked(day))
    hidden = {name: preview.context["form"][name].value() for name in preview.context["form"].fields}
    response = desk.post(address(day), hidden | {"move": "1"})
    after = InternshipDay.objects.get()
    assert (response["Location"], after.starts_at) == (address(day, "teach_day"), day.starts_at.astimezone(KYIV) + timedelta(days=7))
    assert Letter.objects.filter(purpose="day_moved").count() == 1


def test_going_back_keeps_what_was_typed(desk: Client) -> None:
    day = make_day()
    response = desk.post(address(day), asked(day, venue_uk="Велика зала") | {"back": "1"})
    assert response.context["form"]["venue_uk"].value() == "Велика зала"
    assert InternshipDay.objects.get().sequence == 0


def test_what_somebody_else_moved_meanwhile_is_not_moved_again(desk: Client) -> None:
    day = make_day()
    values = asked(day) | {"move": "1"}
    move_day(day=day, move=elsewhere(day, days=14), actor=None, reason="Свято.")
    response = desk.post(address(day), values)
    assert (response.status_code, InternshipDay.objects.get().sequence) == (400, 1)
    assert "Тим часом день уже перенесли" in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"days": -20}, "apply_by"),
        ({"ends": "08:00"}, "ends"),
        ({"reason": ""}, "reason"),
        ({"days": 0}, "__all__"),
        ({"venue_uk": ""}, "venue_uk"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(desk: Client, changes: dict[str, Any], field: str) -> None:
    day = make_day()
    response = desk.post(address(day), asked(day, **changes) | {"move": "1"})
    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])
    assert InternshipDay.objects.get().sequence == 0


def test_a_past_and_a_cancelled_day_say_why_not(desk: Client, halyna) -> None:
    past, cancelled = make_day(in_days=-2), make_day()
    cancel_day(day=cancelled, actor=halyna, reason="Немає світла.")
    for day in (past, cancelled):
        for response in (desk.get(address(day)), desk.post(address(day), asked(day) | {"move": "1"})):
            assert "refused" in response.context
    assert set(InternshipDay.objects.values_list("sequence", flat=True)) == {0}


@pytest.mark.parametrize("who", ["petro", "taras", "oksana"])
def test_others_find_no_such_page(client: Client, who: str, request) -> None:
    day = make_day()
    assert client.get(address(day)).status_code == 302
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(day)).status_code == 404
    assert client.post(address(day), asked(day) | {"move": "1"}).status_code == 404
    assert InternshipDay.objects.get().sequence == 0


def test_in_the_cms_date_and_place_stand_still_once_somebody_has_applied(client: Client, admin) -> None:
    client.force_login(admin)
    day = make_day()
    edit = reverse("wagtailsnippets_internships_internshipday:edit", args=[day.pk])
    names = ("starts_at", "ends_at", "venue_uk", "venue_en", "address_uk", "address_en")
    assert not any(client.get(edit).context["form"].fields[name].disabled for name in names)
    make_application(day=day)
    response = client.get(edit)
    assert all(response.context["form"].fields[name].disabled for name in names)
    assert f'<a href="{address(day)}">' in response.content.decode()


def test_cancelling_says_which_letters_go(desk: Client, halyna) -> None:
    day = make_day()
    accept_application(application=make_application(day=day), actor=halyna)
    make_application(day=day)
    page = desk.get(address(day, "cancel_day"))
    assert page.context["touched"] == {"accepted": 1, "waiting": 0, "applied": 1, "heads": 0, "all": 2}
    assert "Підуть 2 листи:" in page.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_preview_do_not_grow(desk: Client, halyna, number: int, django_assert_num_queries) -> None:
    day = make_day(capacity=5)
    for _number in range(number):
        accept_application(application=make_application(day=day), actor=halyna)
    desk.post(address(day), asked(day))
    with django_assert_num_queries(9):
        desk.post(address(day), asked(day))
