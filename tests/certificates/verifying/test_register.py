from __future__ import annotations

from datetime import timedelta

import pytest

from certificates.awards import kyiv_today
from certificates.issuing import hide, replace, revoke
from certificates.models import Certificate
from certificates.verifying import verify
from tests.factories.certificates import kyiv_year, make_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
CODE = "0A1B2C3D4E5F6G7H"


@pytest.fixture
def certificate(house: object) -> Certificate:
    found = make_certificate()
    Certificate.objects.filter(pk=found.pk).update(code=CODE)
    return Certificate.objects.get(pk=found.pk)


def test_code_shows_the_printed_words(certificate: Certificate) -> None:
    found = verify(CODE)
    assert (found.state, found.number, found.genuine) == ("issued", certificate.number, True)
    assert found.fields is not None
    assert found.fields["full_name"] == "Їжакевич Ґалина Євгеніївна"


@pytest.mark.parametrize(
    "typed",
    [
        "0a1b2c3d4e5f6g7h", "0A1B-2C3D-4E5F-6G7H", " 0a1b 2c3d 4e5f 6g7h ", "OAIB2C3D4E5F6G7H", "oAlB2C3D4E5F6G7H",
        "0А1В2С3D4Е5F6G7Н", "http://127.0.0.1:8000/v/0A1B2C3D4E5F6G7H/", "https://School.UA/V/0a1b2c3d4e5f6g7h/AB12/",
        "http://127.0.0.1:8000/en/verify/0A1B2C3D4E5F6G7H/",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("certificate")
def test_code_is_found_however_it_is_typed(typed: str) -> None:
    assert verify(typed).state == "issued"


@pytest.mark.parametrize("typed", ["", "   ", "ШЕУ", "ZZZZZZZZZZZZZZZZ", "ШЕУ-2026-999999", "'; drop table", "🐈" * 16, "0" * 500])
@pytest.mark.usefixtures("certificate")
def test_what_was_never_issued_is_unknown(typed: str) -> None:
    assert verify(typed).state == "unknown"


@pytest.mark.parametrize(
    "typed", ["ШЕУ-{y}-000001", "шеу-{y}-000001", "№ ШЕУ-{y}-000001", "ШEY-{y}-OOOOO1", "шеу {y} 1", "ШЕУ–{y}–000001", "ШЕУ{y}000001"]
)
@pytest.mark.usefixtures("certificate")
def test_number_is_found_however_it_is_typed(typed: str) -> None:
    assert verify(typed.format(y=kyiv_year())).state == "issued"


def test_number_tells_the_state_and_nothing_of_the_person(certificate: Certificate) -> None:
    new = replace(certificate=certificate, actor=None, reason="Кравчук, а не Кравчик", changes={"surname": "А"})
    found = verify(certificate.number)
    assert (found.state, found.by_number, found.fields, found.reason, found.code) == ("replaced", True, None, "", "")
    assert found.replaced_by == {"number": new.number, "code": ""}


def test_hidden_certificate_tells_only_that_it_is_genuine(certificate: Certificate) -> None:
    hide(certificate=certificate, actor=certificate.person)
    found = verify(CODE)
    assert (found.state, found.hidden, found.fields, found.genuine) == ("issued", True, None, True)


def test_revoked_certificate_tells_when_and_why(certificate: Certificate) -> None:
    revoke(certificate=certificate, actor=None, reason="Роботу списано")
    found = verify(CODE)
    assert (found.state, found.reason, found.genuine) == ("revoked", "Роботу списано", False)
    assert found.ended_at is not None


def test_replaced_certificate_leads_to_the_one_in_force(certificate: Certificate) -> None:
    new = replace(certificate=certificate, actor=None, reason="так", changes={"surname": "А"})
    assert verify(CODE).replaced_by == {"number": new.number, "code": new.code}


def test_certificate_past_its_term_is_genuine_no_more(certificate: Certificate) -> None:
    Certificate.objects.filter(pk=certificate.pk).update(valid_until=kyiv_today() - timedelta(days=1))
    assert (verify(CODE).state, verify(CODE).expired, verify(CODE).genuine) == ("issued", True, False)
    Certificate.objects.filter(pk=certificate.pk).update(valid_until=kyiv_today())
    assert verify(CODE).genuine
