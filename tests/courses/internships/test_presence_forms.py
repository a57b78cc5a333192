"""In Wagtail the parts of a day stand still once somebody was seen: hours are counted by them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.internships.models import InternshipDay
from courses.internships.settling import settle_day
from school.accounts.models import User
from tests.factories.presence import make_held_day, make_presence

pytestmark = pytest.mark.django_db
SENTENCE = "На цей день уже прийшли люди"


@pytest.fixture
def desk(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


def address(day: InternshipDay) -> str:
    return reverse("wagtailsnippets_internships_internshipday:edit", args=[day.pk])


def as_shown(desk: Client, day: InternshipDay) -> dict[str, Any]:
    """What the browser sends back untouched."""
    form = desk.get(address(day)).context["form"]
    data = {bound.html_name: bound.value() for bound in form if bound.value() is not None and bound.value() is not False}
    for formset in form.formsets.values():
        rows = [*formset.management_form, *(bound for row in formset.forms for bound in row)]
        data |= {bound.html_name: bound.value() for bound in rows if bound.value() is not None and bound.value() is not False}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in data.items()}


def send(desk: Client, day: InternshipDay, **changes: Any) -> str:
    return desk.post(address(day), as_shown(desk, day) | changes, follow=True).content.decode()


@pytest.mark.parametrize("change", [{"slots-0-starts": "09:30"}, {"slots-0-kind": "break"}, {"slots-0-DELETE": "1"}])
def test_part_of_a_day_that_people_came_to_is_not_moved_changed_or_removed(desk: Client, change: dict[str, str]) -> None:
    day = make_presence(make_held_day()).day
    before = list(day.slots.values_list("starts", "kind"))
    assert SENTENCE in send(desk, day, **change)
    assert list(day.slots.values_list("starts", "kind")) == before


def test_words_of_a_part_may_still_be_corrected(desk: Client) -> None:
    day = make_presence(make_held_day()).day
    assert SENTENCE not in send(desk, day, **{"slots-0-title_uk": "Портал"})
    assert day.slots.all()[0].title_uk == "Портал"


def test_parts_are_free_while_nobody_came(desk: Client) -> None:
    day = make_held_day()
    assert SENTENCE not in send(desk, day, **{"slots-0-starts": "09:30"})
    assert f"{day.slots.all()[0].starts:%H:%M}" == "09:30"


def test_after_the_confirmation_no_part_is_added(desk: Client, halyna: User) -> None:
    day = make_presence(make_held_day()).day
    settle_day(day=day, actor=halyna)
    new = {
        "slots-TOTAL_FORMS": "5",
        "slots-4-starts": "14:30",
        "slots-4-ends": "15:00",
        "slots-4-kind": "theory",
        "slots-4-title_uk": "Ще",
        "slots-4-ORDER": "5",
    }
    assert SENTENCE in send(desk, day, **new)
    assert day.slots.count() == 4
