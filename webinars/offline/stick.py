"""A package for a stick: webinars that open by file:// in any browser. Built as a job; the media are stored as they are."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.foundation import history, jobs
from school.foundation.models import Job, JobState

from ..models import Rendition, Stick, StickForm, Webinar
from . import leaves

KIND = "webinars.stick"
KEPT = timedelta(days=7)  # a package can be fetched so long; its progress is taken for ever
MOST = 40
CHUNK = 1024 * 1024
WANTED = {
    StickForm.VIDEO: ("video_360", "video_720"),
    StickForm.LARGE: ("video_720", "video_360"),
    StickForm.LIGHT: ("audio_light", "audio"),
}


class NotPacked(Exception):
    """The package cannot be made; the text says why."""


@transaction.atomic
def order_stick(*, user: Any, webinars: Iterable[Webinar], form: str, language: str) -> Stick:
    """Ask for a package; it is built in the background. The same one asked for again, before it is built, is that one.

    The caller has looked the webinars up as open to this person.
    """
    chosen = [webinar for webinar in webinars if webinar.recorded]
    if not chosen:
        raise NotPacked(_("Choose at least one recording."))
    if len(chosen) > MOST:
        text = ngettext("No more than %(n)d recording fits one package.", "No more than %(n)d recordings fit one package.", MOST)
        raise NotPacked(f"{text % {'n': MOST}} {_('Choose fewer now, and order another package for the rest.')}")
    get_user_model().objects.select_for_update().get(pk=user.pk)  # two clicks are one after another
    if same := _being_built(user, chosen, form, language):
        return same
    stick = Stick.objects.create(person=user, form=form, language=language, created_at=timezone.now())
    stick.webinars.set(chosen)
    history.record(stick, "order_stick", actor=user, data={"webinars": [webinar.pk for webinar in chosen], "form": form})
    jobs.enqueue(KIND, key=stick.code, args={"stick": stick.pk}, total=len(chosen) + 1, actor=user)
    return stick


def _being_built(user: Any, chosen: list[Webinar], form: str, language: str) -> Stick | None:
    rows = Stick.objects.filter(person=user, form=form, language=language, built_at=None, problem="").prefetch_related("webinars")
    failed = set(Job.objects.filter(kind=KIND, key__in=[row.code for row in rows], state=JobState.FAILED).values_list("key", flat=True))
    wanted = {webinar.pk for webinar in chosen}
    return next((row for row in rows if row.code not in failed and {webinar.pk for webinar in row.webinars.all()} == wanted), None)


def build_stick(job: Job) -> None:
    """Safe to repeat: the file is whole or not there."""
    stick = Stick.objects.select_related("person").get(pk=job.args["stick"])
    if stick.built_at or not stick.secret:  # built before, or its person was forgotten
        return
    with tempfile.TemporaryFile() as draft, translation.override(stick.language):
        try:
            contents = _write(stick, draft, job)
        except NotPacked as problem:
            Stick.objects.filter(pk=stick.pk).update(problem=str(problem))
            return
        _keep(stick, draft, contents)


def _write(stick: Stick, draft: Any, job: Job) -> list[dict[str, Any]]:
    rows = list(stick.webinars.filter(retired_at=None).order_by("starts_at", "pk"))
    if not rows:
        raise NotPacked(_("None of these webinars can be watched any more."))
    built_at = timezone.now().replace(microsecond=0)
    contents: list[dict[str, Any]] = []
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        top = f"shkola-{stick.code}"
        for number, webinar in enumerate(rows, start=1):
            leaf = leaves.leaf_of(webinar, number, stick.language)
            leaf.media = _put_media(archive, top, webinar, leaf.name, stick.form)
            _put_pictures(archive, top, leaf)
            archive.writestr(f"{top}/data/{leaf.name}.js", leaf.script())
            contents.append({"code": webinar.code, "cut": leaf.cut, "seconds": webinar.duration_seconds, "name": leaf.name})
            job.progress(number)
        stick.contents, stick.built_at = contents, built_at
        leaves.put_cover(archive, top, stick)
    return contents


def _put_media(archive: zipfile.ZipFile, top: str, webinar: Webinar, name: str, form: str) -> dict[str, str]:
    stored, ending = _media(webinar, form)
    path = f"media/{name}{ending}"
    info = zipfile.ZipInfo(f"{top}/{path}", date_time=timezone.localtime().timetuple()[:6])
    info.compress_type, info.file_size = zipfile.ZIP_STORED, stored.size
    with stored.open("rb") as source, archive.open(info, "w", force_zip64=stored.size >= 2**31) as target:
        shutil.copyfileobj(source, target, CHUNK)
    return {"url": path, "kind": "audio" if ending == ".m4a" else "video"}


def _media(webinar: Webinar, form: str) -> tuple[Any, str]:
    """The file that suits best; before renditions are ready, the recording as it came."""
    rows = {row.kind: row for row in Rendition.objects.filter(cut__webinar=webinar, cut__shown=True)}
    for kind in WANTED[StickForm(form)]:
        if kind in rows:
            return rows[kind].file, ".m4a" if kind.startswith("audio") else ".mp4"
    return webinar.recording, ".mp4"


def _put_pictures(archive: zipfile.ZipFile, top: str, leaf: leaves.Leaf) -> None:
    for path, stored in leaf.pictures.items():
        with stored.open("rb") as source, archive.open(zipfile.ZipInfo(f"{top}/{path}"), "w") as target:
            shutil.copyfileobj(source, target, CHUNK)


def _keep(stick: Stick, draft: Any, contents: list[dict[str, Any]]) -> None:
    name = f"sticks/{stick.code}.zip"
    if stick.file.storage.exists(name):  # of a worker that was killed
        stick.file.storage.delete(name)
    size = draft.tell()
    draft.seek(0)
    saved = stick.file.storage.save(name, File(draft))
    with transaction.atomic():
        rows = Stick.objects.filter(pk=stick.pk).exclude(secret="")
        if rows.update(file=saved, size=size, contents=contents, built_at=stick.built_at, problem=""):
            history.record(stick, "build_stick", data={"bytes": size})
            return
    stick.file.storage.delete(saved)  # the person was forgotten meanwhile


def drop_old_sticks() -> int:
    """Packages are large: a week after they were built they are thrown away. The rows stay, so progress is still taken."""
    rows = list(Stick.objects.filter(built_at__lt=timezone.now() - KEPT).exclude(file=""))
    for stick in rows:
        stick.file.storage.delete(str(stick.file.name))
        Stick.objects.filter(pk=stick.pk).update(file="")
    return len(rows)


def forget_sticks(user: Any) -> None:
    """Nobody fetches the person's packages or hands anything in from them any more; what was counted stays, as numbers."""
    mine = Stick.objects.filter(person=user)
    mine.update(secret="")
    for stick in mine.exclude(file=""):
        transaction.on_commit(partial(stick.file.storage.delete, str(stick.file.name)))
    mine.update(file="")


def size_of(webinars: Iterable[Webinar], form: str) -> int:
    """Bytes of a package, about, before it is built: one query."""
    chosen = list(webinars)
    found: dict[int, dict[str, int]] = {}
    for webinar, kind, size in Rendition.objects.filter(cut__webinar__in=chosen, cut__shown=True).values_list("cut__webinar", "kind", "size"):
        found.setdefault(webinar, {})[kind] = size
    total = leaves.FACE_SIZE
    for webinar in chosen:
        sizes = found.get(webinar.pk, {})
        total += next((sizes[kind] for kind in WANTED[StickForm(form)] if kind in sizes), webinar.size or 0)
    return total
