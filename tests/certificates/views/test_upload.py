"""A stranger's file on the page and through the interface for programs: four answers, nothing kept, nothing read that is too large."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory

from certificates import upload_views
from certificates.issuing import hide, replace, revoke
from certificates.models import Certificate
from certificates.rendering import pdf_of, render
from school.foundation.models import Job
from tests.factories.certificates import make_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
PAGE, API = "/verify/file/", "/api/v1/certificates/verify/"
NAME = "Їжакевич"


@pytest.fixture(autouse=True)
def own_keys(settings: Any, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.fixture
def certificate(house: object) -> Certificate:
    found = make_certificate()
    render(Job.objects.get(kind="certificates.render", key=found.code))
    found.refresh_from_db()
    return found


def file_of(certificate: Certificate) -> SimpleUploadedFile:
    with certificate.pdf.open("rb") as file:
        return SimpleUploadedFile("c.pdf", file.read(), "application/pdf")


def text_of(response: Any) -> str:
    html = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.replace("\u00a0", " ").replace("\u2060", "").split())


class Unread(io.RawIOBase):
    def read(self, *_args: Any) -> bytes:
        raise AssertionError("the body was read")


# --- the page --------------------------------------------------------------------------------------


def test_page_gives_four_answers_and_shows_the_certificate(client: Client, certificate: Certificate) -> None:
    response = client.post(PAGE, {"file": file_of(certificate)})
    said = text_of(response)
    assert response.status_code == 200
    for words in ("Файл справжній, сертифікат чинний", "байт у байт", "Печатка наша", "саме з цим файлом", "Сьогодні чинний", "ми не зберегли", NAME):
        assert words in said
    assert f"/verify/{certificate.code}/picture/" in response.content.decode()
    assert (response["X-Robots-Tag"], response["Cache-Control"]) == ("noindex, nofollow", "no-store")


def test_page_leads_from_a_replaced_file_to_the_new_certificate(client: Client, certificate: Certificate) -> None:
    file = file_of(certificate)
    new = replace(certificate=certificate, actor=None, reason="так", changes={"surname": "Їжак"})
    response = client.post(PAGE, {"file": file})
    assert "Цей сертифікат замінено" in text_of(response)
    assert f"/verify/{new.code}/" in response.content.decode()


def test_page_of_a_hidden_certificates_file_names_nobody(client: Client, certificate: Certificate) -> None:
    file = file_of(certificate)
    hide(certificate=certificate, actor=certificate.person)
    response = client.post(PAGE, {"file": file})
    assert "Файл справжній" in text_of(response)
    assert NAME not in response.content.decode()


def test_two_hundred_megabytes_are_refused_unread() -> None:
    for view in (upload_views.check,):
        request = RequestFactory().post(PAGE, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(200 * 1024 * 1024))
        request.META["wsgi.input"] = request._stream = Unread()
        response = view(request)
        assert response.status_code == 413


@pytest.mark.parametrize("path", [PAGE, API])
def test_middleware_reads_nothing_of_a_large_body_either(path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.generic("POST", path, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(200 * 1024 * 1024))
    assert response.status_code == 413


def test_nothing_handed_in_is_asked_for_again(client: Client) -> None:
    assert client.post(PAGE).status_code == 400
    assert client.post(PAGE, b"nonsense", content_type="multipart/form-data; boundary=x").status_code == 400
    assert client.get(PAGE)["Location"] == "/verify/"


def test_code_or_address_that_is_pasted_leads_to_its_page(client: Client, certificate: Certificate) -> None:
    response = client.post(PAGE, {"text": certificate.spaced_code}, follow=True)
    assert response.redirect_chain[-1][0] == f"/verify/{certificate.code}/"


def test_large_upload_within_the_limit_is_never_a_file_on_disk(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryFileUploadHandler.new_file", lambda *_a, **_k: pytest.fail("on disk"))
    assert client.post(PAGE, {"file": SimpleUploadedFile("a.bin", b"0" * 4_000_000)}).status_code == 200


def test_eleventh_file_in_a_minute_is_asked_to_wait(client: Client) -> None:
    codes = [client.post(PAGE, {"file": SimpleUploadedFile("a.txt", b"")}).status_code for _ in range(11)]
    assert codes == [400] * 10 + [429]


# --- for programs ------------------------------------------------------------------------------------


def test_program_gets_four_answers_about_a_file(client: Client, certificate: Certificate) -> None:
    said = client.post(API, {"file": file_of(certificate)}, headers={"accept-language": "en"}).json()
    assert {name: said[name]["ok"] for name in ("integrity", "signature", "register", "revocation")} == dict.fromkeys(
        ("integrity", "signature", "register", "revocation"), True
    )
    assert said["integrity"]["words"] == "This is, byte for byte, the file that we issued."
    assert said["headline"]["code"] == "genuine"
    assert said["certificate"]["printed"]["name"] == certificate.frozen["full_name"]


def test_program_asks_by_code_and_by_number(client: Client, certificate: Certificate) -> None:
    said = client.get(f"/api/v1/certificates/{certificate.code}/").json()
    assert {name: said[name]["ok"] for name in ("integrity", "signature", "register", "revocation")} == {
        "integrity": None, "signature": None, "register": True, "revocation": True,
    }  # fmt: skip
    assert said["certificate"]["printed"]["name"] == certificate.frozen["full_name"]
    by_number = client.get(f"/api/v1/certificates/{certificate.number}/")
    assert by_number.json()["certificate"]["printed"] is None
    assert NAME not in by_number.content.decode()
    revoke(certificate=certificate, actor=None, reason="Роботу списано")
    assert client.get(f"/api/v1/certificates/{certificate.code}/").json()["revocation"]["ok"] is False


def test_program_learns_nobody_from_a_hidden_certificate(client: Client, certificate: Certificate) -> None:
    file = file_of(certificate)
    hide(certificate=certificate, actor=certificate.person)
    for response in (client.get(f"/api/v1/certificates/{certificate.code}/"), client.post(API, {"file": file})):
        assert response.json()["certificate"]["printed"] is None
        assert NAME not in response.content.decode().encode().decode("unicode_escape", "ignore")


def test_program_is_told_to_wait(client: Client) -> None:
    for address, limit in (("/api/v1/certificates/0000000000000000/", 30), (API, 10)):
        ask = client.post if address == API else client.get
        codes = [ask(address).status_code for _ in range(limit + 1)]
        assert codes == [400 if address == API else 404] * limit + [429]
        assert ask(address)["Retry-After"] == "60"


def test_interface_is_described_and_says_what_it_gives(client: Client, certificate: Certificate) -> None:
    document = client.get("/api/v1/").json()
    assert document["openapi"] == "3.1.0"
    assert set(document["paths"]) == {"/api/v1/certificates/{code}/", "/api/v1/certificates/verify/"}
    said = client.get(f"/api/v1/certificates/{certificate.code}/").json()
    schemas = document["components"]["schemas"]
    assert set(said) <= set(schemas["Verification"]["properties"])
    assert set(said["certificate"]) == set(schemas["Certificate"]["properties"])
    assert set(said["certificate"]["printed"]) == set(schemas["Certificate"]["properties"]["printed"]["properties"])


# --- the command -------------------------------------------------------------------------------------


def run(path: Path, *options: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("verify_certificate", str(path), *options, stdout=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_command_ends_well_only_for_what_is_genuine(certificate: Certificate, tmp_path: Path) -> None:
    good, copy = tmp_path / "good.pdf", tmp_path / "copy.pdf"
    good.write_bytes(file_of(certificate).read())
    copy.write_bytes(pdf_of(certificate))
    code, said = run(good, "--json")
    assert code == 0
    assert [json.loads(said)[name]["ok"] for name in ("integrity", "signature", "register", "revocation")] == [True] * 4
    code, said = run(copy, "--json")
    assert code == 1
    assert json.loads(said)["integrity"] == {"ok": False, "words": "Це не ті байти, які ми видали."}
    assert run(copy)[1].startswith("Це копія")


def test_command_refuses_what_is_too_large_or_not_there(tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert run(large)[0] == 1
    with pytest.raises(CommandError):
        call_command("verify_certificate", str(tmp_path / "none.pdf"))


# --- the price ---------------------------------------------------------------------------------------


def test_verifying_by_code_asks_the_database_little(client: Client, certificate: Certificate, django_assert_num_queries: Any) -> None:
    client.get(f"/api/v1/certificates/{certificate.code}/")
    with django_assert_num_queries(1):
        client.get(f"/api/v1/certificates/{certificate.code}/")
