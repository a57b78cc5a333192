"""A person's photo, if they give one: for the badge and for whoever meets them at the door. What is kept is drawn anew from the pixels."""

from __future__ import annotations

import io
import warnings
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from school.foundation import history
from school.foundation.codes import new_code
from school.foundation.files import UnsafeFile, check_upload

from .models import Profile, User
from .rules import is_coordinator

KINDS = {"jpg", "png", "webp"}
LARGEST = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000  # of a JPEG, which is read at a smaller scale
MOST_WHOLE = 16_000_000  # of what has to be read whole
SIDE, LEAST = 600, 100


def portrait_from(upload: Any) -> bytes:
    """A square JPEG without anything but the picture; UnsafeFile says why there is none."""
    check_upload(upload, kinds=KINDS, largest=LARGEST)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            with Image.open(upload, formats=("JPEG", "PNG", "WEBP")) as picture:
                return _square(picture)
    except UnsafeFile:
        raise
    except Exception as problem:  # damaged files make the library fail in many ways: every one is an unreadable picture
        raise UnsafeFile(_("The file cannot be read as a picture. Send another photo, JPEG, PNG or WebP.")) from problem


def _square(picture: Image.Image) -> bytes:
    if picture.width * picture.height > (MOST_PIXELS if picture.format == "JPEG" else MOST_WHOLE):
        raise UnsafeFile(_("The picture has too many pixels: %(w)d × %(h)d. Make it smaller.") % {"w": picture.width, "h": picture.height})
    if min(picture.size) < LEAST:
        raise UnsafeFile(_("The picture is too small: it needs at least %(n)d pixels each way.") % {"n": LEAST})
    picture.draft("RGB", (2 * SIDE, 2 * SIDE))
    turned = ImageOps.exif_transpose(picture).convert("RGBA")
    side = min(SIDE, *turned.size)
    face = ImageOps.fit(turned, (side, side), Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    paper = Image.new("RGB", face.size, "white")
    paper.paste(face, mask=face.getchannel("A"))
    memory = io.BytesIO()
    paper.save(memory, "JPEG", quality=85, optimize=True)
    return memory.getvalue()


@transaction.atomic
def set_portrait(*, user: User, picture: bytes, actor: Any) -> None:
    """`picture` is what `portrait_from` gave. The one before goes."""
    profile = Profile.objects.select_for_update().get(user=user)
    before, name = profile.photo.name, f"{new_code(16)}.jpg"
    profile.photo.save(name, ContentFile(picture), save=False)
    Profile.objects.filter(pk=profile.pk).update(photo=profile.photo.name)
    _throw_away(profile, before)
    history.record(user, "set_portrait", actor=actor)


@transaction.atomic
def remove_portrait(*, user: User, actor: Any) -> None:
    profile = Profile.objects.select_for_update().filter(user=user).exclude(photo="").first()
    if profile is None:
        return
    Profile.objects.filter(pk=profile.pk).update(photo="")
    _throw_away(profile, profile.photo.name)
    history.record(user, "remove_portrait", actor=actor)


def _throw_away(profile: Profile, name: str | None) -> None:
    """Once nothing can bring the row back."""
    if name:
        storage = profile.photo.storage
        transaction.on_commit(lambda: storage.delete(name))


def portraits_seen_by(user: User) -> QuerySet[Profile]:
    """One's own; a coordinator's work needs everybody's."""
    rows = Profile.objects.exclude(photo="")
    return rows if is_coordinator(user) else rows.filter(user=user)
