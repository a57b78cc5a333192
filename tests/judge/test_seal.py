"""The seal as other programs see it: pdfsig of poppler, OpenSSL, and a key in a token (SoftHSM) that never leaves it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.serialization import load_der_public_key

from certificates import compiled
from certificates.enums import SealLevel
from certificates.rendering.paper import made_of, pdf_of
from certificates.signing.checking import SealState, check_seal
from certificates.signing.issued import sealed_file
from certificates.signing.keys import CommandKey, signing_key
from certificates.signing.making import install, make_demonstration
from certificates.signing.sealing import seal
from certificates.signing.strengthening import strengthened
from tests.certificates.signing.test_checking import revised
from tests.factories.certificates import make_certificate, make_filed, make_holder, make_house
from tests.factories.seals import Authority, pem
from tests.factories.signatures import Pen
from tests.factories.stamping import stamping_authority

from .verapdf import broken_clauses

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(settings: Any, tmp_path: Path) -> Path:
    settings.KEYS_DIR = tmp_path / "keys"
    make_house()
    return settings.KEYS_DIR / "seal"


@pytest.fixture
def sealed(keys: Path) -> bytes:
    with make_filed().pdf.open("rb") as file:
        return file.read()


def changed(data: bytes) -> bytes:
    copy = bytearray(data)
    copy[copy.index(b"/MediaBox") + 14] ^= 1
    return bytes(copy)


def pdfsig(data: bytes, folder: Path) -> str:
    path = folder / "certificate.pdf"
    path.write_bytes(data)
    return subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True).stdout


def openssl_agrees(data: bytes, keys: Path, folder: Path) -> bool:
    """The CMS cut out of the file by its own ByteRange, over the bytes that range names, to our authority."""
    start, first, second, length = map(int, re.search(rb"/ByteRange\s*\[\s*(\d+) (\d+) (\d+) (\d+)", data).groups())  # type: ignore[union-attr]
    raw = bytes.fromhex(data[first + 1 : second - 1].decode())
    (folder / "seal.der").write_bytes(cms.ContentInfo.load(raw).dump())
    (folder / "signed").write_bytes(data[start : start + first] + data[second : second + length])
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "seal.der", "-content", "signed", "-out", "out"]
    command += ["-CAfile", str(keys / "0001" / "chain.pem"), "-purpose", "any"]
    return subprocess.run(command, cwd=folder, capture_output=True).returncode == 0


def test_all_three_agree_that_a_sealed_certificate_is_sound(sealed: bytes, keys: Path, tmp_path: Path) -> None:
    told = pdfsig(sealed, tmp_path)
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    assert openssl_agrees(sealed, keys, tmp_path)
    assert check_seal(sealed).state == SealState.FINE


def test_all_three_agree_that_a_repeated_seal_is_sound(keys: Path, tmp_path: Path) -> None:
    compiled.forget()
    rows = [make_certificate(make_holder(surname=name)) for name in ("Бойко", "Білик", "Мазур")]
    made = [made_of(row) for row in rows]
    data = [sealed_file(row, file.data, file.build).data for row, file in zip(rows, made, strict=True)][-1]
    assert made[-1].path == "compiled"
    told = pdfsig(data, tmp_path)
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert openssl_agrees(data, keys, tmp_path)
    assert check_seal(data).state == SealState.FINE
    assert not openssl_agrees(changed(data), keys, tmp_path)


def test_all_three_agree_that_one_changed_bit_breaks_it(sealed: bytes, keys: Path, tmp_path: Path) -> None:
    data = changed(sealed)
    assert "Digest Mismatch." in pdfsig(data, tmp_path)
    assert not openssl_agrees(data, keys, tmp_path)
    assert check_seal(data).state == SealState.BROKEN


def test_only_our_check_says_that_a_later_revision_changed_a_word_the_others_say_that_not_all_is_signed(
    sealed: bytes, keys: Path, tmp_path: Path
) -> None:
    data = revised(sealed)
    told = pdfsig(data, tmp_path)
    assert "Signature is Valid." in told
    assert "Not total document signed" in told
    assert openssl_agrees(data, keys, tmp_path)
    assert check_seal(data).state == SealState.CHANGED


def test_time_stamp_of_the_archive_leaves_the_seal_valid_to_pdfsig_which_does_not_verify_stamps(
    sealed: bytes, keys: Path, tmp_path: Path, settings: Any
) -> None:
    with stamping_authority() as at:
        settings.SEAL_TSA_URL = at.url
        (keys / "authorities").mkdir()
        (keys / "authorities" / "time.pem").write_bytes(pem(at.authority.certificate))
        data = strengthened(sealed, SealLevel.LTA)
    told = pdfsig(data, tmp_path)
    assert "Signature is Valid." in told
    assert len(re.findall(r"^Signature #\d", told, re.MULTILINE)) == 3
    assert openssl_agrees(data, keys, tmp_path)
    assert check_seal(data).level == SealLevel.LTA


def test_every_level_the_reserved_field_and_a_signature_in_it_keep_both_standards(keys: Path, tmp_path: Path, settings: Any) -> None:
    sheet = pdf_of(make_certificate())
    make_demonstration()
    plain, later = (seal(sheet, name="Центр", reason="Видано", later=later).data for later in (False, True))
    files = {"B-B": plain, "reserved": later, "qualified": Pen().pades(later)}
    with stamping_authority() as at:
        settings.SEAL_TSA_URL = at.url
        (keys / "authorities").mkdir()
        (keys / "authorities" / "time.pem").write_bytes(pem(at.authority.certificate))
        files |= {str(level): strengthened(plain, level) for level in list(SealLevel)[1:]}
    paths = [tmp_path / f"{name}.pdf" for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    found = broken_clauses(paths)
    assert len(found) == 2 * len(files) == 12
    assert {place: clauses for place, clauses in found.items() if clauses} == {}


# --- a key that never leaves its token ----------------------------------------------------------------


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """`pkcs11-tool` with a fresh token that has made a key of its own."""
    module = next(Path("/usr/lib").rglob("libsofthsm2.so"))
    (tmp_path / "tokens").mkdir()
    (tmp_path / "token.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "token.conf"))
    init = ["softhsm2-util", "--init-token", "--free", "--label", "seal", "--pin", "1234", "--so-pin", "12345678"]
    subprocess.run(init, check=True, capture_output=True)
    tool = ["pkcs11-tool", "--module", str(module), "--token-label", "seal"]
    subprocess.run([*tool, "--login", "--pin", "1234", "--keypairgen", "--key-type", "EC:prime256v1", "--id", "01"], check=True, capture_output=True)
    yield tool
    shutil.rmtree(tmp_path / "tokens")


def test_key_in_a_token_seals_by_command_and_pdfsig_finds_it_valid(keys: Path, pdf: bytes, token: list[str], settings: Any, tmp_path: Path) -> None:
    raw = subprocess.run([*token, "--read-object", "--type", "pubkey", "--id", "01", "-o", str(tmp_path / "pub")], check=True, capture_output=True)
    assert raw.returncode == 0
    authority = Authority()
    public: Any = load_der_public_key((tmp_path / "pub").read_bytes())
    sign = " ".join([*token, "--pin 1234 --sign --mechanism ECDSA --signature-format openssl --id 01 -i /dev/stdin -o /dev/stdout"])
    settings.SEAL_COMMAND = f'sh -c "openssl dgst -sha256 -binary | {sign} 2>/dev/null"'
    key = install(pem(authority.certify(public)) + pem(authority.certificate))
    assert not (key.folder / "key.pem").exists()
    assert isinstance(signing_key(), CommandKey)
    data = seal(pdf, name="Центр", reason="Видано").data
    assert "Signature is Valid." in pdfsig(data, tmp_path)
    assert openssl_agrees(data, keys, tmp_path)
    assert (check_seal(data).state, check_seal(data).key_id) == (SealState.FINE, key.id)


@pytest.fixture(scope="session")
def pdf() -> bytes:
    from tests.factories.seals import sheet

    return sheet()
