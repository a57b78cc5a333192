"""Links work once; a link that does not work says why in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from school.foundation import links
from school.foundation.models import Link

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def purpose() -> Iterator[None]:
    links.register("test", lambda request, link: HttpResponse(f"{link.holder} {link.data['run']}"))
    yield
    links._answers.pop("test")


def make(days: int = 14) -> str:
    return links.make_link("test", data={"run": "AB"}, holder="olena@example.org", days=days).removeprefix(settings.PUBLIC_URL)


def test_good_link_leads_to_its_room_and_is_told_to_nobody(client: Client) -> None:
    response = client.get(make())
    assert (response.status_code, response.content) == (200, b"olena@example.org AB")
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("same-origin", "noindex")


def test_token_is_not_kept() -> None:
    token = make().strip("/").rsplit("/", 1)[-1]
    row = Link.objects.get()
    assert token not in str(row.__dict__)
    assert links.find(token) == row


def test_one_of_two_gets_to_use_it() -> None:
    make()
    link = Link.objects.get()
    assert [links.use(link), links.use(Link.objects.get())] == [True, False]


def test_used_link_says_when_it_worked(client: Client) -> None:
    address = make()
    links.use(Link.objects.get())
    response = client.get(address)
    assert response.status_code == 410
    assert "Це посилання вже використано" in " ".join(response.content.decode().split())


@pytest.mark.parametrize(("address", "said"), [("/link/{}/", "Строк цього посилання минув"), ("/en/link/{}/", "The term of this link is over")])
def test_expired_link_says_so_in_the_language_of_the_page(client: Client, address: str, said: str) -> None:
    token = make().strip("/").rsplit("/", 1)[-1]
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    response = client.get(address.format(token))
    assert response.status_code == 410
    assert said in " ".join(response.content.decode().split())


@pytest.mark.parametrize("token", ["nothing", "ї" * 40, "a" * 3000])
def test_unknown_link_says_so(client: Client, token: str) -> None:
    response = client.get(f"/link/{token}/")
    assert response.status_code == 404
    assert "Це посилання не працює" in " ".join(response.content.decode().split())


def test_link_of_a_room_that_is_gone_is_unknown(client: Client) -> None:
    address = make()
    Link.objects.update(purpose="gone")
    assert client.get(address).status_code == 404
