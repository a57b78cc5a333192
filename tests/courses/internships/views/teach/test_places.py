"""The page that changes the number of places: whom it touches is shown first."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from courses.internships.applying import accept_application
from courses.internships.models import InternshipDay
from courses.learning.models import Offer
from tests.factories.internships import make_application, make_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, halyna) -> Client:
    client.force_login(halyna)
    return client


def address(day: InternshipDay, name: str = "day_places") -> str:
    return reverse(f"internships:{name}", args=[day.code])


def full_day(people: int = 3) -> InternshipDay:
    day = make_day(capacity=people)
    for _number in range(people):
        accept_application(application=make_application(day=day), actor=None)
    return day


def test_the_preview_says_who_is_over_and_changes_nothing(desk: Client) -> None:
    response = desk.post(address(full_day()), {"capacity": "1"})
    page = response.content.decode()
    assert (response.status_code, Offer.objects.get().capacity) == (200, 3)
    assert (response.context["touched"]["over"], len(response.context["touched"]["latest"])) == (2, 2)
    assert ("на 2 місця більше, ніж буде" in page, "Листів не буде" in page) == (True, True)


def test_after_the_preview_the_board_says_what_it_comes_down_to(desk: Client) -> None:
    response = desk.post(address(full_day()), {"capacity": "1", "change": "1"}, follow=True)
    offer = Offer.objects.get()
    assert (offer.capacity, offer.shrink_to, offer.taken) == (3, 1, 3)
    assert "місць 3, буде 1, щойно їх повернуть" in response.content.decode()


@pytest.mark.parametrize(
    ("data", "field"), [({"capacity": "0"}, "capacity"), ({"capacity": "багато"}, "capacity"), ({"capacity": "3"}, "__all__"), ({"capacity": "3", "per_city": "-1"}, "per_city")]
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_kept(desk: Client, data: dict[str, str], field: str) -> None:
    response = desk.post(address(full_day()), data | {"change": "1"})
    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])
    assert (response.context["form"]["capacity"].value(), Offer.objects.get().capacity) == (data["capacity"], 3)


def test_in_the_cms_fewer_than_taken_is_refused_in_words_with_what_was_typed(client: Client, admin) -> None:
    client.force_login(admin)
    day = full_day()
    edit = reverse("wagtailsnippets_internships_internshipday:edit", args=[day.pk])
    form = client.get(edit).context["form"]
    data = {bound.html_name: bound.value() for bound in form if bound.value() is not None} | {"capacity": "2", "hours": "5", "shown": "on"}
    for formset in form.formsets.values():
        data |= {f"{formset.prefix}-TOTAL_FORMS": 0, f"{formset.prefix}-INITIAL_FORMS": 0}
    response = client.post(edit, data)
    form = response.context["form"]
    assert (form["capacity"].value(), form["hours"].value()) == ("2", "5")
    (said,) = form.errors["capacity"]
    assert (said.startswith("Уже мають місце, осіб: 3."), f'<a href="{address(day)}">' in said) == (True, True)
    assert Offer.objects.get().capacity == 3


@pytest.mark.parametrize("who", ["petro", "taras", "oksana"])
def test_others_find_no_such_page(client: Client, who: str, request) -> None:
    day = full_day()
    assert client.get(address(day)).status_code == 302
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(day)).status_code == 404
    assert client.post(address(day), {"capacity": "1", "change": "1"}).status_code == 404
    assert Offer.objects.get().capacity == 3


@pytest.mark.parametrize("people", [1, 3])
def test_queries_of_the_preview_do_not_grow(desk: Client, people: int, django_assert_num_queries) -> None:
    day = full_day(people)
    desk.post(address(day), {"capacity": "9", "per_city": "1"})
    with django_assert_num_queries(10):
        desk.post(address(day), {"capacity": "9", "per_city": "1"})
