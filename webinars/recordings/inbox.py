"""A folder of the server from which a recording can be picked: only plain files lying in it, by their names."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from .cuts import SUFFIXES


@dataclass(frozen=True)
class Lying:
    name: str
    path: Path
    size: int


def files_in_inbox() -> list[Lying]:
    """By name. No folders, nothing hidden, no links that could lead out, nothing that is no recording by its name."""
    if not settings.RECORDINGS_INBOX or not Path(settings.RECORDINGS_INBOX).is_dir():
        return []
    with os.scandir(settings.RECORDINGS_INBOX) as rows:
        found = [Lying(row.name, Path(row.path), row.stat(follow_symlinks=False).st_size) for row in rows if _is_offered(row)]
    return sorted(found, key=lambda row: row.name)


def _is_offered(row: os.DirEntry[str]) -> bool:
    return row.is_file(follow_symlinks=False) and not row.name.startswith(".") and Path(row.name).suffix.lower() in SUFFIXES
