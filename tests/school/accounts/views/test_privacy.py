from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client

from school.accounts.models import Consent, User
from school.accounts.profiles import give_consent
from tests.factories.accounts import PASSWORD, make_consent_text

pytestmark = pytest.mark.django_db


def test_the_page_shows_the_version_agreed_to(olena: User, browser_of: Any) -> None:
    give_consent(user=olena, text=make_consent_text("2026-11"))
    page = browser_of(olena).get("/en/my/privacy/").content.decode()
    assert "Version 2026-11" in page
    assert "Withdraw my consent" in page


def test_consent_is_withdrawn(olena: User, browser_of: Any) -> None:
    give_consent(user=olena, text=make_consent_text())
    browser = browser_of(olena)
    assert browser.post("/en/my/privacy/withdraw-consent/").status_code == 302
    assert Consent.objects.get().withdrawn_at is not None
    assert "Withdraw my consent" not in browser.get("/en/my/privacy/").content.decode()


def test_a_consent_of_its_own_purpose_is_withdrawn_alone(olena: User, browser_of: Any) -> None:
    give_consent(user=olena, text=make_consent_text())
    give_consent(user=olena, text=make_consent_text("1", purpose="register"))
    browser = browser_of(olena)
    page = browser.get("/en/my/privacy/").content.decode()
    assert "Name in the open register of certificates · Version 1" in page
    assert "Your other consents are withdrawn together with it." in page
    browser.post("/en/my/privacy/withdraw-consent/", {"purpose": "register"})
    assert list(Consent.objects.filter(withdrawn_at=None).values_list("text__purpose", flat=True)) == ["learning"]
    page = browser.get("/en/my/privacy/").content.decode()
    assert "Withdraw this consent alone" not in page
    assert "Withdraw my consent" in page
    assert browser.post("/en/my/privacy/withdraw-consent/", {"purpose": "everything"}).status_code == 404


def test_whoever_agreed_to_the_register_alone_is_not_told_to_agree_again(olena: User, browser_of: Any) -> None:
    give_consent(user=olena, text=make_consent_text("1", purpose="register"))
    page = browser_of(olena).get("/en/my/privacy/").content.decode()
    assert "Withdraw my consent" not in page
    assert "Give consent again" not in page


def test_the_archive_holds_what_the_school_keeps(olena: User, browser_of: Any) -> None:
    answer = browser_of(olena).post("/my/privacy/export/")
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        account = json.loads(archive.read("account.json"))
    assert account["email"] == "olena@example.org"
    assert account["profile"]["surname"] == "Кравчук"


def test_the_archive_is_not_made_by_following_a_link(olena: User, browser_of: Any) -> None:
    assert browser_of(olena).get("/my/privacy/export/").status_code == 405


def test_the_sixth_archive_within_an_hour_is_refused(olena: User, browser_of: Any) -> None:
    browser = browser_of(olena)
    answers = [browser.post("/my/privacy/export/").status_code for _again in range(6)]
    assert answers == [200] * 5 + [302]


def test_erasing_shows_what_goes_and_what_stays(olena: User, browser_of: Any) -> None:
    page = browser_of(olena).get("/en/my/privacy/erase/").content.decode()
    assert "This goes" in page
    assert "the printed words of certificates already issued" in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [({"password": "wrong", "sure": "on"}, "This is not your password."), ({"password": PASSWORD}, "Tick this to go on.")],
)
def test_without_password_and_tick_nothing_is_erased(olena: User, browser_of: Any, said: dict[str, str], sentence: str) -> None:
    answer = browser_of(olena).post("/en/my/privacy/erase/", said)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    olena.refresh_from_db()
    assert olena.erased_at is None


def test_the_erased_are_signed_out_and_cannot_come_back(olena: User, browser_of: Any) -> None:
    browser = browser_of(olena)
    answer = browser.post("/my/privacy/erase/", {"password": PASSWORD, "sure": "on"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert browser.get("/my/privacy/").status_code == 302
    assert Client().post("/accounts/login/", {"login": "olena@example.org", "password": PASSWORD}).status_code == 200


def test_one_person_cannot_reach_anothers_data(olena: User, petro: User, browser_of: Any) -> None:
    browser_of(petro).post("/my/privacy/erase/", {"password": PASSWORD, "sure": "on", "user": olena.pk})
    olena.refresh_from_db()
    assert olena.erased_at is None


def test_the_only_administrator_is_asked_to_appoint_another(browser_of: Any) -> None:
    admin = User.objects.create_superuser("admin@example.org", PASSWORD)
    browser = browser_of(admin)
    answer = browser.post("/en/my/privacy/erase/", {"password": PASSWORD, "sure": "on"}, follow=True)
    assert "You are the only administrator" in answer.content.decode()
    admin.refresh_from_db()
    assert admin.erased_at is None
