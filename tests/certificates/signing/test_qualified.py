"""What was signed elsewhere comes back: taken when it covers exactly our bytes, refused in words when it does not."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certificates import qualified_views
from certificates.models import Certificate, QualifiedSignature
from certificates.signing import containers
from certificates.signing.checking import SealState, check_seal
from certificates.signing.covering import Refusal
from certificates.signing.qualified import Taken, export, refusal_words, take_back, unsigned
from school.foundation.history import history_of
from tests.certificates.signing.test_checking import revised
from tests.factories.certificates import make_filed, make_holder
from tests.factories.signatures import SIGNER, Pen, archive, asic_e, asic_s, manifest, with_gost, xades

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]


@pytest.fixture(scope="module")
def pen() -> Pen:
    return Pen()


@pytest.fixture
def certificate(keys: Path) -> Certificate:
    made = make_filed()
    made.refresh_from_db()
    return made


def bytes_of(certificate: Certificate) -> bytes:
    certificate.refresh_from_db()
    with certificate.pdf.open("rb") as file:
        return file.read()


def take(data: bytes, name: str) -> list[Taken]:
    return take_back(data=data, name=name, actor=None)


def refused(data: bytes, name: str = "a.p7s") -> str:
    found = take(data, name)
    assert [row.number for row in found] == [""]
    assert QualifiedSignature.objects.count() == 0
    return found[0].words


# --- taken --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("attached", [True, False])
@pytest.mark.parametrize("hash_name", ["sha256", "sha512"])
def test_cades_is_taken_attached_or_detached(certificate: Certificate, pen: Pen, attached: bool, hash_name: str) -> None:
    signed = pen.cades(bytes_of(certificate), attached=attached, hash_name=hash_name)
    assert [row.number for row in take(signed, f"{certificate.filename}.p7s")] == [certificate.number]
    found = QualifiedSignature.objects.get()
    assert (found.certificate, found.form, found.bound, found.file.sha256) == (certificate, "cades", True, certificate.sha256)
    assert found.signer == f"{SIGNER}, Тестова організація"
    assert found.issuer == "Надавач довірчих послуг, Тестова організація"
    assert found.signed_at is not None
    assert found.signed.read() == signed


def test_detached_cades_finds_its_file_by_the_hash_whatever_it_is_called(certificate: Certificate, pen: Pen) -> None:
    other = make_filed()
    signed = pen.cades(bytes_of(certificate))
    assert [row.number for row in take(signed, f"{other.number}.pdf.p7s")] == [certificate.number]


def test_cades_in_pem_is_taken(certificate: Certificate, pen: Pen) -> None:
    assert take(pen.cades(bytes_of(certificate), as_pem=True), "a.p7s")[0].number == certificate.number


def test_attached_with_a_hash_of_dstu_is_taken_and_said_to_be_less_sure(certificate: Certificate, pen: Pen) -> None:
    found = take(with_gost(pen.cades(bytes_of(certificate), attached=True)), "a.p7s")
    assert [(row.number, row.bound) for row in found] == [(certificate.number, False)]
    assert QualifiedSignature.objects.get().bound is False


def test_asic_s_is_taken(certificate: Certificate, pen: Pen) -> None:
    data = bytes_of(certificate)
    assert take(asic_s("a.pdf", data, pen.cades(data)), "a.asics")[0].number == certificate.number
    assert (QualifiedSignature.objects.get().form, QualifiedSignature.objects.get().bound) == ("asic", True)


@pytest.mark.parametrize(("gost", "bound"), [(False, True), (True, False)])
def test_asic_e_with_two_certificates_is_taken_for_both(certificate: Certificate, pen: Pen, gost: bool, bound: bool) -> None:
    other = make_filed()
    files = {"one.pdf": bytes_of(certificate), "two.pdf": bytes_of(other)}
    said = manifest(files)
    signature = with_gost(pen.cades(said)) if gost else pen.cades(said)
    assert [row.number for row in take(asic_e(files, said, signature), "a.asice")] == [certificate.number, other.number]
    assert [row.bound for row in QualifiedSignature.objects.all()] == [bound, bound]


def test_asic_e_with_xades_is_taken(certificate: Certificate) -> None:
    data = bytes_of(certificate)
    made = archive({"mimetype": b"x", "a.pdf": data, "META-INF/signatures001.xml": xades("a.pdf", data)})
    assert take(made, "a.asice")[0].number == certificate.number


def test_signature_within_the_pdf_is_taken_where_a_place_was_kept_for_it(keys: Path, house: Any, pen: Pen) -> None:
    house.qualified_later = True
    house.save()
    certificate = make_filed()
    signed = pen.pades(bytes_of(certificate))
    assert take(signed, "a.pdf")[0].number == certificate.number
    found = QualifiedSignature.objects.get()
    assert (found.form, found.bound, found.filename) == ("pades", True, f"{certificate.number}-КЕП.pdf")
    check = check_seal(signed)
    assert (check.state, len(check.others)) == (SealState.FINE, 1)
    assert SIGNER in check.others[0]


def test_archive_of_a_batch_is_taken_row_by_row(certificate: Certificate, pen: Pen) -> None:
    other = make_filed()
    files = {
        "a/one.p7s": pen.cades(bytes_of(certificate)), "two.p7s": pen.cades(bytes_of(other), attached=True), "note.txt": b"hello",
        "manifest.json": b"{}", "one.pdf": bytes_of(certificate),
    }  # fmt: skip
    found = take(archive(files), "all.zip")
    assert [(row.name, row.number) for row in found] == [("one.p7s", certificate.number), ("two.p7s", other.number), ("note.txt", "")]


def test_taken_twice_is_kept_once_and_leaves_one_trace(certificate: Certificate, pen: Pen) -> None:
    signed = pen.cades(bytes_of(certificate))
    assert [take(signed, "a.p7s")[0].number for _turn in range(2)] == [certificate.number] * 2
    assert QualifiedSignature.objects.count() == 1
    assert [event.verb for event in history_of(certificate)].count("take_qualified_signature") == 1


# --- refused ------------------------------------------------------------------------------------------


def test_signature_over_another_file_is_refused(certificate: Certificate, pen: Pen) -> None:
    assert refused(pen.cades(b"another file", attached=True)) == refusal_words(Refusal.NOT_OURS)
    assert refused(pen.cades(b"another file"), "nobody.p7s") == refusal_words(Refusal.NOT_OURS)
    assert refused(pen.cades(b"another file"), f"{certificate.filename}.p7s") == refusal_words(Refusal.OTHER_BYTES)


def test_changed_copy_of_our_file_is_refused(certificate: Certificate, pen: Pen) -> None:
    assert refused(pen.cades(bytes_of(certificate) + b"\n", attached=True)) == refusal_words(Refusal.NOT_OURS)


def test_attached_signature_whose_file_was_exchanged_is_refused(certificate: Certificate, pen: Pen) -> None:
    from asn1crypto import cms

    found = cms.ContentInfo.load(pen.cades(b"another file", attached=True))
    found["content"]["encap_content_info"]["content"] = bytes_of(certificate)
    assert refused(found.dump(force=True)) == refusal_words(Refusal.OTHER_BYTES)


def test_detached_with_a_hash_of_dstu_is_refused_with_what_to_do(certificate: Certificate, pen: Pen) -> None:
    words = refused(with_gost(pen.cades(bytes_of(certificate))), f"{certificate.filename}.p7s")
    assert words == refusal_words(Refusal.UNKNOWN_HASH)
    assert ".asice" in words


def test_container_with_another_certificates_signature_is_refused(certificate: Certificate, pen: Pen) -> None:
    other = make_filed()
    data, strange = bytes_of(certificate), bytes_of(other)
    assert refused(asic_s("a.pdf", data, pen.cades(strange))) == refusal_words(Refusal.OTHER_BYTES)
    said = manifest({"a.pdf": strange})
    assert refused(asic_e({"a.pdf": data}, said, pen.cades(said))) == refusal_words(Refusal.OTHER_BYTES)
    assert refused(asic_e({"a.pdf": data}, manifest({"a.pdf": data}), pen.cades(said))) == refusal_words(Refusal.OTHER_BYTES)


def test_container_whose_signature_does_not_speak_of_our_file_is_refused(certificate: Certificate, pen: Pen) -> None:
    said = manifest({"b.txt": b"b"})
    assert refused(asic_e({"a.pdf": bytes_of(certificate), "b.txt": b"b"}, said, pen.cades(said))) == refusal_words(Refusal.NOT_COVERED)


def test_pdf_sealed_against_any_change_takes_no_signature_within(certificate: Certificate, pen: Pen) -> None:
    assert refused(pen.pades(bytes_of(certificate)), "a.pdf") == refusal_words(Refusal.CHANGED)


def test_signed_pdf_with_a_changed_word_is_refused(keys: Path, house: Any, pen: Pen) -> None:
    house.qualified_later = True
    house.save()
    data = bytes_of(make_filed())
    assert refused(pen.pades(revised(data)), "a.pdf") == refusal_words(Refusal.CHANGED)
    assert refused(revised(pen.pades(data)), "a.pdf") == refusal_words(Refusal.CHANGED)
    assert refused(revised(data), "a.pdf") == refusal_words(Refusal.NOT_COVERED)


def test_our_own_file_unsigned_or_anothers_pdf_is_refused(certificate: Certificate, pen: Pen, pdf: bytes) -> None:
    assert refused(bytes_of(certificate), "a.pdf") == refusal_words(Refusal.NOT_OURS)
    assert refused(pen.pades(pdf), "a.pdf") == refusal_words(Refusal.NOT_OURS)


@pytest.mark.parametrize("data", [b"", b"x", b"\x30\x82", b"0" * 100_000, b"PK\x03\x04 broken", b"%PDF-1.7"], ids=range(6))
def test_rubbish_is_refused(certificate: Certificate, data: bytes) -> None:
    assert refused(data)


def test_archive_that_grows_beyond_the_limit_is_refused(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "LARGEST_FILE", 1_000_000)
    bomb = archive({"a.p7s": b"\0" * 2_000_000})
    assert len(bomb) < 10_000
    assert refused(bomb, "a.zip") == refusal_words(Refusal.BAD_ARCHIVE)
    monkeypatch.setattr(containers, "LARGEST_WHOLE", 1_500_000)
    assert refused(archive({f"{n}.p7s": b"\0" * 900_000 for n in range(2)}), "a.zip") == refusal_words(Refusal.BAD_ARCHIVE)
    monkeypatch.setattr(containers, "MOST_FILES", 3)
    assert refused(archive({f"{n}.p7s": b"" for n in range(4)}), "a.zip") == refusal_words(Refusal.BAD_ARCHIVE)


def test_names_in_an_archive_lead_nowhere(certificate: Certificate, pen: Pen) -> None:
    signed = pen.cades(bytes_of(certificate))
    for name in ("../../../etc/evil.p7s", "/etc/evil.p7s", "..\\..\\evil.p7s"):
        assert [row.name for row in take(archive({name: signed}), "a.zip")] == ["evil.p7s"]
    stored = QualifiedSignature.objects.get().signed.name
    assert stored == f"certificates/signatures/{certificate.code}-{hashlib.sha256(signed).hexdigest()[:16]}.p7s"


def test_entity_in_a_manifest_is_not_followed(certificate: Certificate, pen: Pen) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><ASiCManifest>&x;</ASiCManifest>'
    assert refused(asic_e({"a.pdf": bytes_of(certificate)}, bomb, pen.cades(bomb))) == refusal_words(Refusal.NOT_A_SIGNATURE)


# --- pages --------------------------------------------------------------------------------------------


def test_export_holds_the_files_as_they_are_and_what_each_hashes_to(certificate: Certificate, halyna: Any, browser_of: Any, pen: Pen) -> None:
    signed = make_filed()
    take(pen.cades(bytes_of(signed)), "a.p7s")
    answer = browser_of(halyna).post(reverse("certificates:qualified_export"))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as made:
        assert made.namelist() == [f"{certificate.number}.pdf", "manifest.json"]
        data, told = made.read(f"{certificate.number}.pdf"), json.loads(made.read("manifest.json"))
    assert data == bytes_of(certificate)
    row = {"number": certificate.number, "file": f"{certificate.number}.pdf", "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    assert told == {"certificates": [row], "damaged": []}
    assert list(unsigned()) == [certificate]


def test_damaged_file_does_not_go_out_and_the_manifest_says_so(certificate: Certificate) -> None:
    with certificate.pdf.storage.open(certificate.pdf.name, "wb") as file:
        file.write(b"%PDF-1.7 altered")
    out = io.BytesIO()
    export([certificate], out)
    with zipfile.ZipFile(out) as made:
        assert made.namelist() == ["manifest.json"]
        assert json.loads(made.read("manifest.json")) == {"certificates": [], "damaged": [certificate.number]}


def upload(browser: Any, *files: tuple[str, bytes]) -> Any:
    return browser.post(reverse("certificates:qualified"), {"files": [SimpleUploadedFile(name, data) for name, data in files]})


def words_of(answer: Any) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def test_coordinator_brings_back_and_reads_what_is_not_verified(certificate: Certificate, halyna: Any, browser_of: Any, pen: Pen) -> None:
    browser = browser_of(halyna)
    answer = upload(browser, ("a.p7s", pen.cades(bytes_of(certificate))), ("b.p7s", b"rubbish"))
    assert answer.status_code == 200
    assert "1 підпис прийнято." in words_of(answer)
    assert "1 файл не прийнято" in words_of(answer)
    assert "сам підпис тут НЕ перевірено" in words_of(answer)
    assert QualifiedSignature.objects.get().taken_by == halyna


def test_upload_of_nothing_of_rubbish_and_beyond_the_limit_is_refused_in_words(halyna: Any, browser_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = browser_of(halyna)
    assert browser.post(reverse("certificates:qualified")).status_code == 400
    assert upload(browser, ("a.p7s", b"rubbish")).status_code == 400
    monkeypatch.setattr(qualified_views, "LARGEST", 5)
    answer = upload(browser, ("a.p7s", b"rubbish"))
    assert answer.status_code == 400
    assert "завеликий" in words_of(answer) or "більший" in words_of(answer)


def test_holder_downloads_the_signature_and_reads_what_it_is(certificate: Certificate, browser_of: Any, pen: Pen, house: Any) -> None:
    house.qualified_verifier = "https://state.example/verify"
    house.save()
    signed = pen.cades(bytes_of(certificate))
    take(signed, "a.p7s")
    browser = browser_of(certificate.person)
    page = words_of(browser.get(reverse("certificates:mine")))
    address = reverse("certificates:signature", args=[certificate.code, QualifiedSignature.objects.get().pk])
    assert address in page
    assert "сам підпис тут НЕ перевірено" in page
    assert "https://state.example/verify" in page
    assert b"".join(browser.get(address).streaming_content) == signed


def test_strangers_find_neither_the_page_nor_the_signature(
    certificate: Certificate, petro: Any, olena: Any, taras: Any, browser_of: Any, pen: Pen
) -> None:
    take(pen.cades(bytes_of(certificate)), "a.p7s")
    peer = make_holder("peer@example.org")
    signature = reverse("certificates:signature", args=[certificate.code, QualifiedSignature.objects.get().pk])
    for person in (petro, olena, taras, peer):
        browser = browser_of(person)
        answers = [browser.get(reverse("certificates:qualified")), browser.post(reverse("certificates:qualified_export")), browser.get(signature)]
        assert [answer.status_code for answer in answers] == [404, 404, 404]


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_my_certificates_asks_the_same_of_the_database_for_one_and_for_three(
    count: int, pen: Pen, browser_of: Any, django_assert_num_queries: Any
) -> None:
    person = make_holder()
    for _turn in range(count):
        take(pen.cades(bytes_of(make_filed(person))), "a.p7s")
    browser = browser_of(person)
    browser.get(reverse("certificates:mine"))
    with django_assert_num_queries(9):
        browser.get(reverse("certificates:mine"))
