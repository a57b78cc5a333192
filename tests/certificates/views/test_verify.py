from __future__ import annotations

import re

import pytest
from django.test import Client

from certificates.issuing import hide, replace, revoke
from certificates.models import Certificate
from certificates.verifying.payload import signed_facts
from tests.factories.certificates import make_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
NAME = "Їжакевич"


@pytest.fixture
def certificate(house: object) -> Certificate:
    return make_certificate()


def text_of(response: object) -> str:
    html = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.replace("\u00a0", " ").replace("\u2060", "").split())


def test_code_in_the_address_shows_every_printed_field(client: Client, certificate: Certificate) -> None:
    response = client.get(f"/verify/{certificate.code}/")
    assert response.status_code == 200
    said = text_of(response)
    frozen = certificate.frozen
    shown = [certificate.number, frozen["full_name"], frozen["latin_name"], frozen["what"], frozen["period"], frozen["result"], frozen["issued_on"]]
    shown += [frozen["centre"], frozen["edrpou"], frozen["city"], frozen["print"]["licence"], frozen["what_kind"], frozen["form"], "Галина Бондар"]
    assert [words for words in shown if words not in said] == []


def test_nothing_of_a_verification_is_for_robots_and_caches(client: Client, certificate: Certificate) -> None:
    for address in (f"/verify/{certificate.code}/", f"/v/{certificate.code}/", f"/verify/?code={certificate.number}", "/verify/"):
        response = client.get(address)
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Cache-Control"] == "no-store"
    assert b'<meta name="robots" content="noindex' in client.get(f"/verify/{certificate.code}/").content


@pytest.mark.parametrize("shape", ["/v/{}/", "/V/{}/", "/v/{}"])
def test_short_address_leads_to_the_page_in_any_letter_case(client: Client, certificate: Certificate, shape: str) -> None:
    for code in (certificate.code, certificate.code.lower(), certificate.spaced_code):
        response = client.get(shape.format(code))
        assert (response.status_code, response["Location"]) == (302, f"/verify/{certificate.code}/")


def test_qr_leads_to_the_page_with_what_it_says_of_itself(client: Client, certificate: Certificate) -> None:
    payload = signed_facts(certificate.frozen, number=certificate.number, code=certificate.code)
    for shape in (f"/V/{certificate.code}/{payload}", f"/v/{certificate.code.lower()}/{payload.lower()}/"):
        response = client.get(shape, follow=True)
        assert "QR-код підписали ми" in text_of(response)
        assert "Сертифікат справжній і чинний" in text_of(response)
    pasted = client.get("/verify/", {"code": f"HTTPS://SCHOOL.EXAMPLE/V/{certificate.code}/{payload}"})
    assert pasted["Location"] == f"/verify/{certificate.code}/?qr={payload}"


def test_qr_of_another_certificate_is_not_taken_for_this_ones(client: Client, certificate: Certificate) -> None:
    other = make_certificate()
    payload = signed_facts(other.frozen, number=other.number, code=other.code)
    said = text_of(client.get(f"/v/{certificate.code}/{payload}", follow=True))
    assert "Цей QR-код зробили не ми" in said
    assert "Сертифікат справжній і чинний" not in said


def test_short_address_speaks_the_visitors_language(client: Client, certificate: Certificate) -> None:
    response = client.get(f"/v/{certificate.code}/", headers={"accept-language": "en-GB,en;q=0.9"})
    assert response["Location"] == f"/en/verify/{certificate.code}/"


def test_number_in_the_form_shows_the_state_and_no_person(client: Client, certificate: Certificate) -> None:
    response = client.get("/verify/", {"code": certificate.number})
    assert response.status_code == 200
    assert certificate.number in text_of(response)
    html = response.content.decode()
    assert [words for words in (NAME, "Yizhakevych", certificate.code, certificate.spaced_code) if words in html] == []


def test_code_in_the_form_leads_to_its_page(client: Client, certificate: Certificate) -> None:
    response = client.get("/verify/", {"code": certificate.spaced_code.lower()})
    assert response["Location"] == f"/verify/{certificate.code}/"


def test_hidden_certificate_shows_no_person(client: Client, certificate: Certificate) -> None:
    hide(certificate=certificate, actor=certificate.person)
    response = client.get(f"/verify/{certificate.code}/")
    assert response.status_code == 200
    assert NAME not in response.content.decode()


def test_replaced_one_leads_to_its_successor_by_code_only(client: Client, certificate: Certificate) -> None:
    new = replace(certificate=certificate, actor=None, reason="Виправлено прізвище", changes={"surname": "Їжак"})
    by_code = client.get(f"/verify/{certificate.code}/").content.decode()
    assert f"/verify/{new.code}/" in by_code
    assert "Виправлено прізвище" in by_code
    by_number = client.get("/verify/", {"code": certificate.number}).content.decode()
    assert new.number in by_number
    assert [words for words in (new.code, certificate.code, "Виправлено", "Їжак") if words in by_number] == []


def test_revoked_one_says_why(client: Client, certificate: Certificate) -> None:
    revoke(certificate=certificate, actor=None, reason="Роботу списано")
    assert "Роботу списано" in text_of(client.get(f"/verify/{certificate.code}/"))


@pytest.mark.parametrize("address", ["/verify/ZZZZZZZZZZZZZZZZ/", "/verify/%F0%9F%90%88/", "/verify/?code=ШЕУ-2026-999999", "/verify/?code=%00"])
def test_unknown_is_said_plainly_with_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_thirty_first_check_in_a_minute_is_asked_to_wait(client: Client, certificate: Certificate) -> None:
    codes = [client.get(f"/verify/{certificate.code}/").status_code for _ in range(31)]
    assert codes == [200] * 30 + [429]
    response = client.get(f"/verify/{certificate.code}/")
    assert response["Retry-After"] == "60"
    assert NAME not in response.content.decode()


def test_page_asks_the_database_as_little_for_a_hidden_one(client: Client, certificate: Certificate, django_assert_max_num_queries: object) -> None:
    client.get(f"/verify/{certificate.code}/")
    with django_assert_max_num_queries(10):
        client.get(f"/verify/{certificate.code}/")
