"""What the QR proves without a network, and that it is read from paper."""

from __future__ import annotations

import base64
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from certificates.models import Certificate
from certificates.rendering import pdf_of
from certificates.verifying.payload import Payload, folded, key_mark, name_mark, read_payload, scan_address, series_mark, signed_facts
from school.foundation import keys
from tests.factories.certificates import kyiv_year, make_certificate, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
CODE = "0A1B2C3D4E5F6G7H"
FROZEN = {"issued_date": "2026-11-27", "hours": "18", "print": {"name": "Їжакевич Ґалина Євгеніївна"}}
NUMBER = "ШЕУ-2026-000123"


@pytest.fixture(autouse=True)
def own_keys(settings: object, tmp_path: Path) -> Path:
    settings.KEYS_DIR = tmp_path  # type: ignore[attr-defined]
    return tmp_path / "certificate-qr"


def scanned(certificate: Certificate, dpi: int) -> str:
    page = pypdfium2.PdfDocument(pdf_of(certificate))[0]
    found = zxingcpp.read_barcodes(page.render(scale=dpi / 72, grayscale=True).to_pil())
    return found[0].text


def test_facts_are_read_back_as_they_were_signed() -> None:
    said = read_payload(CODE, signed_facts(FROZEN, number=NUMBER, code=CODE))
    key = key_mark(keys.public_keys("certificate-qr")[0])
    name = name_mark("Їжакевич Ґалина Євгеніївна", CODE)
    assert said == Payload(123, date(2026, 11, 27), Decimal(18), series_mark("ШЕУ-2026"), key, name)


@pytest.mark.parametrize(
    ("hours", "told"), [("1.5", Decimal("1.5")), ("6553.4", Decimal("6553.4")), ("6553.5", None), ("0.25", None), ("99999", None)]
)
def test_hours_that_do_not_fit_are_not_told(hours: str, told: Decimal | None) -> None:
    said = read_payload(CODE, signed_facts(FROZEN | {"hours": hours}, number=NUMBER, code=CODE))
    assert said is not None
    assert said.hours == told


def test_no_bit_of_the_facts_the_signature_or_the_code_can_be_changed() -> None:
    text = signed_facts(FROZEN, number=NUMBER, code=CODE)
    raw = base64.b32decode(text + "=")
    for at in range(84):
        other = bytes([*raw[:at], raw[at] ^ 1, *raw[at + 1 :]])
        assert read_payload(CODE, base64.b32encode(other).decode().rstrip("=")) is None
    assert read_payload("0" * 16, text) is None
    assert read_payload(CODE, text.lower()) is not None


@pytest.mark.parametrize("text", ["", "A", "A" * 135, "А" * 135, "=" * 135, "🐈", "A" * 136, "1" * 135])
def test_what_is_no_payload_is_not_ours(text: str) -> None:
    assert read_payload(CODE, text) is None


def test_each_payload_is_written_in_one_way() -> None:
    text = signed_facts(FROZEN, number=NUMBER, code=CODE)
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".index(text[-1])
    other = text[:-1] + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[last ^ 1]  # the last sign has bits to spare
    assert read_payload(CODE, other) is None


def test_old_payload_is_ours_after_the_key_was_rotated(own_keys: Path) -> None:
    old = signed_facts(FROZEN, number=NUMBER, code=CODE)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (own_keys / "0002.pem").write_bytes(pem)
    new = signed_facts(FROZEN, number=NUMBER, code=CODE)
    first, second = read_payload(CODE, old), read_payload(CODE, new)
    assert first is not None
    assert second is not None
    assert [first.key, second.key] == [key_mark(key) for key in keys.public_keys("certificate-qr")]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("їжакевич  ґалина", "Їжакевич Ґалина"),
        ("Лук'яненко Дар`я", "Лук’яненко Дар’я"),
        ("Нечуй – Левицький І", "Нечуй-Левицький І"),
        ("И\u0306осип", "Йосип"),
        ("Anna\u00a0Kovalenko", "anna kovalenko"),
    ],
)
def test_name_is_the_same_however_it_is_typed(typed: str, printed: str) -> None:
    assert folded(typed) == folded(printed)


def test_another_name_is_another_mark() -> None:
    assert name_mark("Їжакевич Галина Євгеніївна", CODE) != name_mark("Їжакевич Ґалина Євгеніївна", CODE)
    assert name_mark("Їжакевич Ґалина Євгеніївна", "0" * 16) != name_mark("Їжакевич Ґалина Євгеніївна", CODE)


# --- on paper -----------------------------------------------------------------------------------


def test_qr_is_read_from_a_raster_at_100_dpi(settings: object) -> None:
    settings.PUBLIC_URL = "https://shkola.example.gov.ua"  # type: ignore[attr-defined]
    certificate = make_certificate()
    text = scanned(certificate, 100)
    head, code, payload = re.fullmatch(r"(HTTPS://SHKOLA\.EXAMPLE\.GOV\.UA/V)/([0-9A-Z]{16})/([A-Z2-7]{135})", text).groups()  # type: ignore[union-attr]
    assert (head, code) == ("HTTPS://SHKOLA.EXAMPLE.GOV.UA/V", certificate.code)
    said = read_payload(code, payload)
    assert said is not None
    assert (said.serial, said.series) == (1, series_mark(f"ШЕУ-{kyiv_year()}"))


def test_name_of_300_letters_makes_no_larger_symbol() -> None:
    long = make_certificate(make_holder(surname="Щ" * 120, given_name="Ї" * 120, patronymic="Я" * 58))
    assert len(scanned(long, 100)) == len(scanned(make_certificate(), 100))


@pytest.mark.parametrize(
    ("public", "start"),
    [
        ("https://school.example", "HTTPS://SCHOOL.EXAMPLE/V/"),
        ("http://127.0.0.1:8000", "HTTP://127.0.0.1:8000/V/"),
        ("https://школа.укр", "HTTPS://XN--80ATDL2C.XN--J1AMH/V/"),
        ("https://City.example/School", "https://City.example/School/V/"),
    ],
)
def test_address_goes_in_capitals_where_letter_case_does_not_matter(settings: object, public: str, start: str) -> None:
    settings.PUBLIC_URL = public  # type: ignore[attr-defined]
    assert scan_address(FROZEN, number=NUMBER, code=CODE).startswith(start + CODE + "/")
