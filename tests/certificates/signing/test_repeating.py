"""The seal on the next file of a build: as sound as the first, and of that file alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from certificates import compiled
from certificates.compiled import Made
from certificates.rendering.paper import made_of
from certificates.signing import repeating
from certificates.signing.checking import SealState, check_seal
from certificates.signing.repeating import seal_like
from certificates.signing.sealing import Sealed, seal
from school.foundation.calendar import KYIV
from school.foundation.centre import CentreSettings
from tests.certificates.signing.test_checking import revised
from tests.factories.certificates import make_certificate, make_holder
from tests.factories.seals import Authority, put_key

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 27, 12, 0, 5, tzinfo=KYIV)


@pytest.fixture(autouse=True)
def nothing_learned() -> Iterator[None]:
    compiled.forget()
    repeating.forget()
    yield
    compiled.forget()
    repeating.forget()


@pytest.fixture
def build(house: CentreSettings, demonstration: Path) -> list[Made]:
    """Files of one build."""
    names = ("Бойко", "Білик", "Мазур", "Швець")
    found = [made_of(make_certificate(make_holder(surname=name, surname_latin="", given_name_latin=""))) for name in names]
    assert len({row.build for row in found}) == 1
    assert found[0].build
    return found


def sealed(made: Made, number: int = 0, **other: Any) -> Sealed:
    said = {"name": "Центр", "reason": f"Сертифікат ШЕУ-2026-{number:06} видано (центром)", "location": "Вінниця", "later": False}
    return seal_like(made.build, made.data, **{**said, "at": AT + timedelta(minutes=number), **other})


def test_every_file_is_sealed_in_its_own_time_with_its_own_reason(build: list[Made]) -> None:
    for number, made in enumerate(build):
        data = sealed(made, number).data
        found = check_seal(data)
        assert (found.state, found.level, found.signed_at) == (SealState.FINE, "B-B", AT + timedelta(minutes=number))
        [signature] = PdfFileReader(io.BytesIO(data)).embedded_signatures
        assert signature.sig_object["/Reason"] == f"Сертифікат ШЕУ-2026-{number:06} видано (центром)"
        assert data.startswith(made.data)


def test_pyhanko_seals_the_first_of_a_build_alone(build: list[Made], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(repeating, "seal", lambda *args, **said: asked.append(args) or seal(*args, **said))
    for number, made in enumerate(build):
        sealed(made, number)
    assert len(asked) == 1


def test_two_hundred_signatures_of_whatever_length_stand(build: list[Made]) -> None:
    """An ECDSA signature takes 68 to 72 bytes; what is around it changes with it."""
    states = {check_seal(sealed(build[number % 4], number).data).state for number in range(200)}
    assert states == {SealState.FINE}


def test_one_changed_bit_breaks_it_and_a_later_revision_is_told(build: list[Made]) -> None:
    for number, made in enumerate(build[:3]):
        data = sealed(made, number).data
    broken = bytearray(data)
    broken[broken.index(b"/MediaBox") + 12] ^= 1
    assert check_seal(bytes(broken)).state == SealState.BROKEN
    assert check_seal(revised(data)).state == SealState.CHANGED


def test_new_key_seals_with_a_seal_of_its_own(build: list[Made], keys: Path) -> None:
    before = [sealed(made).key_id for made in build]
    put_key(keys / "0002", Authority())
    after = [sealed(made) for made in build]
    assert {row.key_id for row in after}.isdisjoint(before)
    assert {check_seal(row.data).state for row in after} == {SealState.FINE}


def test_place_kept_for_a_qualified_signature_is_kept_in_every_file(build: list[Made]) -> None:
    for made in build:
        data = sealed(made, later=True).data
        assert check_seal(data).state == SealState.FINE
        fields = PdfFileReader(io.BytesIO(data)).root["/AcroForm"]["/Fields"]
        assert [str(field.get_object()["/T"]) for field in fields] == ["Qualified", "Seal"]


def test_repeated_seal_that_does_not_stand_is_never_handed_out(build: list[Made], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeating.Envelope, "around", lambda self, digest, key: b"\x30\x00")
    found = [sealed(made, number).data for number, made in enumerate(build)]
    assert {check_seal(data).state for data in found} == {SealState.FINE}


def test_file_of_no_build_is_sealed_by_pyhanko(pdf: bytes, demonstration: Path) -> None:
    assert check_seal(sealed(Made(pdf, "full")).data).state == SealState.FINE
    assert not repeating._builds
