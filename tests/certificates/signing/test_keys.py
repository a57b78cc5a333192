from __future__ import annotations

import json
import multiprocessing
import os
import stat
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from certificates.signing import making
from certificates.signing.checking import SealState, check_seal
from certificates.signing.keys import DEMONSTRATION, CommandKey, SealTrouble, Trouble, folders, known_keys, signing_key
from certificates.signing.making import ensure_demonstration, make_demonstration
from certificates.signing.sealing import seal
from tests.factories.seals import NOW, Authority, pem, private_pem, put_key

pytestmark = pytest.mark.django_db


def listed(**options: Any) -> Any:
    out = StringIO()
    call_command("seal_keys", json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def troubled() -> Trouble:
    with pytest.raises(SealTrouble) as found:
        signing_key()
    return found.value.trouble


def test_first_key_says_in_its_own_certificate_that_nobody_trusts_it(demonstration: Path) -> None:
    key = known_keys()[0]
    assert key.demonstration
    for name in (key.certificate.subject, key.certificate.issuer):
        assert [row.value for row in name.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)] == [DEMONSTRATION]
    assert "Муніципально-громадський центр «Е-урядування»" in key.certificate.subject.rfc4514_string()
    key.certificate.verify_directly_issued_by(key.chain[0])


def test_key_files_are_for_their_owner_alone(demonstration: Path) -> None:
    assert stat.S_IMODE(demonstration.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in demonstration.iterdir()} == {0o600}


def test_a_house_without_a_name_or_with_a_very_long_one_gets_its_key(keys: Path, house: Any) -> None:
    for name in ("", "Щ" * 250):
        house.name_uk, house.short_name_uk = name, name[:80]
        house.save()
        make_demonstration()
    assert len(known_keys()) == 2


def test_four_processes_at_once_make_one_key(keys: Path) -> None:
    fork = multiprocessing.get_context("fork")
    together = fork.Barrier(4)

    def make(number: int) -> None:
        together.wait()
        making._put({"certificate.pem": str(number).encode()}, 1)

    crew = [fork.Process(target=make, args=(number,)) for number in range(4)]
    for worker in crew:
        worker.start()
    for worker in crew:
        worker.join(30)
    assert [worker.exitcode for worker in crew] == [0] * 4
    assert [path.name for path in keys.iterdir()] == ["0001"]


def test_made_twice_the_first_key_stays(demonstration: Path) -> None:
    before = (demonstration / "key.pem").read_bytes()
    ensure_demonstration()
    assert ((demonstration / "key.pem").read_bytes(), len(folders())) == (before, 1)


def test_newest_key_in_force_signs_and_a_future_one_waits(keys: Path) -> None:
    authority = Authority()
    put_key(keys / "0001", authority)
    put_key(keys / "0002", authority)
    put_key(keys / "0003", authority, begins=NOW + timedelta(days=2))
    put_key(keys / "0004", authority, begins=NOW - timedelta(days=5), ends=NOW - timedelta(days=1))
    assert signing_key().id.startswith("0002-")


def test_demonstration_key_never_signs_again_once_an_authority_has_certified_one(demonstration: Path, keys: Path) -> None:
    put_key(keys / "0002", Authority(), begins=NOW - timedelta(days=5), ends=NOW - timedelta(days=1))
    make_demonstration()
    assert len(known_keys()) == 3
    assert troubled() == Trouble.EXPIRED


def test_trouble_is_named(keys: Path) -> None:
    assert troubled() == Trouble.MISSING
    put_key(keys / "0001", Authority(), begins=NOW + timedelta(days=2))
    assert troubled() == Trouble.NOT_YET
    (keys / "0001" / "certificate.pem").write_text("nothing")
    assert troubled() == Trouble.UNREADABLE


def test_key_put_back_is_taken_without_a_restart(demonstration: Path) -> None:
    raw = (demonstration / "key.pem").read_bytes()
    (demonstration / "key.pem").unlink()
    assert troubled() == Trouble.MISSING
    (demonstration / "key.pem").write_bytes(raw)
    assert signing_key().id.startswith("0001-")


# --- a command instead of a file ----------------------------------------------------------------------


def put_command_key(folder: Path, outside: Path, key: Any = None) -> str:
    """A seal whose key lies elsewhere, and the command that reaches it."""
    put_key(folder, Authority(), key=key)
    os.replace(folder / "key.pem", outside)
    return f"openssl dgst -sha256 -sign {outside}"


def test_command_signs_where_there_is_no_key_file(keys: Path, tmp_path: Path, settings: Any, pdf: bytes) -> None:
    settings.SEAL_COMMAND = put_command_key(keys / "0001", tmp_path / "vault.pem")
    assert isinstance(signing_key(), CommandKey)
    sealed = seal(pdf, name="Центр", reason="Видано")
    assert (check_seal(sealed.data).state, sealed.key_id) == (SealState.FINE, signing_key().id)
    assert listed()["keys"][0]["kind"] == "command"


def test_command_is_told_the_number_of_the_key(keys: Path, tmp_path: Path, settings: Any, pdf: bytes) -> None:
    command = put_command_key(keys / "0007", tmp_path / "0007.pem")
    settings.SEAL_COMMAND = f"sh -c '{command.replace('0007.pem', '$SEAL_KEY.pem')}'"
    assert check_seal(seal(pdf, name="Центр", reason="Видано").data).state == SealState.FINE


