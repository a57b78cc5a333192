from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from school.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict(settings: Any) -> None:
    settings.STAFF_MFA_REQUIRED = True


@pytest.mark.parametrize("address", ["/cms/", "/teach/", "/en/teach/"])
def test_staff_without_a_second_factor_are_led_to_set_it_up(strict: None, taras: User, browser_of: Any, address: str) -> None:
    answer = browser_of(taras).get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/accounts/2fa/" if address.startswith("/en") else "/accounts/2fa/")


def test_staff_with_a_second_factor_pass(strict: None, taras: User, browser_of: Any) -> None:
    Authenticator.objects.create(user=taras, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert browser_of(taras).get("/cms/").status_code == 200


def test_backup_codes_alone_are_not_a_second_factor(strict: None, taras: User, browser_of: Any) -> None:
    Authenticator.objects.create(user=taras, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0})
    assert browser_of(taras).get("/cms/").headers["Location"] == "/accounts/2fa/"


def test_learners_are_not_asked(strict: None, olena: User, browser_of: Any) -> None:
    assert browser_of(olena).get("/my/profile/").status_code == 200


def test_without_the_setting_a_password_is_enough(taras: User, browser_of: Any) -> None:
    assert browser_of(taras).get("/cms/").status_code == 200
