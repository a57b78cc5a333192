"""Two independent JavaScript verifiers and a JWT library read what we sign: accept the good, refuse the tampered, see the revoked.

Everything they ask for comes from our own addresses, by way of `world`; contexts are their own copies.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from certificates.credentials import issuer
from certificates.credentials.making import make_credential
from certificates.credentials.models import Credential
from certificates.issuing import replace, revoke
from tests.factories.certificates import make_certificate, make_holder, make_house

pytestmark = [pytest.mark.django_db]
HERE = Path(__file__).parent / "js"
PUBLIC = "https://school.example.org"
Said = dict[str, dict[str, Any]]
UNSIGNED = issuer.base64url(b'{"alg":"none","typ":"vc+jwt"}')


def judged(credentials: dict[str, Any], tokens: dict[str, str], number: int) -> Said:
    """What each verifier says of each; a judge that cannot be asked fails."""
    assert shutil.which("node"), "Node.js is missing: deploy/setup judges"
    assert (HERE / "node_modules").is_dir(), "the verifiers are missing: deploy/setup judges"
    paths = ["/.well-known/did.json", f"/credentials/status/{number}.json", f"/credentials/status/{number}.jwt"]
    world = {PUBLIC + path: Client().get(path).content.decode() for path in paths}
    given = json.dumps({"world": world, "credentials": credentials, "tokens": tokens})
    done = subprocess.run(["node", "judge.mjs"], cwd=HERE, input=given, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert {name: sorted(said[name]) for name in ("digitalbazaar", "verifiercore", "jose")} == {
        "digitalbazaar": sorted(credentials), "verifiercore": sorted(credentials), "jose": sorted(tokens)
    }  # fmt: skip
    return said


def tampered(credential: Credential) -> dict[str, Any]:
    said = json.loads(credential.document)
    said["credentialSubject"]["creditsEarned"] = 60
    return said


@pytest.fixture
def said(settings: Any) -> Said:
    settings.PUBLIC_URL = PUBLIC
    make_house()
    odd = make_holder(surname='О’Ніл-"Ґ"\\', given_name="😀", patronymic="", surname_latin="O'Neil")
    good, revoked, replaced = make_certificate(), make_certificate(), make_certificate(odd, language="en")
    rows = {"good": good, "revoked": revoked, "replaced": replaced}
    made = {name: make_credential(certificate=certificate) for name, certificate in rows.items()}
    revoke(certificate=revoked, actor=None, reason="Помилка")
    made["instead"] = make_credential(certificate=replace(certificate=replaced, actor=None, reason="Описка", changes={"surname": "О’Ніл"}))
    credentials = {name: json.loads(credential.document) for name, credential in made.items()} | {"tampered": tampered(made["good"])}
    head, body, signature = made["good"].token.split(".")
    number = made["good"].status_list.number
    tokens = {
        "good": made["good"].token,
        "tampered": f"{head}.{made['instead'].token.split('.')[1]}.{signature}",
        "unsigned": f"{UNSIGNED}.{body}.",
        "list": Client().get(f"/credentials/status/{number}.jwt").content.decode(),
    }
    return judged(credentials, tokens, number)


def test_every_judge_has_judged(said: Said) -> None:
    found = {
        name: [row.get("verified", row.get("steps", {}).get("valid_signature")) for row in said[name].values()] for name in said if name != "asked"
    }
    assert sum(value is True for row in found.values() for value in row) >= 10
    assert f"{PUBLIC}/.well-known/did.json" in said["asked"]


def test_digital_bazaar_accepts_the_good_and_refuses_the_tampered(said: Said) -> None:
    found = said["digitalbazaar"]
    assert {name: row["verified"] for name, row in found.items()} == {
        "good": True, "revoked": True, "replaced": True, "instead": True, "tampered": False
    }, found  # fmt: skip
    assert "Invalid signature" in found["tampered"]["error"]


def test_digital_bazaar_sees_what_is_revoked_and_replaced_on_our_list(said: Said) -> None:
    found = said["digitalbazaar"]
    assert {name: found[name]["ended"] for name in ("good", "instead", "revoked", "replaced")} == {
        "good": [False], "instead": [False], "revoked": [True], "replaced": [True]
    }  # fmt: skip


def test_verifier_core_accepts_the_good_and_refuses_the_tampered_and_the_revoked(said: Said) -> None:
    found = said["verifiercore"]
    assert [(found[name]["steps"]["valid_signature"], found[name]["steps"]["revocation_status"]) for name in ("good", "instead", "revoked", "replaced")] == [
        (True, True), (True, True), (True, False), (True, False)
    ], found  # fmt: skip
    assert found["tampered"] == {"steps": {}, "errors": ["invalid_signature"]}


def test_jose_accepts_our_tokens_and_refuses_the_tampered_and_the_unsigned(said: Said) -> None:
    found = said["jose"]
    assert {name: row["verified"] for name, row in found.items()} == {"good": True, "tampered": False, "unsigned": False, "list": True}, found
    assert found["good"]["payload"]["iss"] == found["list"]["payload"]["iss"] == "did:web:school.example.org"


def test_no_verifier_needs_anything_but_our_keys_and_our_list(said: Said) -> None:
    ours = {address for address in said["asked"] if address.startswith(PUBLIC)}
    assert ours == {f"{PUBLIC}/.well-known/did.json", f"{PUBLIC}/credentials/status/1.json"}
