from __future__ import annotations

import pytest
from django.urls import reverse

from courses.internships.applying import accept_application, withdraw_application
from courses.internships.models import Application
from tests.factories.internships import make_application, make_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(halyna) -> Application:
    """A place from the queue, held for a day."""
    day = make_day(capacity=1, confirm_hours=24)
    first, second = (accept_application(application=make_application(day=day), actor=halyna) for _number in range(2))
    withdraw_application(application=first, actor=first.user)
    return Application.objects.get(pk=second.pk)


def test_opening_the_page_confirms_nothing_and_pressing_does(client, held):
    client.force_login(held.user)
    address = reverse("internships:confirm", args=[held.code])
    assert client.get(address).status_code == 200
    assert Application.objects.get(pk=held.pk).confirmed_at is None
    assert client.post(address)["Location"] == reverse("internships:application", args=[held.code])
    assert Application.objects.get(pk=held.pk).confirmed_at is not None
    assert client.get(address).status_code == 302


def test_another_persons_place_is_not_found(client, held, petro):
    client.force_login(petro)
    address = reverse("internships:confirm", args=[held.code])
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    assert Application.objects.get(pk=held.pk).confirmed_at is None


def test_my_application_offers_to_confirm(client, held):
    client.force_login(held.user)
    response = client.get(reverse("internships:application", args=[held.code]))
    assert response.context["awaits"] is True
    assert reverse("internships:confirm", args=[held.code]) in response.content.decode()
