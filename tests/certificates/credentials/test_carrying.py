"""To a network or a wallet by a plain link; the page is its holder's."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from certificates.credentials.carrying import profile_address
from certificates.credentials.models import Credential
from certificates.issuing import hide, revoke
from certificates.models import Certificate
from certificates.personal import export
from school.accounts.models import User
from tests.factories.certificates import TITLE, make_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


@pytest.fixture
def certificate(olena: User) -> Certificate:
    return make_certificate(olena)


def test_network_gets_the_number_the_date_and_the_verification_page(certificate: Certificate) -> None:
    certificate.valid_until = date(2029, 5, 31)
    address = urlsplit(profile_address(certificate))
    fields = {name: said for name, [said] in parse_qs(address.query).items()}
    assert (address.netloc, address.path) == ("www.linkedin.com", "/profile/add")
    assert fields == {
        "startTask": "CERTIFICATION_NAME", "name": TITLE, "organizationName": certificate.frozen["centre"],
        "issueYear": str(certificate.issued_at.year), "issueMonth": str(certificate.issued_at.month),
        "certId": certificate.number, "certUrl": f"http://127.0.0.1:8000/v/{certificate.code}/", "expirationYear": "2029", "expirationMonth": "5",
    }  # fmt: skip


def test_page_leads_to_every_form_and_loads_nothing_from_others(browser_of: Any, olena: User, certificate: Certificate) -> None:
    page = browser_of(olena).get(f"/my/certificates/{certificate.code}/badge/").content.decode()
    assert all(f"/my/certificates/{certificate.code}/credential.{form}" in page for form in ("png", "svg", "json", "jwt"))
    assert f"/credentials/{Credential.objects.get().code}.json" in page
    assert page.count("linkedin.com") == 1
    assert 'href="https://www.linkedin.com/profile/add?' in page


def test_page_of_a_hidden_certificate_gives_no_address(browser_of: Any, olena: User, certificate: Certificate) -> None:
    hide(certificate=certificate, actor=olena)
    page = browser_of(olena).get(f"/my/certificates/{certificate.code}/badge/").content.decode()
    assert f"/credentials/{Credential.objects.get().code}.json" not in page
    assert f"/my/certificates/{certificate.code}/credential.json" in page


def test_what_is_no_longer_in_force_is_not_offered_to_others(browser_of: Any, olena: User, certificate: Certificate) -> None:
    revoke(certificate=certificate, actor=None, reason="Помилка")
    page = browser_of(olena).get(f"/my/certificates/{certificate.code}/badge/").content.decode()
    assert "linkedin.com" not in page
    assert "/credentials/" not in page


@pytest.mark.parametrize("who", ["petro", "taras", "oksana", "halyna"])
def test_page_is_its_holders_alone(request: pytest.FixtureRequest, browser_of: Any, certificate: Certificate, who: str) -> None:
    assert browser_of(request.getfixturevalue(who)).get(f"/my/certificates/{certificate.code}/badge/").status_code == 404


def test_person_takes_the_credential_away_with_everything_else(olena: User, certificate: Certificate, browser_of: Any) -> None:
    assert export(olena)[0]["credential"] is None
    browser_of(olena).get(f"/my/certificates/{certificate.code}/badge/")
    made = Credential.objects.get()
    row = export(User.objects.get(pk=olena.pk))[0]["credential"]
    assert (row["token"], row["document"]["id"], row["code"]) == (made.token, f"http://127.0.0.1:8000/credentials/{made.code}.json", made.code)
