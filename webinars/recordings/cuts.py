"""Cuts of a recording: each upload is a new one, the earlier ones stay. The site shows one of them."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from school.foundation import history, jobs

from ..models import Cut, CutState, Kind, Rendition, Webinar
from ..steps.outline import bring_steps_in_line
from .moving import move_all
from .mp4 import mp4_seconds
from .storing import put

JOB = "webinars.prepare_cut"
SUFFIXES = {".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".ts", ".wmv", ".flv", ".3gp", ".ogv"}


@transaction.atomic
def put_recording(*, webinar: Webinar, file: File, actor: object) -> Webinar:
    """Keep an MP4 that plays as it is, and show it at once. What people watched of an earlier cut stays theirs."""
    lock_webinar(webinar)
    seconds = ceil(mp4_seconds(file))
    now, name, number = timezone.now(), (file.name or "")[-255:], _next_number(webinar)
    webinar.recording.save(f"cuts/{number}/recording.mp4", file, save=False)
    cut = Cut(webinar=webinar, number=number, original=webinar.recording.name, original_name=name, uploaded_by=_person(actor))
    cut.size, cut.seconds, cut.state, cut.created_at, cut.ready_at = webinar.recording.size, seconds, CutState.READY, now, now
    cut.map_of = _put_away(webinar)
    cut.shown = True
    cut.save()
    webinar.duration_seconds, webinar.size = seconds, cut.size
    webinar.save()
    history.record(webinar, "put_recording", actor=actor, data={"seconds": seconds, "bytes": cut.size, "cut": cut.number})
    bring_steps_in_line(key=webinar.key)
    return webinar


@transaction.atomic
def take_recording(*, webinar: Webinar, path: Path, name: str, actor: object) -> Cut:
    """Keep a file of any kind as the next cut, and have it prepared. The cut shown now stays until the new one is ready."""
    lock_webinar(webinar)
    suffix = Path(name).suffix.lower()
    cut = Cut(webinar=webinar, number=_next_number(webinar), original_name=name[-255:], size=path.stat().st_size)
    cut.uploaded_by, cut.created_at = _person(actor), timezone.now()
    cut.original.name = f"{cut.folder}/original{suffix if suffix in SUFFIXES else '.bin'}"
    put(cut.original.name, path)
    cut.save()
    history.record(webinar, "take_recording", actor=actor, data={"bytes": cut.size, "cut": cut.number})
    prepare_cut(cut=cut, actor=actor)
    return cut


@transaction.atomic
def prepare_cut(*, cut: Cut, actor: object = None) -> None:
    """Have renditions made, for the first time or once more from where it stopped. Nothing happens while it is under way."""
    row = Cut.objects.select_for_update().get(pk=cut.pk)
    if row.tries and row.state in (CutState.WAITING, CutState.WORKING):
        return
    row.tries, row.state, row.problem, row.seconds_left = row.tries + 1, CutState.WAITING, "", None
    row.save(update_fields=["tries", "state", "problem", "seconds_left"])
    history.record(row.webinar, "prepare_cut", actor=actor, data={"cut": row.number, "try": row.tries})
    jobs.enqueue(JOB, key=f"{row.pk}:{row.tries}", args={"cut": row.pk}, actor=_person(actor))


@transaction.atomic
def stop_cut(*, cut: Cut, state: CutState, message: str, data: dict[str, Any]) -> None:
    """Preparing came to its end without a recording; the text says why."""
    row = Cut.objects.select_for_update().get(pk=cut.pk)
    row.state, row.problem, row.seconds_left = state, message, None
    row.facts = {**row.facts, "problem": data}
    row.save(update_fields=["state", "problem", "seconds_left", "facts"])
    history.record(row.webinar, "stop_cut", data={"cut": row.number, "state": state})


@transaction.atomic
def show_cut(*, cut: Cut) -> None:
    """The site plays this cut from now on: its best single file is the recording."""
    webinar = lock_webinar(cut.webinar)
    best = _best(cut)
    if webinar.recording.name == best.file.name:
        return
    seconds, before = _length(cut), webinar.cut
    told = {} if before is None or before.pk == cut.pk else {"map_of": _put_away(webinar)}
    webinar.cuts.filter(pk=cut.pk).update(shown=True, seconds=seconds, replaced_at=None, **told)
    webinar.recording, webinar.duration_seconds, webinar.size = best.file.name, seconds, best.size
    webinar.save(update_fields=["recording", "duration_seconds", "size"])
    if told and cut.time_map:
        move_all(webinar, cut.time_map)
    _cover(cut)
    history.record(webinar, "show_cut", data={"cut": cut.number, "seconds": seconds})
    bring_steps_in_line(key=webinar.key)


@transaction.atomic
def finish_cut(*, cut: Cut) -> None:
    """Everything of it is made. It replaces the cut shown so far once the times are known: by a person's word, or of equal length."""
    webinar = lock_webinar(cut.webinar)
    row = Cut.objects.select_for_update().get(pk=cut.pk)
    length = _length(row)
    if _may_replace(row, webinar.cut, length):
        show_cut(cut=row)
    Cut.objects.filter(pk=row.pk).update(seconds=length)
    _cover(row)
    Cut.objects.filter(pk=cut.pk).update(state=CutState.READY, stage="", stage_percent=0, seconds_left=0, ready_at=timezone.now())
    history.record(webinar, "finish_cut", data={"cut": cut.number})


def _may_replace(cut: Cut, shown: Cut | None, length: int) -> bool:
    """An earlier cut never takes the place of a later one, and a word said of another cut than the one shown now counts no more."""
    if shown is None or shown.pk == cut.pk:
        return True
    if cut.number < shown.number:
        return False
    return cut.map_of == shown.number if cut.time_map else abs((shown.seconds or 0) - length) <= 1


def _put_away(webinar: Webinar) -> int | None:
    """The cut shown so far is shown no more; its number."""
    before = webinar.cut
    webinar.cuts.filter(shown=True).update(shown=False, replaced_at=timezone.now())
    return before.number if before else None


def _length(cut: Cut) -> int:
    best = _best(cut)
    with best.file.open("rb") as file:
        return ceil(mp4_seconds(file))


def _best(cut: Cut) -> Rendition:
    return cut.renditions.filter(kind=Kind.VIDEO_720).first() or cut.renditions.get(kind=Kind.VIDEO_360)


def _cover(cut: Cut) -> None:
    """A cover is taken from the recording where nobody has chosen one."""
    webinar = Webinar.objects.get(pk=cut.webinar_id)
    own = webinar.poster and not webinar.poster.name.startswith(f"webinars/{webinar.code}/cuts/")
    row = cut.renditions.filter(kind=Kind.POSTER, cut__shown=True).first()
    if row and not own:
        Webinar.objects.filter(pk=webinar.pk).update(poster=row.file.name)


def lock_webinar(webinar: Webinar) -> Webinar:
    return Webinar.objects.select_for_update().get(pk=webinar.pk)


def _next_number(webinar: Webinar) -> int:
    return (webinar.cuts.aggregate(last=Max("number"))["last"] or 0) + 1


def _person(actor: object) -> Any:
    return actor if getattr(actor, "is_authenticated", False) else None
