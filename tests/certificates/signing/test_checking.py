"""A stranger's PDF is told apart from ours, whatever was done to it."""

from __future__ import annotations

import io
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from certificates.signing.checking import SealState, check_seal
from certificates.signing.sealing import seal
from certificates.signing.trust import trust_of_house
from tests.factories.seals import NOW, Authority, put_key, sheet

pytestmark = pytest.mark.django_db


def sealed(pdf: bytes, **fields: Any) -> bytes:
    return seal(pdf, **{"name": "Центр", "reason": "Видано", "location": "Вінниця"} | fields).data


def revised(data: bytes) -> bytes:
    """The same file with a later revision that changes a word."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    writer.root["/Lang"] = generic.pdf_string("en")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_sealed_file_is_fine_and_says_who_and_when(demonstration: Path, pdf: bytes) -> None:
    found = check_seal(sealed(pdf, at=NOW.replace(microsecond=0)))
    assert (found.state, found.level, found.demonstration, found.key_over, found.others) == (SealState.FINE, "B-B", True, False, ())
    assert found.key_id.startswith("0001-")
    assert found.signed_at == NOW.replace(microsecond=0)
    assert "Центр «Е-урядування»" in found.signer.replace("Муніципально-громадський центр", "Центр")


def test_sheet_stands_untouched_at_the_beginning_of_the_sealed_file(demonstration: Path, pdf: bytes) -> None:
    assert sealed(pdf).startswith(pdf)


def test_file_without_a_signature_has_none(demonstration: Path, pdf: bytes) -> None:
    assert check_seal(pdf).state == SealState.NONE


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"GIF89a", b"\x00" * 5000], ids=["nothing", "a beginning", "a picture", "zeros"])
def test_what_is_no_pdf_is_unreadable(demonstration: Path, data: bytes) -> None:
    assert check_seal(data).state == SealState.UNREADABLE


def test_file_under_a_password_is_unreadable(demonstration: Path, pdf: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sealed(pdf))) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert check_seal(out.getvalue()).state == SealState.UNREADABLE


def test_one_changed_bit_under_the_seal_breaks_it(demonstration: Path, pdf: bytes) -> None:
    data = bytearray(sealed(pdf))
    data[data.index(b"/MediaBox") + 14] ^= 1
    assert check_seal(bytes(data)).state == SealState.BROKEN


def test_later_revision_that_changes_a_word_is_told_though_the_seal_itself_holds(demonstration: Path, pdf: bytes) -> None:
    assert check_seal(revised(sealed(pdf))).state == SealState.CHANGED


def test_file_sealed_by_another_house_is_a_strangers(demonstration: Path, pdf: bytes, settings: Any, tmp_path: Path) -> None:
    ours = trust_of_house()
    settings.KEYS_DIR = tmp_path / "others"
    put_key(settings.KEYS_DIR / "seal" / "0001", Authority("Чужий центр"), common="Чужа школа")
    found = check_seal(sealed(pdf), ours)
    assert (found.state, found.key_id) == (SealState.STRANGER, "")
    assert "Чужа школа" in found.signer


def test_another_customer_of_our_own_authority_is_a_stranger(keys: Path, pdf: bytes, settings: Any, tmp_path: Path) -> None:
    authority = Authority()
    put_key(keys / "0001", authority)
    ours = trust_of_house()
    settings.KEYS_DIR = tmp_path / "others"
    put_key(settings.KEYS_DIR / "seal" / "0001", authority)
    assert check_seal(sealed(pdf), ours).state == SealState.STRANGER


def test_sealed_by_an_old_key_stands_when_a_new_one_seals_and_when_the_old_is_over(keys: Path, pdf: bytes) -> None:
    authority = Authority()
    then = (NOW - timedelta(days=300)).replace(microsecond=0)
    put_key(keys / "0001", authority, begins=NOW - timedelta(days=400), ends=NOW + timedelta(days=10))
    old = sealed(pdf, at=then)
    put_key(keys / "0002", authority)
    new = sealed(pdf)
    assert [check_seal(data).key_id[:4] for data in (old, new)] == ["0001", "0002"]
    assert [check_seal(data).state for data in (old, new)] == [SealState.FINE, SealState.FINE]


def test_key_whose_time_was_over_when_it_sealed_is_told(keys: Path, pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    from certificates.signing import sealing

    put_key(keys / "0001", Authority(), ends=NOW - timedelta(days=1), begins=NOW - timedelta(days=40))
    key = sealing.signing_key(NOW - timedelta(days=2))
    monkeypatch.setattr(sealing, "signing_key", lambda: key)
    late, then = sealed(pdf), (NOW - timedelta(days=2)).replace(microsecond=0)
    assert check_seal(late).state == SealState.EXPIRED
    found = check_seal(sealed(pdf, at=then))
    assert (found.state, found.key_over) == (SealState.FINE, True)


@pytest.mark.parametrize("hours", [1, -1], ids=["revoked after the time it claims", "revoked before"])
def test_revoked_key_is_told_whatever_time_the_file_claims(keys: Path, pdf: bytes, hours: int) -> None:
    authority = Authority()
    certificate = put_key(keys / "0001", authority)
    at = NOW - timedelta(days=1)
    data = sealed(pdf, at=at)
    (keys / "lists").mkdir()
    (keys / "lists" / "a.crl").write_bytes(authority.revoke(certificate.serial_number, at=at + timedelta(hours=hours)))
    found = check_seal(data)
    assert (found.state, found.revoked_at) == (SealState.REVOKED, (at + timedelta(hours=hours)).astimezone(UTC).replace(microsecond=0))


def test_list_that_another_authority_has_signed_revokes_nothing(keys: Path, pdf: bytes) -> None:
    certificate = put_key(keys / "0001", Authority())
    (keys / "lists").mkdir()
    (keys / "lists" / "a.crl").write_bytes(Authority().revoke(certificate.serial_number))
    assert check_seal(sealed(pdf)).state == SealState.FINE


def test_whole_trust_travels_as_bytes_without_a_key(demonstration: Path, pdf: bytes, settings: Any, tmp_path: Path) -> None:
    import pickle

    trust, data = trust_of_house(), sealed(pdf)
    told = pickle.dumps(trust)
    assert (demonstration / "key.pem").read_bytes().splitlines()[1] not in told
    settings.KEYS_DIR = tmp_path / "nothing"
    assert check_seal(data, pickle.loads(told)).state == SealState.FINE


def test_attachment_of_ours_in_anothers_file_has_no_seal(demonstration: Path, pdf: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sheet("Чужий"))) as file:
        file.attachments["certificate.pdf"] = sealed(pdf)
        file.save(out)
    assert check_seal(out.getvalue()).state == SealState.NONE
