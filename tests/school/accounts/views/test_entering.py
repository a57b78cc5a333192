"""From sign-up to signing in, and links that are no good any more."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from allauth.account.models import EmailConfirmationHMAC
from django.core import signing
from django.test import Client

from school.accounts.models import User
from school.foundation.history import history_of
from school.foundation.models import Letter
from tests.factories.accounts import PASSWORD, make_newcomer, make_person
from tests.school.accounts.test_adapter import button, sign_up

pytestmark = pytest.mark.django_db


@contextmanager
def four_days_ago() -> Iterator[None]:
    """Signatures made inside are four days old."""
    real = signing.time.time
    past = time.time() - 4 * 24 * 3600
    signing.time.time = lambda: past
    try:
        yield
    finally:
        signing.time.time = real


def sign_in(email: str, password: str = PASSWORD, client: Client | None = None) -> tuple[Client, int, str]:
    client = client or Client()
    answer = client.post("/accounts/login/", {"login": email, "password": password})
    return client, answer.status_code, answer.headers.get("Location", "")


def test_a_newcomer_confirms_and_comes_to_the_profile_signed_in() -> None:
    client = sign_up(prefix="/en")
    address = button(Letter.objects.get())
    assert "Is this your mailbox?" in client.get(address).content.decode()
    answer = client.post(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/my/profile/")
    assert client.get("/my/profile/").status_code == 200


def test_opening_the_link_alone_confirms_nothing() -> None:
    """A mail scanner that opens links must not confirm."""
    client = sign_up()
    client.get(button(Letter.objects.get()))
    assert not User.objects.get().emailaddress_set.get().verified


def test_the_unconfirmed_cannot_sign_in_and_get_another_letter() -> None:
    make_newcomer("new@example.org", verified=False)
    client, status, where = sign_in("new@example.org")
    assert (status, where) == (302, "/accounts/confirm-email/")
    assert client.get("/my/profile/").status_code == 302
    assert Letter.objects.get().purpose == "account_confirm_again"


def test_a_used_link_says_that_all_is_done() -> None:
    client = sign_up(prefix="/en")
    address = button(Letter.objects.get())
    client.post(address)
    for answer in (Client().get(address), Client().post(address)):
        assert answer.status_code == 410
        assert "The address is confirmed already" in answer.content.decode()


def test_an_expired_link_says_how_to_get_a_new_one() -> None:
    address_row = make_newcomer("new@example.org", verified=False).emailaddress_set.get()
    with four_days_ago():
        key = EmailConfirmationHMAC(address_row).key
    answer = Client().get(f"/en/accounts/confirm-email/{key}/")
    assert answer.status_code == 410
    assert "The link has expired" in answer.content.decode()
    assert "Sign in and get a new letter" in answer.content.decode()


def test_a_cut_link_says_so() -> None:
    sign_up(prefix="/en")
    answer = Client().get(button(Letter.objects.get())[:-4] + "/")
    assert answer.status_code == 410
    assert "This link does not work" in answer.content.decode()


def test_a_short_password_is_refused_with_the_rule() -> None:
    answer = Client().post("/en/accounts/signup/", {"email": "new@example.org", "password1": "короткий"})
    assert answer.status_code == 200
    assert "at least 10 characters" in answer.content.decode()
    assert User.objects.count() == 0


@pytest.mark.parametrize("password", ["1234567890123", "new@example.org", "qwertyuiop"])
def test_a_password_that_is_easy_to_guess_is_refused(password: str) -> None:
    answer = Client().post("/accounts/signup/", {"email": "new@example.org", "password1": password})
    assert answer.status_code == 200
    assert User.objects.count() == 0


def test_a_wrong_password_keeps_the_address_and_says_what_to_do() -> None:
    make_newcomer("olena@example.org")
    answer = Client().post("/en/accounts/login/", {"login": "olena@example.org", "password": "wrong"})
    page = answer.content.decode()
    assert "No account has this e-mail and this password together" in page
    assert 'value="olena@example.org"' in page


def test_the_sixth_wrong_password_closes_the_door_even_to_the_right_one() -> None:
    make_newcomer("olena@example.org")
    for _again in range(5):
        sign_in("olena@example.org", "wrong")
    answer = Client().post("/en/accounts/login/", {"login": "olena@example.org", "password": PASSWORD})
    assert answer.status_code == 200
    assert "Too many attempts to sign in" in answer.content.decode()


def test_the_limit_of_one_person_does_not_touch_another() -> None:
    for email in ("olena@example.org", "petro@example.org"):
        make_newcomer(email)
    for _again in range(5):
        sign_in("olena@example.org", "wrong")
    assert sign_in("petro@example.org")[1] == 302


def test_too_many_sign_ups_from_one_place_meet_a_page_in_words() -> None:
    client = Client()
    answers = [client.post("/en/accounts/signup/", {"email": "", "password1": ""}) for _again in range(21)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert "Too many requests in a row" in answers[-1].content.decode()


def test_a_new_password_works_once_and_ends_other_sessions() -> None:
    user = make_person("olena@example.org")
    elsewhere, _status, _where = sign_in("olena@example.org")
    Client().post("/en/accounts/password/reset/", {"email": "olena@example.org"})
    address = button(Letter.objects.get(purpose="account_reset"))
    client = Client()
    form = client.get(address).headers["Location"]
    answer = client.post(form, {"password1": "новий пароль Олени", "password2": "новий пароль Олени"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/accounts/password/reset/key/done/")
    assert sign_in("olena@example.org", "новий пароль Олени")[1:] == (302, "/my/")
    assert elsewhere.get("/my/profile/").status_code == 302
    assert history_of(user).filter(verb="reset_password").count() == 1
    again = Client().get(address)
    assert again.status_code == 410
    assert "The link no longer works" in again.content.decode()


def test_the_letter_with_a_new_password_confirms_the_mailbox() -> None:
    make_newcomer("made@example.org", verified=False)
    Client().post("/accounts/password/reset/", {"email": "made@example.org"})
    client = Client()
    form = client.get(button(Letter.objects.get())).headers["Location"]
    client.post(form, {"password1": "новий пароль Олени", "password2": "новий пароль Олени"})
    assert sign_in("made@example.org", "новий пароль Олени")[1:] == (302, "/my/")


def test_the_new_address_takes_over_only_when_it_is_confirmed() -> None:
    make_person("old@example.org")
    client, _status, _where = sign_in("old@example.org")
    answer = client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    assert answer.headers["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"
    client.post(answer.headers["Location"], {"password": PASSWORD, "next": "/accounts/email/"})
    user = User.objects.get()
    assert user.email == "old@example.org"
    client.post(button(Letter.objects.get(to="new@example.org")))
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert Letter.objects.filter(purpose="account_email_changed", to="old@example.org").count() == 1
    assert history_of(user).filter(verb="change_email").count() == 1


def test_the_closed_account_is_told_so() -> None:
    user = make_person("olena@example.org")
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert sign_in("olena@example.org")[2] != "/my/"
    assert Client().get("/en/accounts/inactive/").status_code == 200


def test_wagtail_has_no_door_of_its_own() -> None:
    answer = Client().get("/cms/login/?next=/cms/pages/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/?next=%2Fcms%2Fpages%2F")
