"""What the QR says without a network: 20 bytes of facts and 64 of an Ed25519 signature, in RFC 4648 base 32 without padding.

    version u8 · serial u32 · issue day u16 · tenths of hours u16 · series u16 · key u8 · first 8 bytes of SHA-256(name ‖ code)

Big-endian. Days count from 2000-01-01; NOT_TOLD stands for hours that do not fit. A series is the first two bytes of the SHA-256
of its words («ШЕУ-2026»), a key the first of its public bytes' SHA-256. The signature covers DOMAIN, the code and the facts.
`templates/static/js/certificates/payload.js` reads the same. What is printed is never made anew: the layout is for ever.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from school.foundation import keys
from school.foundation.codes import fold_code

PURPOSE = "certificate-qr"
DOMAIN = b"certificate-qr 1:"
VERSION, FACTS, SIGNATURE = 1, 20, 64
NOT_TOLD = 0xFFFF
_LAYOUT = struct.Struct(">BIHHHB8s")
_FIRST_DAY = date(2000, 1, 1)
_ADDRESS = re.compile(r"/v/([^/?#]{16,40})(?:/([a-z2-7]{135}))?/?$", re.IGNORECASE)
_APOSTROPHES = re.compile("['`´ʼ‘’‛′＇]")
_DASHES = re.compile(r"\s*[\u2010-\u2015\u2212-]\s*")


@dataclass(frozen=True)
class Payload:
    serial: int
    issued_on: date
    hours: Decimal | None
    series: int
    key: int
    name: bytes


def scan_address(frozen: dict[str, Any], *, number: str, code: str) -> str:
    """What a QR holds: the short address in capitals, which a QR packs tightly, and the signed facts.

    An address with a path of its own keeps its letter case: only ours is known to be read in any.
    """
    scheme, host, path, _query, _fragment = urlsplit(settings.PUBLIC_URL)
    start = f"{scheme}://{host.encode('idna').decode()}{path}"
    return f"{start if path else start.upper()}/V/{code}/{signed_facts(frozen, number=number, code=code)}"


def read_address(text: str) -> tuple[str, str]:
    """Code and payload of an address that a camera copied; the payload is empty in a QR of before, both where it is no such address."""
    found = _ADDRESS.search(text.strip())
    return (fold_code(found[1]), found[2] or "") if found else ("", "")


def signed_facts(frozen: dict[str, Any], *, number: str, code: str) -> str:
    series, _dash, serial = number.rpartition("-")
    facts = _LAYOUT.pack(
        VERSION,
        int(serial),
        (date.fromisoformat(frozen["issued_date"]) - _FIRST_DAY).days,
        _tenths(Decimal(frozen["hours"])),
        series_mark(series),
        key_mark(keys.public_keys(PURPOSE)[-1]),
        name_mark(frozen["print"]["name"], code),
    )
    return _text(facts + keys.sign(PURPOSE, _message(code, facts)))


def read_payload(code: str, text: str) -> Payload | None:
    """What a payload of ours says of this certificate; None for what we never signed."""
    raw = _bytes(text)
    if len(raw) != FACTS + SIGNATURE or raw[0] != VERSION or not keys.verify(PURPOSE, _message(code, raw[:FACTS]), raw[FACTS:]):
        return None
    _version, serial, day, tenths, series, key, name = _LAYOUT.unpack(raw[:FACTS])
    hours = None if tenths == NOT_TOLD else Decimal(tenths) / 10
    return Payload(serial, _FIRST_DAY + timedelta(days=day), hours, series, key, name)


def name_mark(name: str, code: str) -> bytes:
    return hashlib.sha256((folded(name) + code).encode()).digest()[:8]


def folded(name: str) -> str:
    """A name as a person types it: letter case, the kind of apostrophe and dash, and spaces do not matter."""
    text = _DASHES.sub("-", _APOSTROPHES.sub("’", unicodedata.normalize("NFC", name)))
    return " ".join(text.lower().split())


def series_mark(words: str) -> int:
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:2])


def key_mark(public: bytes) -> int:
    return hashlib.sha256(public).digest()[0]


def _tenths(hours: Decimal) -> int:
    tenths = hours * 10
    return int(tenths) if tenths == int(tenths) and 0 <= tenths < NOT_TOLD else NOT_TOLD


def _message(code: str, facts: bytes) -> bytes:
    return DOMAIN + code.encode() + facts


def _text(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    """Empty for what is no base 32, or is another spelling of it."""
    text = text.upper()
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return b""
    return raw if _text(raw) == text else b""
