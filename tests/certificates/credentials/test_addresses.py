"""Our keys, the status lists and a credential, each at its own address."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

import pytest
from django.test import Client

from certificates.credentials import issuer, proofs, tokens
from certificates.credentials.baking import read_badge
from certificates.credentials.making import make_credential
from certificates.credentials.models import Credential
from certificates.issuing import hide, replace, revoke, show
from school.accounts.models import User
from tests.factories.certificates import make_certificate, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


@pytest.fixture
def credential() -> Credential:
    return make_credential(certificate=make_certificate())


def bits_at(address: str) -> bytes:
    said = json.loads(Client().get(address).content)["credentialSubject"]["encodedList"]
    return gzip.decompress(base64.urlsafe_b64decode(said[1:] + "=" * (-len(said[1:]) % 4)))


def is_set(credential: Credential) -> bool:
    return bool(
        bits_at(f"/credentials/status/{credential.status_list.number}.json")[credential.status_index // 8] & 0x80 >> credential.status_index % 8
    )


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("https://school.example.org", "did:web:school.example.org"),
        ("http://localhost:8000", "did:web:localhost%3A8000"),
        ("https://example.org/school", "did:web:example.org:school"),
    ],
)
def test_did_is_the_address_with_its_port_escaped(settings: Any, address: str, named: str) -> None:
    settings.PUBLIC_URL = address
    assert issuer.did() == named
    assert issuer.did_document()["id"] == named


def test_did_document_holds_every_key_and_no_private_one() -> None:
    response = Client().get("/.well-known/did.json")
    said = json.loads(response.content)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert [method["type"] for method in said["verificationMethod"]] == ["Multikey", "JsonWebKey"]
    assert said["assertionMethod"] == [method["id"] for method in said["verificationMethod"]]
    assert set(said["verificationMethod"][1]["publicKeyJwk"]) == {"crv", "kty", "x", "y", "alg", "use", "kid"}
    assert all(method["id"].startswith(said["id"] + "#") and method["controller"] == said["id"] for method in said["verificationMethod"])


def test_credential_is_at_the_address_that_is_its_id(credential: Credential) -> None:
    address = json.loads(credential.document)["id"].removeprefix(issuer.settings.PUBLIC_URL)
    response = Client().get(address)
    assert (response.content.decode(), response["Content-Type"], response["X-Robots-Tag"]) == (
        credential.document, "application/vc", "noindex, nofollow"
    )  # fmt: skip
    assert Client().get(address.replace(".json", ".jwt")).content.decode() == credential.token
    assert Client().get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_code_on_the_paper_does_not_open_the_credential(credential: Credential) -> None:
    assert credential.code != credential.certificate.code
    assert Client().get(f"/credentials/{credential.certificate.code}.json").status_code == 404


def test_hidden_certificate_has_no_credential_at_its_address_but_keeps_its_bit(credential: Credential) -> None:
    hide(certificate=credential.certificate, actor=credential.certificate.person)
    address = f"/credentials/{credential.code}"
    assert [Client().get(f"{address}.{form}").status_code for form in ("json", "jwt")] == [404, 404]
    assert credential.certificate.frozen["full_name"] not in Client().get(f"{address}.svg").content.decode()
    revoke(certificate=credential.certificate, actor=None, reason="Помилка")
    assert is_set(credential)
    show(certificate=credential.certificate, actor=credential.certificate.person)
    assert Client().get(f"{address}.json").status_code == 200


def test_list_is_signed_in_both_forms_and_names_itself(credential: Credential) -> None:
    number = credential.status_list.number
    said = json.loads(Client().get(f"/credentials/status/{number}.json").content)
    payload = tokens.payload_of(Client().get(f"/credentials/status/{number}.jwt").content.decode())
    assert payload is not None
    assert proofs.stands(said)
    assert said["id"] == json.loads(credential.document)["credentialStatus"]["statusListCredential"]
    assert (payload["id"], payload["jti"]) == (said["id"].replace(".json", ".jwt"),) * 2
    assert payload["credentialSubject"]["encodedList"] == said["credentialSubject"]["encodedList"]
    assert len(bits_at(f"/credentials/status/{number}.json")) == 16_384
    assert sum(bits_at(f"/credentials/status/{number}.json")) == 0


@pytest.mark.parametrize("end", ["revoke", "replace"])
def test_bit_is_set_at_the_next_look_after_the_end(credential: Credential, end: str) -> None:
    assert not is_set(credential)
    if end == "revoke":
        revoke(certificate=credential.certificate, actor=None, reason="Помилка")
    else:
        replace(certificate=credential.certificate, actor=None, reason="Описка", changes={"surname": "Їжак"})
    assert is_set(credential)
    assert sum(map(int.bit_count, bits_at(f"/credentials/status/{credential.status_list.number}.json"))) == 1


def test_unchanged_list_is_signed_once(credential: Credential) -> None:
    address = f"/credentials/status/{credential.status_list.number}.json"
    first = Client().get(address)
    assert Client().get(address).content == first.content
    assert (Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code, first["Cache-Control"]) == (304, "public, max-age=300")


def test_there_is_no_list_that_nobody_is_on() -> None:
    assert Client().get("/credentials/status/77.json").status_code == 404


def test_holder_takes_every_form_and_a_stranger_none(credential: Credential, petro: User, halyna: User, browser_of: Any) -> None:
    certificate = credential.certificate
    address = f"/my/certificates/{certificate.code}/credential"
    mine = {form: browser_of(certificate.person).get(f"{address}.{form}").content for form in ("json", "jwt", "png", "svg")}
    assert mine["json"].decode() == read_badge(mine["png"]) == read_badge(mine["svg"]) == credential.document
    assert mine["jwt"].decode() == credential.token
    assert browser_of(halyna).get(f"{address}.json").status_code == 200
    peer = make_certificate(make_holder()).person
    assert [browser_of(user).get(f"{address}.{form}").status_code for user in (petro, peer) for form in mine] == [404] * 8
    assert Client().get(f"{address}.json").status_code == 302


def test_certificate_from_before_there_were_credentials_gets_one_when_it_is_asked_for(browser_of: Any) -> None:
    certificate = make_certificate()
    Credential.objects.all().delete()
    assert browser_of(certificate.person).get(f"/my/certificates/{certificate.code}/credential.json").status_code == 200
    assert Credential.objects.get().certificate == certificate
