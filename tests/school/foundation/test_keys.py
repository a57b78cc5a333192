"""Keys are files: made once, only their owner reads them, old ones still verify."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from school.foundation import keys
from tests.courses.learning.test_races import together


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.KEYS_DIR = tmp_path
    return tmp_path / "passes"


def test_first_key_is_made_when_needed_and_read_by_its_owner_alone(folder: Path) -> None:
    signature = keys.sign("passes", b"said")
    [key] = folder.iterdir()
    assert (key.name, stat.S_IMODE(key.stat().st_mode), stat.S_IMODE(folder.stat().st_mode), len(signature)) == ("0001.pem", 0o600, 0o700, 64)


def test_only_what_was_signed_verifies(folder: Path) -> None:
    signature = keys.sign("passes", b"said")
    assert keys.verify("passes", b"said", signature)
    assert not keys.verify("passes", b"said more", signature)
    assert not keys.verify("passes", b"said", bytes(64))
    assert not keys.verify("others", b"said", signature)


def test_added_key_signs_and_the_old_one_still_verifies(folder: Path, tmp_path: Path) -> None:
    old = keys.sign("passes", b"said")
    keys.sign("spare", b"")
    (tmp_path / "spare" / "0001.pem").rename(folder / "0002.pem")
    new = keys.sign("passes", b"said")
    assert (new != old, keys.verify("passes", b"said", old), keys.verify("passes", b"said", new), len(keys.public_keys("passes"))) == (
        True,
        True,
        True,
        2,
    )


def test_half_written_key_is_not_met_and_the_folder_may_be_away_for_a_moment(folder: Path, tmp_path: Path) -> None:
    first = keys.sign("passes", b"said")
    (folder / "0002.pem").write_bytes(b"-----BEGIN PRIVATE KEY-----\nMC4C")
    assert keys.sign("passes", b"said") == first
    keys.sign("spare", b"")
    (folder / "0002.pem").write_bytes((tmp_path / "spare" / "0001.pem").read_bytes())
    second = keys.sign("passes", b"said")
    assert second != first
    folder.rename(tmp_path / "away")
    assert (keys.sign("passes", b"said"), folder.exists()) == (second, False)


def test_key_that_was_taken_out_no_longer_verifies(folder: Path, tmp_path: Path) -> None:
    keys.sign("passes", b"said")
    keys.sign("spare", b"")
    (tmp_path / "spare" / "0001.pem").rename(folder / "0002.pem")
    stolen = keys.sign("passes", b"said")
    (folder / "0002.pem").unlink()
    assert not keys.verify("passes", b"said", stolen)


def test_many_that_begin_at_once_share_one_key(folder: Path) -> None:
    for _time in range(5):
        assert together(*[lambda: keys._make(folder)] * 8) == []
    assert [path.name for path in folder.iterdir()] == ["0001.pem"]


def test_p256_signature_is_what_jose_expects_and_stands_by_its_public_key(folder: Path) -> None:
    signature = keys.sign_p256("passes", b"said")
    [public] = keys.public_p256_keys("passes")
    r, s = (int.from_bytes(signature[at : at + 32], "big") for at in (0, 32))
    public.verify(encode_dss_signature(r, s), b"said", ECDSA(SHA256()))
    assert len(signature) == 64
    with pytest.raises(InvalidSignature):
        public.verify(encode_dss_signature(r, s), b"said more", ECDSA(SHA256()))


def test_folder_of_one_kind_is_not_read_as_another(folder: Path) -> None:
    keys.sign("passes", b"said")
    with pytest.raises(TypeError):
        keys.sign_p256("passes", b"said")
