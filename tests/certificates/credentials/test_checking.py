"""Fine, changed, somebody else's or nonsense; and what the register says. However hostile the upload, an answer."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
import struct
import zlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import timezone
from PIL import Image

from certificates.credentials import issuer, proofs
from certificates.credentials.baking import bake_png, bake_svg
from certificates.credentials.canonical import NotCanonical, canonical
from certificates.credentials.checking import Signature, Standing, check_credential
from certificates.credentials.making import make_credential
from certificates.credentials.models import Credential
from certificates.issuing import replace, revoke
from school.foundation import keys
from tests.factories.certificates import make_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


@pytest.fixture
def credential() -> Credential:
    return make_credential(certificate=make_certificate())


def changed(credential: Credential, change: Callable[[dict[str, Any]], Any]) -> str:
    said = json.loads(credential.document)
    change(said)
    return json.dumps(said, ensure_ascii=False)


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (3, 3)).save(file, "PNG")
    return file.getvalue()


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 3"><path d="M0 0h3v3z"/></svg>'


def test_every_form_is_read_and_is_fine(credential: Credential) -> None:
    forms = {
        "json": credential.document,
        "jwt": credential.token,
        "png": bake_png(picture(), credential.document),
        "svg": bake_svg(SVG, credential.document),
    }
    found = {form: check_credential(given) for form, given in forms.items()}
    assert [(form, check.form, check.ok, check.certificate) for form, check in found.items()] == [
        (form, form, True, credential.certificate) for form in forms
    ]
    assert check_credential(bake_png(picture(), credential.token)).ok
    assert check_credential(bake_svg(SVG, credential.token, token=True)).ok
    assert check_credential(credential.document.encode()).ok


def test_spaces_and_order_of_names_are_no_change(credential: Credential) -> None:
    said = json.loads(credential.document)
    assert check_credential(json.dumps(dict(reversed(said.items())), indent=4)).ok


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said["credentialSubject"]["identifier"][0].update(identityHash="Інша Людина"),
        lambda said: said["credentialSubject"].update(creditsEarned=60),
        lambda said: said.pop("validFrom"),
        lambda said: said.update(note="з відзнакою"),
        lambda said: said["credentialSubject"].update({"https://example.org/honours": "summa cum laude"}),
        lambda said: said["credentialSubject"]["achievement"].update({"@context": {"name": "https://example.org/other"}}),
        lambda said: said["proof"].update(created="2020-01-01T00:00:00Z"),
        lambda said: said["proof"].update(proofValue="z" + "1" * 88),
        lambda said: said["proof"].update(proofValue=7),
        lambda said: said["proof"].update(verificationMethod=f"{issuer.did()}#z6Mkother"),
        lambda said: said.pop("proof"),
        lambda said: said.update(proof=[said["proof"], said["proof"]]),
        lambda said: said.update({"@context": ["https://www.w3.org/ns/credentials/v2", "https://attacker.example/context.json"]}),
        lambda said: said["@context"].append("http://127.0.0.1:1/context.json"),
    ],
)
def test_one_changed_word_breaks_the_signature(credential: Credential, change: Callable[[dict[str, Any]], Any]) -> None:
    check = check_credential(changed(credential, change))
    assert (check.signature, check.matches, check.ok) == (Signature.BROKEN, False, False)


def test_another_issuers_credential_is_said_to_be_theirs(credential: Credential) -> None:
    check = check_credential(changed(credential, lambda said: said.update(issuer="did:web:example.org", id="https://example.org/1")))
    assert (check.signature, check.issuer, check.standing, check.certificate) == (Signature.FOREIGN, "did:web:example.org", Standing.UNKNOWN, None)


def test_name_of_our_certificate_under_another_issuer_is_not_ours(credential: Credential) -> None:
    assert check_credential(changed(credential, lambda said: said["issuer"].update(id="did:web:example.org"))).signature == Signature.FOREIGN


def test_signed_by_us_but_not_in_the_register_is_unknown(credential: Credential) -> None:
    said = json.loads(credential.document) | {"id": issuer.settings.PUBLIC_URL + "/credentials/0000000000000000.json"}
    said.pop("proof")
    check = check_credential(json.dumps(proofs.signed(said)))
    assert (check.signature, check.standing, check.matches) == (Signature.FINE, Standing.UNKNOWN, False)


def test_signed_by_us_with_other_words_than_the_registers_does_not_match(credential: Credential) -> None:
    said = json.loads(credential.document) | {"name": "Диплом магістра"}
    said.pop("proof")
    check = check_credential(json.dumps(proofs.signed(said)))
    assert (check.signature, check.matches, check.ok) == (Signature.FINE, False, False)


def test_revoked_replaced_and_expired_are_told_apart_though_the_signature_stays_fine() -> None:
    certificates = [make_certificate() for _time in range(3)]
    documents = [make_credential(certificate=certificate).document for certificate in certificates]
    revoke(certificate=certificates[0], actor=None, reason="Помилка")
    new = replace(certificate=certificates[1], actor=None, reason="Описка", changes={"surname": "Їжак"})
    certificates[2].valid_until = timezone.localdate() - timedelta(days=1)
    certificates[2].save()
    found = [check_credential(document) for document in documents]
    assert [(check.signature, check.standing) for check in found] == [
        (Signature.FINE, Standing.REVOKED), (Signature.FINE, Standing.REPLACED), (Signature.FINE, Standing.EXPIRED)
    ]  # fmt: skip
    assert found[1].certificate is not None
    assert found[1].certificate.replaced_by == new


def test_old_key_still_verifies_after_a_new_one_signs(credential: Credential, settings: Any, tmp_path: Any) -> None:
    settings.KEYS_DIR = tmp_path
    old = make_credential(certificate=make_certificate())
    assert not check_credential(credential.document).ok  # its keys are elsewhere: nobody's word
    for purpose in (issuer.PROOFS, issuer.TOKENS):
        new = keys.Ed25519PrivateKey.generate() if purpose == issuer.PROOFS else generate_private_key(SECP256R1())
        raw = new.private_bytes(Encoding.PEM, keys.PrivateFormat.PKCS8, keys.NoEncryption())
        (tmp_path / purpose / "0002.pem").write_bytes(raw)
    fresh = make_credential(certificate=make_certificate())
    assert [check_credential(text).ok for text in (old.document, old.token, fresh.document, fresh.token)] == [True] * 4
    assert json.loads(fresh.document)["proof"]["verificationMethod"] != json.loads(old.document)["proof"]["verificationMethod"]


def test_credential_of_an_earlier_address_of_ours_is_still_ours(credential: Credential, settings: Any) -> None:
    settings.PUBLIC_URL = "https://new.example.org"
    assert check_credential(credential.document).ok
    assert check_credential(credential.token).ok


# --- hostile -----------------------------------------------------------------------------------------


def part(value: Any) -> str:
    return issuer.base64url(json.dumps(value).encode())


def test_token_without_a_signature_is_refused(credential: Credential) -> None:
    payload = credential.token.split(".")[1]
    for name in ("none", "None", "NONE"):
        token = f"{part({'alg': name, 'typ': 'vc+jwt', 'kid': issuer.newest(issuer.token_keys())})}.{payload}."
        assert check_credential(token).signature == Signature.BROKEN


def test_public_key_used_as_a_password_is_refused(credential: Credential) -> None:
    [key] = issuer.token_keys().values()
    for secret in (
        key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint),
    ):
        said = f"{part({'alg': 'HS256', 'kid': issuer.newest(issuer.token_keys())})}.{credential.token.split('.')[1]}"
        token = f"{said}.{issuer.base64url(hmac.new(secret, said.encode(), hashlib.sha256).digest())}"
        assert check_credential(token).signature == Signature.BROKEN


def test_token_with_its_own_key_is_refused(credential: Credential) -> None:
    key = generate_private_key(SECP256R1())
    header = {"alg": "ES256", "jwk": issuer.jwk_of(key.public_key()), "kid": "did:web:attacker.example#1"}
    token = f"{part(header)}.{credential.token.split('.')[1]}.{credential.token.split('.')[2]}"
    assert check_credential(token).signature == Signature.BROKEN


def test_payload_of_another_certificate_under_a_good_signature_is_broken(credential: Credential) -> None:
    other = make_credential(certificate=make_certificate()).token.split(".")
    mine = credential.token.split(".")
    assert check_credential(f"{mine[0]}.{other[1]}.{mine[2]}").signature == Signature.BROKEN


def png_with(body: bytes) -> bytes:
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body))
    raw = picture()
    return raw[:33] + chunk + raw[33:]


ENTITIES = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>'
OUTSIDE = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>'


@pytest.mark.parametrize(
    "given",
    [
        "", " ", "7", "null", "[]", "{}", "[" * 100_000, '{"a":' * 100_000, "{" + " " * 10_000_000 + "}", "NaN", '{"id":1e999}',
        '{"issuer":"x","issuer":"y","type":"VerifiableCredential"}', '{"type":"VerifiableCredential","issuer":' + "9" * 5000 + "}",
        "a.b.c", "eyJhbGciOiJFUzI1NiJ9.e30.", "...", "ЇЇ.ЇЇ.ЇЇ", b"\xff\xfe\x00", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + b"\xff" * 100,
        "<svg", "<svg/>", ENTITIES, OUTSIDE, ENTITIES.encode(), b"<" * 100_000, b"<?xml version='1.0' encoding='nonsense'?><svg/>",
        b"\x89PNG\r\n\x1a\n" + b"0" * 5_000_000,
    ],
)  # fmt: skip
def test_nonsense_is_no_credential_and_no_crash(given: str | bytes) -> None:
    assert check_credential(given).signature == Signature.NONE


def test_picture_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    bomb = zlib.compress(b" " * 50_000_000, 9)
    assert check_credential(png_with(b"openbadgecredential\0\1\0\0\0" + bomb)).signature == Signature.NONE


def test_pixels_are_never_decoded(credential: Credential) -> None:
    """A picture of 100,000 by 100,000 pixels, as far as its head says, costs nothing and its credential is read."""
    baked = bytearray(bake_png(picture(), credential.document))
    baked[16:24] = struct.pack(">II", 100_000, 100_000)
    assert check_credential(bytes(baked)).ok


def test_compressed_text_in_a_picture_is_read(credential: Credential) -> None:
    assert check_credential(png_with(b"openbadgecredential\0\1\0\0\0" + zlib.compress(credential.document.encode()))).ok


def tangled(nodes: int) -> list[dict[str, Any]]:
    """Subjects whose nameless achievements are each related to all the others: no word tells one from another."""
    names = [f"_:tangle{at}" for at in range(nodes)]
    return [
        {
            "type": ["AchievementSubject"],
            "achievement": {"id": name, "type": ["Achievement"], "related": [{"id": other, "type": ["Related"]} for other in names if other != name]},
        }
        for name in names
    ]


@pytest.mark.parametrize("nodes", [3, 14])  # three are put in order at once where nothing is refused; with fourteen nobody sees the end
def test_tangled_nodes_do_not_keep_the_checker_busy(credential: Credential, nodes: int) -> None:
    """The poison that canonicalization is known for: answered at once, refused."""
    poisoned = changed(credential, lambda said: said.update(credentialSubject=tangled(nodes)))
    said = {name: value for name, value in json.loads(poisoned).items() if name != "proof"}
    with pytest.raises(NotCanonical, match=r"^two nodes are alike$"):
        canonical(said)
    assert check_credential(poisoned).signature == Signature.BROKEN


def test_token_in_an_envelope_is_opened_once(credential: Credential) -> None:
    envelope = {"type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{credential.token}"}
    assert check_credential(json.dumps(envelope)).ok
    inner = base64.urlsafe_b64encode(json.dumps(envelope).encode()).decode()
    assert (
        check_credential(json.dumps({"type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{inner}"})).signature == Signature.NONE
    )
