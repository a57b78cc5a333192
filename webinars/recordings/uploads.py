"""A large file comes in parts, goes on after any break, and becomes a cut once it is whole."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, Protocol

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Cut, Upload, Webinar
from .cuts import take_recording

LARGEST = 4 * 1024**3
KEPT = timedelta(days=7)  # after its last part
CHUNK = 1024 * 1024
SPARE = 512 * 1024**2  # left to the rest of the machine
DIGESTS = ("sha1", "sha256")
NO_ROOM = gettext_lazy("There is no room left on the server. Nothing was taken: try again when room has been made.")


class UploadRefused(Exception):
    """Nothing is taken; the text says why."""


class WrongOffset(Exception):
    """The part begins elsewhere than where the file ends."""


class WrongChecksum(Exception):
    """The part came damaged and was thrown away."""


class UploadBusy(Exception):
    """Another part is coming in at this moment."""


class Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


@transaction.atomic
def begin_upload(*, webinar: Webinar, user: object, name: str, size: int) -> Upload:
    settings.UPLOADS_DIR.mkdir(parents=True, exist_ok=True)
    if size <= 0:
        raise UploadRefused(_("This file is empty."))
    if size > LARGEST:
        raise UploadRefused(_("The file is larger than %(n)d GB. Export it smaller, or lay it in the server’s folder.") % {"n": LARGEST // 1024**3})
    if shutil.disk_usage(settings.UPLOADS_DIR).free < size + SPARE:
        raise UploadRefused(_("There is no room for this file on the server. Tell whoever keeps it; nothing was taken."))
    now = timezone.now()
    upload = Upload(webinar=webinar, user=user, name=name[-255:] or "recording", size=size, created_at=now, touched_at=now)
    upload.save()
    upload.path.touch()
    return upload


def add_part(*, upload: Upload, offset: int, body: Readable, digest: tuple[str, bytes] | None = None) -> int:
    """Returns the new offset. What has come before a break stays, but of a part with a checksum only the whole is kept."""
    with _writing(upload) as file:
        if offset != upload.offset:
            raise WrongOffset
        file.seek(offset)
        seen = hashlib.new(digest[0]) if digest else None
        end = offset
        try:
            for chunk in _chunks(body, upload.size - offset):
                file.write(chunk)
                end += len(chunk)
                if seen:
                    seen.update(chunk)
        finally:
            file.flush()
            if seen and digest and seen.digest() != digest[1]:
                file.truncate(offset)
        if seen and digest and seen.digest() != digest[1]:
            raise WrongChecksum
    Upload.objects.filter(pk=upload.pk).update(touched_at=timezone.now())
    return end


def _chunks(body: Readable, room: int) -> Iterator[bytes]:
    while chunk := body.read(CHUNK):
        if len(chunk) > room:
            raise UploadRefused(_("More has come than was announced."))
        room -= len(chunk)
        yield chunk


@contextmanager
def _writing(upload: Upload) -> Iterator[BinaryIO]:
    with upload.path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise UploadBusy from problem
        yield file


@transaction.atomic
def finish_upload(*, upload: Upload) -> Cut | None:
    """Once every byte is here it becomes a cut, however often this is asked."""
    row = Upload.objects.select_for_update().select_related("webinar", "user").get(pk=upload.pk)
    if row.cut_id or row.offset < row.size:
        return row.cut
    row.cut = take_recording(webinar=row.webinar, path=row.path, name=row.name, actor=row.user)
    row.save(update_fields=["cut"])
    transaction.on_commit(lambda: row.path.unlink(missing_ok=True))
    return row.cut


def drop_upload(*, upload: Upload) -> None:
    """It was given up: nothing of it is left. What has become a cut stays one."""
    if not upload.cut_id:
        upload.delete()
    upload.path.unlink(missing_ok=True)


def sweep_uploads() -> int:
    """What nobody goes on with goes; what was whole when the server was killed becomes a cut."""
    old = Upload.objects.filter(cut=None, touched_at__lt=timezone.now() - KEPT)
    count = 0
    for upload in Upload.objects.filter(cut=None).exclude(pk__in=old):
        with suppress(OSError):  # no room now: the next sweep tries again
            finish_upload(upload=upload)
    for upload in old:
        drop_upload(upload=upload)
        count += 1
    _sweep_files()
    return count


def _sweep_files() -> None:
    """Files that nothing names: what a killed server left half taken."""
    known = set(Upload.objects.filter(cut=None).values_list("code", flat=True))
    before = (timezone.now() - timedelta(days=1)).timestamp()
    for path in settings.UPLOADS_DIR.iterdir() if settings.UPLOADS_DIR.is_dir() else ():
        if path.name not in known and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def take_sent(*, webinar: Webinar, sent: UploadedFile, actor: object) -> Cut:
    """A whole file from a form without scripts."""
    settings.UPLOADS_DIR.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=settings.UPLOADS_DIR, prefix="form-") as file:
        for chunk in sent.chunks():
            file.write(chunk)
        file.flush()
        return take_recording(webinar=webinar, path=Path(file.name), name=sent.name or "", actor=actor)


def take_lying(*, webinar: Webinar, path: Path, actor: object) -> Cut:
    """A file of the server's folder is copied: whoever laid it there may go on changing theirs."""
    settings.UPLOADS_DIR.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=settings.UPLOADS_DIR, prefix="inbox-") as file:
        shutil.copyfile(path, file.name, follow_symlinks=False)
        return take_recording(webinar=webinar, path=Path(file.name), name=path.name, actor=actor)
