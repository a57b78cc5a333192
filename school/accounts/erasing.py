"""Handing a person's data over, and erasing it. Both walk what every room registered."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import PurePosixPath
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from school.foundation import history, privacy

from .models import User


def export_person(*, user: User) -> bytes:
    """A ZIP: one JSON file a room; a File among what a room hands over becomes a file of the archive."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for keeper in privacy.keepers():
            handed = _with_files(keeper.export(user), archive, keeper.name)
            archive.writestr(f"{keeper.name}.json", json.dumps(handed, ensure_ascii=False, indent=2, default=str))
    history.record(user, "export_person", actor=user)
    return memory.getvalue()


def _with_files(handed: Any, archive: zipfile.ZipFile, folder: str) -> Any:
    if isinstance(handed, dict):
        return {str(name): _with_files(value, archive, folder) for name, value in handed.items()}
    if isinstance(handed, list | tuple):
        return [_with_files(value, archive, folder) for value in handed]
    if not isinstance(handed, File):
        return handed
    if not handed.name:
        return ""
    number = sum(name.startswith(f"files/{folder}/") for name in archive.namelist()) + 1
    path = f"files/{folder}/{number}-{PurePosixPath(handed.name).name}"
    with handed.open("rb") as file:
        archive.writestr(path, file.read())
    return path


@transaction.atomic
def erase_person(*, user: User, actor: Any, reason: str = "") -> None:
    """Profile, contacts and free words go; the account becomes «person 1234»; events, counts and certificates stay."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.erased_at is not None:
        return
    for keeper in privacy.keepers():
        keeper.forget(user)
    user.email = f"erased-{user.code.lower()}@invalid.invalid"
    user.is_active = user.is_staff = user.is_superuser = False
    user.erased_at, user.last_login = timezone.now(), None
    user.set_unusable_password()  # which also ends every session: their hash no longer fits
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    history.record(user, "erase_person", actor=actor, reason=reason)


def is_last_administrator(user: User) -> bool:
    """Somebody must be left who can let others in."""
    return user.is_superuser and not User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists()
