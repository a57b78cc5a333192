"""Where files are made and where they are kept. What is being made lies in a work folder under another name; what is kept is whole."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone

from ..models import Cut, Kind, Rendition
from ..models.media import private_files
from .ffmpeg import DiskFull

BEING_MADE = ".part"


class HandedOver(File):
    """A file that a storage on this machine takes by renaming it, and any other by reading it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.open("rb"), name=path.name)
        self.path = path

    def temporary_file_path(self) -> str:
        return str(self.path)


class Busy(Exception):
    """Another worker has this cut in its hands."""


@contextmanager
def work_folder(cut: Cut) -> Iterator[Path]:
    """One worker at a time; what an earlier one left is found again."""
    folder = settings.RECORDINGS_WORK / f"cut-{cut.pk}"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise Busy(f"cut {cut.pk}") from problem
        yield folder


def forget_work(cut: Cut) -> None:
    shutil.rmtree(settings.RECORDINGS_WORK / f"cut-{cut.pk}", ignore_errors=True)


def being_made(path: Path) -> Path:
    return path.with_name(path.name + BEING_MADE)


def made(path: Path) -> None:
    """What was being made is whole: it gets its name."""
    os.replace(being_made(path), path)


def begin_folder(path: Path) -> Path:
    folder = being_made(path)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def local(storage: Storage, name: str | None, folder: Path) -> Path:
    """The stored file as ffmpeg reads it: where it lies, or a copy in the work folder."""
    if not name:
        raise FileNotFoundError("no file")
    with suppress(NotImplementedError):
        return Path(storage.path(name))
    copy = folder / name.replace("/", "-")
    if not copy.exists():
        with storage.open(name) as source, being_made(copy).open("wb") as target:
            shutil.copyfileobj(source, target, 1024 * 1024)
        made(copy)
    return copy


def keep_file(cut: Cut, kind: Kind, path: Path, *, width: int | None = None, height: int | None = None) -> Rendition:
    """A finished file becomes a rendition. Done again after a kill, it replaces what had no row."""
    row = Rendition(cut=cut, kind=kind, size=path.stat().st_size, width=width, height=height)
    put(f"{cut.folder}/{path.name}", path)
    return _row(row, f"{cut.folder}/{path.name}")


def keep_folder(cut: Cut, kind: Kind, folder: Path, head: str) -> Rendition:
    size = 0
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            size += path.stat().st_size
            put(f"{cut.folder}/{folder.name}/{path.relative_to(folder)}", path)
    return _row(Rendition(cut=cut, kind=kind, size=size), f"{cut.folder}/{folder.name}/{head}")


def put(name: str, path: Path) -> None:
    """The work folder keeps its own until the row is written: a link costs no room."""
    storage, handed = private_files(), path
    with suppress(OSError):
        handed = being_made(path)
        handed.unlink(missing_ok=True)
        os.link(path, handed)
    try:
        if storage.exists(name):
            storage.delete(name)
        with HandedOver(handed if handed.exists() else path) as file:
            kept = storage.save(name, file)
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            raise DiskFull(str(problem)) from problem
        raise
    if kept != name:
        storage.delete(kept)
        raise FileExistsError(name)


@transaction.atomic
def _row(row: Rendition, name: str) -> Rendition:
    row.file.name, row.created_at = name, timezone.now()
    found = Rendition.objects.filter(cut=row.cut, kind=row.kind).first()
    if found:
        return found
    row.save(force_insert=True)
    return row
