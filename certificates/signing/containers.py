"""Archives that strangers send: read in memory within limits, never unpacked anywhere."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

MOST_FILES = 2000
LARGEST_FILE = 20 * 1024 * 1024
LARGEST_WHOLE = 300 * 1024 * 1024


class BadArchive(Exception):
    """Too many files, too large once unpacked, locked, or no archive at all."""


@dataclass(frozen=True)
class Entry:
    name: str
    data: bytes


def is_archive(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_asic(entries: list[Entry]) -> bool:
    return any(row.name.upper().startswith("META-INF/") for row in entries)


def entries_of(data: bytes) -> list[Entry]:
    """What is said of sizes in the archive is not believed: it is read up to the limit."""
    found, whole = [], 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            rows = [row for row in archive.infolist() if not row.is_dir()]
            if len(rows) > MOST_FILES:
                raise BadArchive
            for row in rows:
                with archive.open(row) as file:
                    raw = file.read(LARGEST_FILE + 1)
                whole += len(raw)
                if len(raw) > LARGEST_FILE or whole > LARGEST_WHOLE:
                    raise BadArchive
                found.append(Entry(row.filename, raw))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError, OSError) as problem:
        raise BadArchive from problem
    return found
