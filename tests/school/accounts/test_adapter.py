from __future__ import annotations

import re

import pytest
from django.test import Client

from school.accounts.models import User
from school.foundation.models import Letter
from tests.factories.accounts import PASSWORD, make_newcomer

pytestmark = pytest.mark.django_db


def button(letter: Letter) -> str:
    """The path behind the letter's button."""
    found = re.search(r"https?://[^/\s]+(/\S+)", letter.text)
    assert found is not None
    return found.group(1)


def sign_up(email: str = "new@example.org", *, prefix: str = "") -> Client:
    client = Client()
    answer = client.post(f"{prefix}/accounts/signup/", {"email": email, "password1": PASSWORD})
    assert answer.status_code == 302
    return client


def test_a_newcomer_gets_a_letter_at_the_public_address(settings: object) -> None:
    settings.PUBLIC_URL = "https://school.example.org"  # type: ignore[attr-defined]
    sign_up()
    letter = Letter.objects.get()
    assert (letter.purpose, letter.to, letter.language) == ("account_confirm", "new@example.org", "uk")
    assert "https://school.example.org/accounts/confirm-email/" in letter.text


def test_a_newcomer_of_the_english_pages_gets_an_english_letter_and_keeps_the_language() -> None:
    sign_up(prefix="/en")
    assert Letter.objects.get().subject == "Confirm your e-mail"
    assert User.objects.get().language == "en"


def test_nobody_learns_from_the_page_that_an_address_is_known() -> None:
    make_newcomer("known@example.org")
    client = sign_up("known@example.org")
    assert client.get("/accounts/confirm-email/").status_code == 200
    assert Letter.objects.get().purpose == "account_exists"
    assert User.objects.count() == 1


def test_a_reset_for_an_unknown_address_says_so_only_in_the_letter() -> None:
    answer = Client().post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert answer.status_code == 302
    assert Letter.objects.get().purpose == "account_unknown"


def test_the_same_letter_is_not_written_twice_for_one_link() -> None:
    make_newcomer("known@example.org")
    client = Client()
    for _again in range(2):
        client.post("/accounts/password/reset/", {"email": "known@example.org"})
    purposes = list(Letter.objects.values_list("purpose", flat=True))
    assert set(purposes) == {"account_reset"}
    assert len({letter.key for letter in Letter.objects.all()}) == len(purposes)
