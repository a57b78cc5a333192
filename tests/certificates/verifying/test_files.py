"""A file that a stranger brings: the very one, an older one, a copy, an edited, re-signed or foreign one; and files made to harm."""

from __future__ import annotations

import hashlib
import io
import zlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from certificates.awards import kyiv_today
from certificates.credentials.badges import badge_png, badge_svg
from certificates.credentials.baking import bake_png, bake_svg
from certificates.credentials.models import Credential
from certificates.issuing import hide, replace, revoke
from certificates.models import Certificate, CertificateFile
from certificates.reading import process
from certificates.rendering import pdf_of, render
from certificates.signing.sealing import seal
from certificates.verifying.answers import Checked
from certificates.verifying.files import check_file
from school.foundation.models import Job
from school.foundation.printing import render_pdf
from tests.factories.certificates import make_certificate
from tests.factories.seals import Authority, put_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
GOOD = (True, True, True, True)


@pytest.fixture(autouse=True)
def own_keys(settings: Any, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.fixture
def certificate(house: object) -> Certificate:
    return with_file(make_certificate())


def with_file(certificate: Certificate) -> Certificate:
    render(Job.objects.get(kind="certificates.render", key=certificate.code))
    certificate.refresh_from_db()
    return certificate


def data_of(certificate: Certificate) -> bytes:
    with certificate.pdf.open("rb") as file:
        return file.read()


def said(checked: Checked) -> tuple[str, tuple[bool | None, ...]]:
    return checked.headline.code, tuple(row.ok for row in checked.answers.values())


def edited(certificate: Certificate, **words: str) -> bytes:
    """A sheet with other words, as a forger draws it: the code and the QR are the real ones."""
    other = Certificate(number=certificate.number, code=certificate.code, language=certificate.language, issued_at=certificate.issued_at)
    other.frozen = {**certificate.frozen, "print": {**certificate.frozen["print"], **words}}
    return pdf_of(other)


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


# --- ours -------------------------------------------------------------------------------------------


def test_very_file_is_genuine_and_only_then_the_word_is_said(certificate: Certificate) -> None:
    checked = check_file(data_of(certificate))
    assert said(checked) == ("genuine", GOOD)
    assert checked.fine
    assert checked.found is not None
    assert checked.found.number == certificate.number


def test_earlier_file_of_ours_is_told_from_the_latest(certificate: Certificate) -> None:
    earlier = data_of(certificate)
    later = seal(pdf_of(certificate), name="Центр", reason="Видано", location="Вінниця").data
    Certificate.objects.filter(pk=certificate.pk).update(sha256="0" * 64)  # a later file was made of it
    checked = check_file(earlier)
    assert said(checked) == ("genuine", GOOD)
    assert "пізніший" in checked.integrity.words
    assert said(check_file(later)) == ("genuine", GOOD)  # sealed by us, not in the archive
    assert "немає в нашому архіві" in check_file(later).integrity.words


def test_file_from_before_the_seal_is_known_by_its_bytes_and_not_called_genuine(certificate: Certificate) -> None:
    old = pdf_of(certificate)
    CertificateFile.objects.filter(certificate=certificate).update(sha256=hashlib.sha256(old).hexdigest(), level="", key="")
    checked = check_file(old)
    assert said(checked) == ("unsealed", (True, None, True, True))
    assert not checked.fine


def test_replaced_revoked_and_expired_files_stay_whole_and_are_not_in_force(certificate: Certificate) -> None:
    data = data_of(certificate)
    Certificate.objects.filter(pk=certificate.pk).update(valid_until=kyiv_today() - timedelta(days=1))
    assert said(check_file(data)) == ("expired", (True, True, True, False))
    Certificate.objects.filter(pk=certificate.pk).update(valid_until=None)
    new = replace(certificate=certificate, actor=None, reason="так", changes={"surname": "Їжак"})
    checked = check_file(data)
    assert said(checked) == ("replaced", (True, True, True, False))
    assert checked.found is not None
    assert checked.found.replaced_by == {"number": new.number, "code": new.code}
    other = with_file(make_certificate())
    revoke(certificate=other, actor=None, reason="Роботу списано")
    assert said(check_file(data_of(other))) == ("revoked", (True, True, True, False))


# --- forged -----------------------------------------------------------------------------------------


def test_bit_changed_under_the_seal_is_an_edit(certificate: Certificate) -> None:
    data = bytearray(data_of(certificate))
    data[data.index(b"/MediaBox") + 12] ^= 1
    checked = check_file(bytes(data))
    assert said(checked)[0] == "edited"
    assert (checked.integrity.ok, checked.signature.ok) == (False, False)


def test_later_revision_that_changes_a_word_is_told_though_the_seal_holds(certificate: Certificate) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(data_of(certificate)))
    page = writer.root["/Pages"]["/Kids"][0]
    over = writer.add_object(generic.StreamObject(stream_data=b"q 1 1 1 rg 60 500 500 60 re f Q"))
    page["/Contents"] = generic.ArrayObject([*page.raw_get("/Contents"), over])
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    checked = check_file(out.getvalue())
    assert said(checked)[0] == "changed"
    assert (checked.integrity.ok, checked.signature.ok, checked.fine) == (False, True, False)
    assert "до зміни" in checked.signature.words


