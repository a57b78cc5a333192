"""Certificates with a time-stamp authority by setting: issued at once whatever it does, made stronger later, known in every form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from certificates.models import Certificate, CertificateFile
from certificates.signing import issued, lists
from certificates.signing.checking import SealState, check_seal
from certificates.signing.issued import strengthen, strengthen_waiting
from certificates.signing.sealing import seal
from school.foundation.history import history_of
from school.foundation.models import Letter
from tests.factories.certificates import make_certificate
from tests.factories.seals import NOW, Authority, pem, put_key
from tests.factories.stamping import Stamping, serving, stamping_authority

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stamping(settings: Any, keys: Path, demonstration: Path) -> Iterator[Stamping]:
    with stamping_authority() as at:
        settings.SEAL_TSA_URL, settings.SEAL_LEVEL = at.url, "B-T"
        (keys / "authorities").mkdir(parents=True)
        (keys / "authorities" / "time.pem").write_bytes(pem(at.authority.certificate))
        yield at


def bytes_of(certificate: Certificate) -> bytes:
    certificate.refresh_from_db()
    with certificate.pdf.open("rb") as file:
        return file.read()


def test_without_settings_a_certificate_is_sealed_b_b_in_its_own_time_and_recorded(keys: Path) -> None:
    certificate = make_certificate()
    data, row = bytes_of(certificate), certificate.files.get()
    found = check_seal(data)
    assert (found.state, found.level, found.key_id, found.signed_at) == (SealState.FINE, "B-B", row.key, certificate.issued_at.replace(microsecond=0))
    assert (row.sha256, row.size, row.level, row.wanted) == (hashlib.sha256(data).hexdigest(), len(data), "B-B", "B-B")
    assert row.sha256 == certificate.sha256


def test_certificate_carries_its_time_stamp_from_the_beginning_where_the_authority_answers(stamping: Stamping) -> None:
    certificate = make_certificate()
    assert (check_seal(bytes_of(certificate)).level, certificate.files.get().level) == ("B-T", "B-T")
    assert strengthen_waiting() == 0


def test_authority_down_issues_b_b_at_once_and_the_sweep_makes_it_stronger(stamping: Stamping) -> None:
    stamping.behaves = "away"
    first, second = make_certificate(), make_certificate()
    before = bytes_of(first)
    assert stamping.asked == 1
    assert [(row.level, row.wanted) for row in CertificateFile.objects.all()] == [("B-B", "B-T")] * 2
    assert Letter.objects.filter(purpose="certificate_issued").count() == 2
    assert strengthen_waiting() == 0
    stamping.behaves = "fine"
    assert strengthen_waiting() == 2
    after = bytes_of(first)
    assert after.startswith(before)
    assert (check_seal(after).level, check_seal(bytes_of(second)).level) == ("B-T", "B-T")
    assert [row.sha256 for row in first.files.all()] == [hashlib.sha256(after).hexdigest(), hashlib.sha256(before).hexdigest()]
    assert first.sha256 == hashlib.sha256(after).hexdigest()
    assert strengthen_waiting() == 0
    assert Letter.objects.filter(purpose="certificate_issued").count() == 2
    assert [event.verb for event in history_of(first)].count("strengthen") == 1


def test_earlier_file_still_stands_by_itself_and_is_known(stamping: Stamping) -> None:
    stamping.behaves = "away"
    certificate = make_certificate()
    before = bytes_of(certificate)
    stamping.behaves = "fine"
    strengthen_waiting()
    assert check_seal(before).state == SealState.FINE
    assert CertificateFile.objects.get(sha256=hashlib.sha256(before).hexdigest()).certificate == certificate


def test_lost_file_does_not_hold_up_the_others(stamping: Stamping) -> None:
    stamping.behaves = "away"
    lost, other = make_certificate(), make_certificate()
    lost.refresh_from_db()
    Path(lost.pdf.path).unlink()
    stamping.behaves = "fine"
    assert strengthen_waiting() == 1
    assert check_seal(bytes_of(other)).level == "B-T"


def test_two_sweeps_at_once_make_a_file_stronger_once(stamping: Stamping) -> None:
    stamping.behaves = "away"
    certificate = make_certificate()
    row = certificate.files.get()
    stamping.behaves = "fine"
    first = strengthen(file=row)
    assert strengthen(file=row) == first
    assert certificate.files.count() == 2


def test_killed_after_the_file_was_written_the_next_sweep_writes_it_anew(stamping: Stamping, monkeypatch: pytest.MonkeyPatch) -> None:
    stamping.behaves = "away"
    certificate = make_certificate()
    before = bytes_of(certificate)
    stamping.behaves = "fine"
    with monkeypatch.context() as killing:
        killing.setattr(issued, "keep_file", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            strengthen_waiting()
    assert bytes_of(certificate) == before
    assert strengthen_waiting() == 1
    assert check_seal(bytes_of(certificate)).level == "B-T"
    assert len(list(Path(certificate.pdf.path).parent.glob(f"{certificate.code}*"))) == 2


def test_file_made_before_the_house_asked_for_more_is_left_as_it_is(keys: Path, settings: Any) -> None:
    certificate = make_certificate()
    with stamping_authority() as at:
        settings.SEAL_TSA_URL, settings.SEAL_LEVEL = at.url, "B-T"
        assert strengthen_waiting() == 0
    assert certificate.files.count() == 1


# --- revocation lists ---------------------------------------------------------------------------------


def test_lists_are_fetched_and_only_a_newer_one_replaces_them(keys: Path, settings: Any, pdf: bytes) -> None:
    authority = Authority()
    certificate = put_key(keys / "0001", authority)
    files = {"a.crl": authority.revoke(certificate.serial_number, at=NOW - timedelta(days=2))}
    with serving(files) as address:
        settings.SEAL_CRL_URLS = [f"{address}/a.crl", f"{address}/lost.crl", "http://127.0.0.1:1/away.crl"]
        assert (lists.fetch(), lists.fetch()) == (1, 0)
    data = seal(pdf, name="Центр", reason="Видано").data
    assert check_seal(data).state == SealState.REVOKED


@pytest.mark.parametrize("body", [b"rubbish", b"", Authority("Чужий").revoke()], ids=["rubbish", "nothing", "of nobody we believe"])
def test_list_that_proves_nothing_is_not_kept(keys: Path, settings: Any, body: bytes) -> None:
    put_key(keys / "0001", Authority())
    with serving({"a.crl": body}) as address:
        settings.SEAL_CRL_URLS = [f"{address}/a.crl"]
        assert lists.fetch() == 0
    assert not (keys / "lists").exists()
