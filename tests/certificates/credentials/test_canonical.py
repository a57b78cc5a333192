"""Only our two vocabularies, only what they give a meaning to, and never a word over the network."""

from __future__ import annotations

import hashlib
import re
import socket
from pathlib import Path
from typing import Any

import pytest

from certificates import credentials
from certificates.credentials.canonical import OPEN_BADGES, VC, NotCanonical, canonical, load

SAID: dict[str, Any] = {
    "@context": [VC, OPEN_BADGES], "id": "https://example.org/1", "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": "did:web:example.org", "name": "Сертифікат", "credentialSubject": {"id": "urn:uuid:1", "type": ["AchievementSubject"], "creditsEarned": 0.6},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("somebody goes out")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_bundled_vocabularies_are_the_ones_everything_was_signed_under() -> None:
    folder = Path(credentials.__file__).parent / "contexts"
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.json")} == {
        "credentials-v2.json": "8a9f494a89ecc51db093e90e84713e07e84d6d9204364a9b3c7868b21751236f",
        "open-badges-3.0.3.json": "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761",
    }


def test_canonical_form_is_in_order_and_says_everything() -> None:
    assert canonical(SAID).decode().splitlines() == [
        '<https://example.org/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential> .',
        "<https://example.org/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://www.w3.org/2018/credentials#VerifiableCredential> .",
        '<https://example.org/1> <https://schema.org/name> "Сертифікат" .',
        "<https://example.org/1> <https://www.w3.org/2018/credentials#credentialSubject> <urn:uuid:1> .",
        "<https://example.org/1> <https://www.w3.org/2018/credentials#issuer> <did:web:example.org> .",
        "<urn:uuid:1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#AchievementSubject> .",
        '<urn:uuid:1> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#creditsEarned> "6.0E-1"^^<https://www.w3.org/2001/XMLSchema#float> .',
    ]  # fmt: skip


def test_order_of_names_does_not_matter() -> None:
    assert canonical(dict(reversed(SAID.items()))) == canonical(SAID)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/context.json",
        "https://w3id.org/security/data-integrity/v2",
        "file:///etc/passwd",
        "https://www.w3.org/ns/credentials/v2/",
        "",
    ],
)
def test_loader_gives_the_two_bundled_vocabularies_and_no_other(url: str) -> None:
    with pytest.raises(NotCanonical):
        load(url)
    for context in ([VC, url], [url], {"@import": url}, [VC, {"name": {"@id": "https://schema.org/name", "@context": url}}]):
        with pytest.raises(NotCanonical):
            canonical({**SAID, "@context": context})


@pytest.mark.parametrize(
    "change",
    [
        {"note": "з відзнакою"},
        {"type": ["VerifiableCredential", "Diploma"]},
        {"credentialSubject": {"id": "urn:uuid:1", "honours": True}},
        {"credentialSubject": {"id": "me"}},
        {"evidence": [{"id": "../1", "type": ["Evidence"]}]},
        {"credentialSchema": [{"id": "https://example.org/schema", "type": "1EdTechJsonSchemaValidator2019"}]},
    ],
)
def test_word_that_would_be_left_unsigned_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(NotCanonical):
        canonical({**SAID, **change})


def test_nothing_in_this_room_asks_another_host() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(credentials.__file__).parent.rglob("*.py")]
    assert not [
        word
        for text in sources
        for word in re.findall(r"\b(?:requests|urllib\.request|http\.client|httpx|aiohttp|urlopen|set_document_loader)\b", text)
    ]