def test_real_certificate_with_an_edited_name_shows_both(certificate: Certificate) -> None:
    checked = check_file(edited(certificate, name="Самозванець Степан Семенович"))
    assert said(checked) == ("other_words", (False, False, False, True))
    lines = [(row.register, row.file) for row in checked.differences]
    assert ("Їжакевич Ґалина Євгеніївна", "Самозванець Степан Семенович") in [
        (ours.replace("\u00a0", " "), theirs.replace("\u00a0", " ")) for ours, theirs in lines
    ]


def test_edited_file_signed_by_somebody_else_is_told(certificate: Certificate, settings: Any, tmp_path: Path) -> None:
    ours, settings.KEYS_DIR = settings.KEYS_DIR, tmp_path / "others"
    put_key(settings.KEYS_DIR / "seal" / "0001", Authority("Чужий центр"), common="Чужа школа")
    sealed = seal(edited(certificate, name="Самозванець Степан"), name="Центр", reason="Видано", location="Вінниця").data
    settings.KEYS_DIR = ours
    checked = check_file(sealed)
    assert said(checked) == ("resigned", (False, False, False, True))
    assert "Чужа школа" in checked.signature.words


def test_copy_without_the_seal_is_neither_genuine_nor_forged(certificate: Certificate) -> None:
    checked = check_file(pdf_of(certificate))
    assert said(checked) == ("copy", (False, False, True, True))
    assert checked.differences == []


def test_our_data_in_anothers_file_are_told(certificate: Certificate) -> None:
    credential = Credential.objects.get(certificate=certificate).document.encode()
    with pikepdf.open(io.BytesIO(render_pdf("<!doctype html><html lang='uk'><title>Диплом</title><h1>Диплом іншої школи</h1></html>"))) as pdf:
        pdf.attachments["credential.json"] = credential
        data = saved(pdf)
    checked = check_file(data)
    assert said(checked) == ("attached", (False, False, False, True))
    other = with_file(make_certificate())
    with pikepdf.open(io.BytesIO(pdf_of(other))) as pdf:
        pdf.attachments["credential.json"] = credential
        assert said(check_file(saved(pdf)))[0] == "attached"


def test_hidden_certificate_tells_its_state_and_no_word(certificate: Certificate) -> None:
    forged, data = edited(certificate, name="Самозванець Степан"), data_of(certificate)
    hide(certificate=certificate, actor=certificate.person)
    assert said(check_file(data)) == ("genuine", GOOD)
    checked = check_file(forged)
    assert said(checked)[0] == "other_words"
    assert checked.differences == []
    assert checked.found is not None
    assert checked.found.fields is None


# --- not a certificate, and made to harm ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unknown"), (b"hello", "unknown"), (b"\x00" * 5000, "unknown"), (b"PK\x03\x04" + b"0" * 100, "unknown"),
        (b"%PDF-1.7\nnonsense", "damaged"),
    ],
    ids=["nothing", "text", "zeros", "zip", "damaged"],
)  # fmt: skip
@pytest.mark.usefixtures("db")
def test_what_is_no_certificate_is_said_so(data: bytes, code: str) -> None:
    checked = check_file(data)
    assert said(checked) == (code, (None, None, None, None))


def test_somebody_elses_pdf_is_not_ours() -> None:
    checked = check_file(render_pdf("<!doctype html><html lang='uk'><title>Лист</title><p>Шановний пане</p></html>"))
    assert said(checked) == ("unknown", (None, None, False, None))


@pytest.mark.parametrize("user", ["secret", ""])
def test_locked_file_is_told(certificate: Certificate, user: str) -> None:
    with pikepdf.open(io.BytesIO(data_of(certificate))) as pdf:
        data = saved(pdf, encryption=pikepdf.Encryption(owner="owner", user=user))
    assert said(check_file(data))[0] == "locked"


