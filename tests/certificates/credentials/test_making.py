"""What a machine reads: the certificate's frozen words, signed once, for ever the same."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from certificates.credentials import issuer, proofs, tokens
from certificates.credentials.composing import _number
from certificates.credentials.making import make_credential
from certificates.freezing import result_words
from certificates.issuing import replace
from certificates.models import Certificate
from certificates.rendering import render
from school.foundation.history import history_of
from school.foundation.models import Job
from tests.factories.certificates import TITLE, make_certificate, make_certified_run, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def said_of(certificate: Certificate) -> dict[str, Any]:
    return json.loads(make_credential(certificate=certificate).document)


def with_results(certificate: Certificate, *rows: tuple[str, int], line: str = "") -> Certificate:
    """As if the course had these tests."""
    results = [{"title": title, "percent": percent} for title, percent in rows]
    certificate.frozen |= {"results": results, "result": line or result_words(results)}
    certificate.save()
    return certificate


def test_credential_stands_by_our_key_and_the_token_says_the_same() -> None:
    credential = make_credential(certificate=make_certificate())
    said, payload = json.loads(credential.document), tokens.payload_of(credential.token)
    assert proofs.stands(said)
    assert payload is not None
    claims = {name: payload.pop(name) for name in ("iss", "jti", "nbf", "sub")}
    assert claims == {"iss": issuer.did(), "jti": said["id"], "nbf": claims["nbf"], "sub": said["credentialSubject"]["id"]}
    listed = said.pop("credentialStatus")
    said.pop("proof")
    assert payload.pop("credentialStatus") == {name: value.replace(".json", ".jwt") for name, value in listed.items()}
    assert payload == said


def test_everything_printed_that_the_standard_has_a_word_for_is_said() -> None:
    certificate = with_results(make_certificate(), ("Підсумковий тест", 92))
    said = said_of(certificate)
    subject, frozen = said["credentialSubject"], certificate.frozen
    assert (said["name"], said["issuer"]["name"]) == (f"Сертифікат {certificate.number}. {TITLE}", frozen["centre"])
    assert said["issuer"]["otherIdentifier"] == [{"type": "IdentifierEntry", "identifier": "12345678", "identifierType": "ext:EDRPOU"}]
    assert (subject["achievement"]["name"], subject["achievement"]["inLanguage"]) == (TITLE, "uk")
    assert (subject["creditsEarned"], subject["achievement"]["creditsAvailable"]) == (0.6, 0.6)
    assert "Академічних годин: 18. Кредитів ЄКТС: 0,6, у кредиті 30 годин." in subject["achievement"]["description"]
    assert [row["value"] for row in subject["result"]] == ["92"]
    assert subject["achievement"]["resultDescription"][0]["name"] == "Підсумковий тест"
    assert subject["result"][0]["resultDescription"] == subject["achievement"]["resultDescription"][0]["id"]
    assert said["evidence"][0]["id"].endswith(f"/v/{certificate.code}/")
    assert "alignment" not in subject["achievement"]


def test_name_stands_as_it_is_printed_and_the_address_only_as_a_salted_hash() -> None:
    certificate = make_certificate(make_holder("galyna@example.org"))
    text = make_credential(certificate=certificate).document
    names, [address] = json.loads(text)["credentialSubject"]["identifier"][:-1], json.loads(text)["credentialSubject"]["identifier"][-1:]
    assert [row["identityHash"] for row in names] == ["Їжакевич Ґалина Євгеніївна", "Galyna Yizhakevych"]
    assert address["identityHash"] == "sha256$" + hashlib.sha256(f"galyna@example.org{address['salt']}".encode()).hexdigest()
    assert "galyna@example.org" not in text


def test_salt_and_subject_are_nobody_elses() -> None:
    user = make_holder()
    one, other = (said_of(make_certificate(user))["credentialSubject"] for _time in range(2))
    assert one["id"] != other["id"]
    assert one["identifier"][-1]["salt"] != other["identifier"][-1]["salt"]


def test_same_achievement_has_one_name_whoever_reached_it() -> None:
    run = make_certified_run()
    one, other = (said_of(make_certificate(run=run))["credentialSubject"]["achievement"] for _time in range(2))
    assert one["id"] == other["id"]


def test_credential_is_frozen_whatever_changes_later() -> None:
    certificate = make_certificate()
    first = make_credential(certificate=certificate)
    certificate.person.profile.surname = "Інша"
    certificate.person.profile.save()
    certificate.person.email = "other@example.org"
    certificate.person.save()
    again = make_credential(certificate=Certificate.objects.get(pk=certificate.pk))
    assert (again.document, again.token, again.signed_at) == (first.document, first.token, first.signed_at)
    assert history_of(certificate).filter(verb="sign_credential").count() == 1


def test_term_holds_through_its_last_day_in_kyiv() -> None:
    certificate = make_certificate()
    certificate.valid_until = date(2027, 6, 30)
    certificate.save()
    credential = make_credential(certificate=certificate)
    assert json.loads(credential.document)["validUntil"] == "2027-06-30T21:00:00Z"
    payload = tokens.payload_of(credential.token)
    assert payload is not None
    assert payload["exp"] == 1_814_389_200


def test_corrected_result_is_said_as_it_is_printed() -> None:
    old = with_results(make_certificate(), ("Підсумковий тест", 75))
    new = replace(certificate=old, actor=None, reason="Описка", changes={"result": "Підсумковий тест: 95 %"})
    said = said_of(new)["credentialSubject"]
    assert [row["value"] for row in said["result"]] == ["Підсумковий тест: 95 %"]


def test_many_tests_with_one_result_are_told_apart() -> None:
    certificate = with_results(make_certificate(), *[("Тест", 100)] * 12)
    said = said_of(certificate)
    assert proofs.stands(said)
    assert len({row["resultDescription"] for row in said["credentialSubject"]["result"]}) == 12


def test_whole_credits_are_a_whole_number_so_that_every_language_writes_them_alike() -> None:
    assert [json.dumps(_number(text)) for text in ("2", "2.0", "0.6", "0.03")] == ["2", "2", "0.6", "0.03"]


def test_name_of_any_signs_is_signed_and_stands() -> None:
    holder = make_holder(surname='О’Ніл-"Ґ"\\', given_name="😀", patronymic="مريم", surname_latin="<b>&")
    assert proofs.stands(said_of(make_certificate(holder)))


def test_english_certificate_is_described_in_english() -> None:
    said = said_of(make_certificate(language="en"))["credentialSubject"]["achievement"]
    assert said["criteria"]["narrative"].startswith("To do every required step")
    assert "Academic hours: 18. ECTS credits: 0.6, 30 hours in a credit." in said["description"]


def test_credential_of_the_paper_is_the_one_that_is_kept() -> None:
    certificate = make_certificate()
    render(Job.objects.get(kind="certificates.render", key=certificate.code))
    certificate.refresh_from_db()
    with certificate.pdf.open("rb") as file:
        attached = PdfReader(io.BytesIO(file.read())).attachments
    assert {name: [data.decode() for data in rows] for name, rows in attached.items()} == {
        "credential.json": [make_credential(certificate=certificate).document]
    }


def test_thanks_earn_no_credits_and_no_result_and_say_their_deed_as_printed() -> None:
    certificate = make_certificate()
    certificate.frozen |= {"kind": "thanks", "ects": "0", "result": "", "results": []}
    certificate.frozen["print"] |= {"deed": "за 18 год."}
    certificate.save()
    credential = make_credential(certificate=certificate)
    subject = json.loads(credential.document)["credentialSubject"]
    assert not {"creditsEarned", "result"} & set(subject)
    assert not {"creditsAvailable", "resultDescription"} & set(subject["achievement"])
    assert "за 18 год." in subject["achievement"]["criteria"]["narrative"]
    assert "ЄКТС" not in subject["achievement"]["description"]
    assert proofs.stands(json.loads(credential.document))
