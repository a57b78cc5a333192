"""The process that meets a hostile file. `python -m certificates.reading.child`: whom to believe in a line of JSON, then the file, on standard input."""

from __future__ import annotations

import base64
import dataclasses
import json
import os
import resource
import sys
from datetime import datetime
from typing import Any

CPU_SECONDS = 10
MEMORY = 1536 * 1024 * 1024
MOST_CODES = 5


def bound() -> None:
    """Before anything of the file is read."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(data: bytes, trust: dict[str, Any]) -> dict[str, Any]:
    if b"%PDF-" in data[:1024]:
        return _pdf(data, trust)
    from .picture import codes_in_picture

    codes = codes_in_picture(data)
    return {"kind": "other"} if codes is None else {"kind": "picture", "codes": codes[:MOST_CODES]}


def _pdf(data: bytes, trust: dict[str, Any]) -> dict[str, Any]:
    from .pdf import DamagedFile, LockedFile, read_pdf

    try:
        found = read_pdf(data)
    except LockedFile:
        return {"kind": "locked"}
    except DamagedFile:
        return {"kind": "damaged"}
    return {"kind": "pdf", **found, "codes": found["codes"][:MOST_CODES], "seal": _seal(data, trust)}


def _seal(data: bytes, trust: dict[str, Any]) -> dict[str, Any]:
    from certificates.signing.checking import check_seal
    from certificates.signing.trust import Trust

    def rows(name: str) -> tuple[bytes, ...]:
        return tuple(base64.b64decode(row) for row in trust[name])

    seals = {number: base64.b64decode(row) for number, row in trust["seals"].items()}
    return dataclasses.asdict(check_seal(data, Trust(seals, rows("issuers"), rows("authorities"), rows("lists"))))


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def main() -> None:
    bound()
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is not the answer
    from django.conf import settings

    settings.configure(USE_TZ=True, TIME_ZONE="UTC")
    head, _line, data = sys.stdin.buffer.read().partition(b"\n")
    with answer:
        answer.write(json.dumps(read(data, json.loads(head)), default=_plain))


if __name__ == "__main__":
    main()
