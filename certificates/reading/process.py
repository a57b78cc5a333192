"""Hand a file to a process that may die of it. Nothing is written to disk, nothing comes back but JSON."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.conf import settings

from certificates.signing.trust import Trust, trust_of_house

from .places import place

LARGEST = 20 * 1024 * 1024
SECONDS = 20  # by the clock; the process bounds its own CPU and memory
LARGEST_ANSWER = 4 * 1024 * 1024
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Reading:
    """`kind`: pdf, locked, damaged, picture, other, or too_long for what would not be read within its bounds.

    `seal` is a SealCheck by its fields, `attached` the credential within the file, `lines` the words of the first page.
    """

    kind: str
    codes: list[str] = field(default_factory=list)  # what QR codes on the first page or in the picture hold
    lines: list[str] = field(default_factory=list)
    attached: str = ""
    seal: dict[str, Any] = field(default_factory=dict)


def read_file(data: bytes, trust: Trust | None = None) -> Reading:
    """Raises Busy where too many files are being read."""
    with place():
        return _read(data, trust)


def _read(data: bytes, trust: Trust | None) -> Reading:
    command = [sys.executable, "-m", "certificates.reading.child"]
    given = json.dumps(_carried(trust or trust_of_house())).encode() + b"\n" + data
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=SECONDS, cwd=settings.BASE_DIR, env=_environment(), check=False)
    except subprocess.TimeoutExpired:
        return Reading("too_long")
    if done.returncode != 0 or len(done.stdout) > LARGEST_ANSWER:
        log.warning("file_not_read", code=done.returncode, said=done.stderr[-400:].decode(errors="replace"))
        return Reading("too_long")
    return Reading(**json.loads(done.stdout))


def _carried(trust: Trust) -> dict[str, Any]:
    def text(row: bytes) -> str:
        return base64.b64encode(row).decode()

    return {
        "seals": {number: text(row) for number, row in trust.seals.items()},
        **{name: [text(row) for row in getattr(trust, name)] for name in ("issuers", "authorities", "lists")},
    }


def _environment() -> dict[str, str]:
    """No secret of ours: what reads a hostile file knows nothing worth stealing."""
    return {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV") if name in os.environ}
