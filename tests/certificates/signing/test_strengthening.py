"""Levels above B-B against a real time-stamp authority over HTTP; what fails leaves the file as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from certificates.enums import SealLevel
from certificates.signing import strengthening
from certificates.signing.checking import SealState, check_seal
from certificates.signing.sealing import seal
from certificates.signing.strengthening import NotStrengthened, strengthened
from certificates.signing.trust import trust_of_house
from tests.certificates.signing.test_checking import revised
from tests.factories.seals import NOW, Authority, pem, put_key
from tests.factories.stamping import Stamping, stamping_authority

pytestmark = pytest.mark.django_db


@pytest.fixture
def stamping(settings: Any, keys: Path) -> Iterator[Stamping]:
    """An authority of time that the house believes."""
    with stamping_authority() as at:
        settings.SEAL_TSA_URL = at.url
        (keys / "authorities").mkdir(parents=True)
        (keys / "authorities" / "time.pem").write_bytes(pem(at.authority.certificate))
        yield at


@pytest.fixture
def sealed(demonstration: Path, pdf: bytes) -> bytes:
    return seal(pdf, name="Центр", reason="Видано").data


@pytest.mark.parametrize("level", list(SealLevel)[1:])
def test_each_level_is_reached_stands_and_begins_with_what_was_handed_out_before(stamping: Stamping, sealed: bytes, level: SealLevel) -> None:
    data = strengthened(sealed, level)
    found = check_seal(data)
    assert (found.state, found.level) == (SealState.FINE, level)
    assert data.startswith(sealed)
    assert found.stamped_at is not None
    assert abs((found.stamped_at - NOW).total_seconds()) < 3600


@pytest.mark.parametrize("level", list(SealLevel)[1:])
def test_later_revision_is_told_at_every_level(stamping: Stamping, sealed: bytes, level: SealLevel) -> None:
    assert check_seal(revised(strengthened(sealed, level))).state == SealState.CHANGED


def test_stamp_proves_that_the_seal_was_there_before_the_key_was_revoked(stamping: Stamping, keys: Path, pdf: bytes) -> None:
    authority = Authority()
    certificate = put_key(keys / "0001", authority)
    data = seal(pdf, name="Центр", reason="Видано").data
    stamped = strengthened(data, SealLevel.T)
    at = check_seal(stamped).stamped_at
    assert at is not None
    (keys / "lists").mkdir()
    from datetime import timedelta

    (keys / "lists" / "a.crl").write_bytes(authority.revoke(certificate.serial_number, at=at + timedelta(hours=1)))
    assert [check_seal(row).state for row in (data, stamped)] == [SealState.REVOKED, SealState.FINE]
    (keys / "lists" / "a.crl").write_bytes(authority.revoke(certificate.serial_number, at=at - timedelta(hours=1)))
    assert check_seal(stamped).state == SealState.REVOKED


@pytest.mark.parametrize("behaves", ["away", "refusing", "rubbish", "slow"])
def test_failing_authority_leaves_the_file_as_it_is(stamping: Stamping, sealed: bytes, behaves: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strengthening, "TSA_SECONDS", 0.2)
    strengthening._authority.cache_clear()
    stamping.behaves = behaves
    with pytest.raises(NotStrengthened):
        strengthened(sealed, SealLevel.T)


def test_authority_that_the_house_does_not_believe_proves_nothing(stamping: Stamping, sealed: bytes, keys: Path) -> None:
    data = strengthened(sealed, SealLevel.T)
    (keys / "authorities" / "time.pem").unlink()
    found = check_seal(data)
    assert (found.state, found.level, found.stamped_at) == (SealState.FINE, "B-B", None)
    with pytest.raises(NotStrengthened, match="believed"):
        strengthened(sealed, SealLevel.T)


def test_long_term_level_needs_a_revocation_list_of_the_seals_issuer(stamping: Stamping, keys: Path, pdf: bytes) -> None:
    authority = Authority()
    put_key(keys / "0001", authority)
    data = seal(pdf, name="Центр", reason="Видано").data
    with pytest.raises(NotStrengthened, match="no revocation list"):
        strengthened(data, SealLevel.LT)
    (keys / "lists").mkdir()
    (keys / "lists" / "a.crl").write_bytes(authority.revoke())
    assert check_seal(strengthened(data, SealLevel.LT)).level == "B-LT"
    assert trust_of_house().lists