def test_file_cut_short_is_not_genuine(certificate: Certificate) -> None:
    data = data_of(certificate)
    assert not check_file(data[: len(data) // 2]).fine
    assert not check_file(data[:-2000]).fine


def test_file_with_a_million_objects_is_answered_within_bounds() -> None:
    checked = check_file(million())
    assert checked.headline.code in ("too_complex", "unknown", "damaged")
    assert not checked.fine


def million() -> bytes:
    """Half a megabyte that unfolds into a million objects."""
    count = 1_000_000
    rows = b"".join(b"\x02" + (3).to_bytes(4, "big") + (number % 65536).to_bytes(2, "big") for number in range(count))
    table = zlib.compress(b"\x00" * 7 + b"\x01" + (9).to_bytes(4, "big") + b"\x00\x00" + rows)
    head = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    said = b"5 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>\nstream\n" % (count + 2, len(table))
    return head + said + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(head)


def test_page_of_a_mile_is_drawn_within_bounds() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 4_500_000, 4_500_000])
        assert said(check_file(saved(pdf)))[0] in ("unknown", "damaged", "too_complex")


def test_picture_bomb_is_not_unfolded() -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert said(check_file(out.getvalue()))[0] == "unknown"


def test_file_beyond_the_limit_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certificates.verifying.files.read_file", lambda _data: pytest.fail("read"))
    assert said(check_file(b"%PDF-" + b"0" * process.LARGEST))[0] == "too_large"


def test_reading_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch, certificate: Certificate) -> None:
    monkeypatch.setattr(process, "SECONDS", 0.01)
    assert said(check_file(data_of(certificate)))[0] == "too_complex"


def test_nothing_of_a_file_is_written_to_disk_and_no_secret_goes_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "very secret")
    assert "SECRET_KEY" not in process._environment()
    assert set(process._environment()) <= {"PATH", "LANG", "LC_ALL", "VIRTUAL_ENV"}


# --- pictures -----------------------------------------------------------------------------------------


def picture_of(data: bytes, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    pypdfium2.PdfDocument(data)[0].render(scale=150 / 72).to_pil().convert("RGB").rotate(3, expand=True, fillcolor="grey").save(out, kind, quality=70)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photo_leads_to_the_register_and_is_never_called_whole(certificate: Certificate, kind: str) -> None:
    checked = check_file(picture_of(data_of(certificate), kind))
    assert said(checked) == ("picture", (None, True, True, True))
    assert checked.found is not None
    assert checked.found.number == certificate.number


def test_photo_of_a_revoked_one_says_so_and_of_nothing_too(certificate: Certificate) -> None:
    photo = picture_of(data_of(certificate))
    revoke(certificate=certificate, actor=None, reason="Роботу списано")
    assert said(check_file(photo)) == ("revoked", (None, True, True, False))
    blank = io.BytesIO()
    Image.new("RGB", (900, 600), "white").save(blank, "PNG")
    assert said(check_file(blank.getvalue()))[0] == "no_code"


# --- credentials ----------------------------------------------------------------------------------------


def forms_of(certificate: Certificate) -> dict[str, bytes]:
    credential = Credential.objects.get(certificate=certificate)
    svg = bake_svg(badge_svg(certificate), credential.document).encode()
    png = bake_png(badge_png(certificate), credential.document)
    return {"json": credential.document.encode(), "jwt": credential.token.encode(), "svg": svg, "png": png}


@pytest.mark.parametrize("form", ["json", "jwt", "svg", "png"])
def test_credential_is_genuine_in_every_form_till_it_is_revoked(certificate: Certificate, form: str) -> None:
    data = forms_of(certificate)[form]
    assert said(check_file(data)) == ("genuine", GOOD)
    revoke(certificate=certificate, actor=None, reason="Роботу списано")
    assert said(check_file(data)) == ("revoked", (True, True, True, False))


def test_credential_with_another_word_is_forged(certificate: Certificate) -> None:
    data = forms_of(certificate)["json"].replace(b'"creditsEarned"', b'"creditsEarnt"').replace("Ґалина".encode(), "Галина".encode())
    assert data != forms_of(certificate)["json"]
    checked = check_file(data)
    assert said(checked) == ("edited", (False, False, False, True))


def test_credential_of_somebody_else_is_not_judged() -> None:
    data = b'{"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"], "issuer": "did:web:other.example"}'
    assert said(check_file(data)) == ("foreign", (None, None, False, None))