@pytest.mark.parametrize("command", ["false", "no-such-program", "echo not a signature", "sh -c 'exit 3'", "'"])
def test_command_that_fails_or_answers_nonsense_seals_nothing(keys: Path, tmp_path: Path, settings: Any, pdf: bytes, command: str) -> None:
    put_command_key(keys / "0001", tmp_path / "vault.pem")
    settings.SEAL_COMMAND = command
    with pytest.raises(SealTrouble) as found:
        seal(pdf, name="Центр", reason="Видано")
    assert found.value.trouble == Trouble.COMMAND


def test_command_that_signs_with_another_key_seals_nothing(keys: Path, tmp_path: Path, settings: Any, pdf: bytes) -> None:
    settings.SEAL_COMMAND = put_command_key(keys / "0001", tmp_path / "vault.pem")
    (tmp_path / "vault.pem").write_bytes(private_pem(ec.generate_private_key(ec.SECP256R1())))
    with pytest.raises(SealTrouble, match="seal_command_failed"):
        seal(pdf, name="Центр", reason="Видано")


# --- manage.py seal_keys ------------------------------------------------------------------------------


def test_request_is_certified_by_an_authority_and_installed(demonstration: Path, keys: Path, tmp_path: Path) -> None:
    call_command("seal_keys", request=True, stdout=StringIO())
    call_command("seal_keys", request=True, stdout=StringIO())
    asked = x509.load_pem_x509_csr((keys / "request" / "request.csr").read_bytes())
    authority, answer = Authority(), tmp_path / "answer.pem"
    answer.write_bytes(pem(authority.certify(asked.public_key(), name=asked.subject)) + pem(authority.certificate))
    assert listed()["signs"].startswith("0001-")
    found = listed(install=str(answer))
    assert (len(found["keys"]), found["signs"][:5], found["keys"][1]["demonstration"]) == (2, "0002-", False)
    assert not (keys / "request").exists()
    with pytest.raises(CommandError, match="уже встановлено"):
        call_command("seal_keys", install=str(answer))


def test_certificate_that_nobody_asked_for_is_not_installed(demonstration: Path, tmp_path: Path) -> None:
    authority, answer = Authority(), tmp_path / "answer.pem"
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    answer.write_bytes(pem(authority.certify(key)) + pem(authority.certificate))
    with pytest.raises(CommandError, match="Жоден наш запит"):
        call_command("seal_keys", install=str(answer))


@pytest.mark.parametrize("wrong", ["nothing", "alone", "other issuer"])
def test_incomplete_answer_is_not_installed(demonstration: Path, keys: Path, tmp_path: Path, wrong: str) -> None:
    call_command("seal_keys", request=True, stdout=StringIO())
    asked = x509.load_pem_x509_csr((keys / "request" / "request.csr").read_bytes())
    ours, answer = pem(Authority().certify(asked.public_key())), tmp_path / "answer.pem"
    answer.write_bytes({"nothing": b"", "alone": ours, "other issuer": ours + pem(Authority("Інший").certificate)}[wrong])
    with pytest.raises(CommandError):
        call_command("seal_keys", install=str(answer))
    assert len(known_keys()) == 1
    assert (keys / "request" / "key.pem").exists()


def test_certificate_of_a_key_in_a_device_is_installed_when_the_command_signs_with_it(keys: Path, tmp_path: Path, settings: Any) -> None:
    key, authority, answer = ec.generate_private_key(ec.SECP256R1()), Authority(), tmp_path / "answer.pem"
    (tmp_path / "device.pem").write_bytes(private_pem(key))
    answer.write_bytes(pem(authority.certify(key.public_key())) + pem(authority.certificate))
    settings.SEAL_COMMAND = "false"
    with pytest.raises(CommandError, match="SEAL_COMMAND"):
        call_command("seal_keys", install=str(answer))
    settings.SEAL_COMMAND = f"openssl dgst -sha256 -sign {tmp_path / 'device.pem'}"
    assert listed(install=str(answer))["signs"].startswith("0001-")


def test_list_fails_when_nothing_can_be_sealed(keys: Path) -> None:
    with pytest.raises(CommandError, match="seal_key_missing"):
        call_command("seal_keys", stdout=StringIO())


def test_new_adds_a_demonstration_key_that_signs(demonstration: Path) -> None:
    assert listed(new=True)["signs"].startswith("0002-")


# --- manage.py check --deploy -------------------------------------------------------------------------


def said() -> list[str]:
    return [str(row.id) for row in run_checks(tags=["certificates"], include_deployment_checks=True)]


def test_check_warns_of_what_a_public_house_must_not_have(keys: Path) -> None:
    assert said() == ["certificates.W001"]
    ensure_demonstration()
    assert said() == ["certificates.W001"]
    put_key(keys / "0002", Authority(), begins=NOW - timedelta(days=30), ends=NOW + timedelta(days=40))
    assert said() == ["certificates.W002"]
    put_key(keys / "0003", Authority())
    assert said() == []
    (keys / "0003" / "key.pem").write_text("nothing")
    assert said() == ["certificates.E003"]


def test_check_refuses_a_level_that_cannot_be_reached(settings: Any) -> None:
    settings.SEAL_LEVEL = "B-X"
    assert [row.id for row in run_checks(tags=["certificates"])] == ["certificates.E001"]
    settings.SEAL_LEVEL = "B-LT"
    assert [row.id for row in run_checks(tags=["certificates"])] == ["certificates.E002"]
