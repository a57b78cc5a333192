"""From an upload to its renditions, stage by stage. A stage done is not done again; whoever is killed in one begins that one anew."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop as _

from school.foundation.models import Job

from ..models import Cut, CutState, Kind, Stage
from ..models.media import SHARES
from . import encoding
from .cuts import finish_cut, show_cut, stop_cut
from .ffmpeg import DiskFull, FfmpegFailed, run
from .probing import Facts, RefusedRecording, probe
from .storing import begin_folder, being_made, forget_work, keep_file, keep_folder, local, made, work_folder

FULL = _("There is no room left on the server’s disk. What is done so far is kept: make room, then press «Continue».")
BROKE = _("The recording could not be prepared: %(said)s. What is done so far is kept; try once more, or export the file anew.")


def give_up(job: Job) -> None:
    """Nobody will try again by himself: whoever uploaded it learns so."""
    cut = Cut.objects.get(pk=job.args["cut"])
    if cut.state in (CutState.WAITING, CutState.WORKING):
        stop_cut(cut=cut, state=CutState.FAILED, message=BROKE, data={"said": job.error.strip()[:200]})


def prepare(job: Job) -> None:
    """The job: every stage that is not done yet, in order."""
    cut = Cut.objects.select_related("webinar").get(pk=job.args["cut"])
    if cut.state not in (CutState.WAITING, CutState.WORKING):
        return
    try:
        with work_folder(cut) as folder:
            _go_through(Work(cut, folder))
        forget_work(cut)
    except RefusedRecording as problem:
        stop_cut(cut=cut, state=CutState.REFUSED, message=problem.message, data=problem.data)
        forget_work(cut)
    except FfmpegFailed as problem:
        stop_cut(cut=cut, state=CutState.FAILED, message=BROKE, data={"said": str(problem)})
    except OSError as problem:
        if not (isinstance(problem, DiskFull) or problem.errno == errno.ENOSPC):
            raise
        stop_cut(cut=cut, state=CutState.FAILED, message=FULL, data={})


@dataclass
class Work:
    """A cut in a worker's hands."""

    cut: Cut
    folder: Path
    began: float = field(default_factory=time.monotonic)
    begun_at: float | None = None  # per cent done when this worker took it
    told: float = 0.0

    @cached_property
    def original(self) -> Path:
        return local(self.cut.original.storage, self.cut.original.name, self.folder)

    @property
    def facts(self) -> Facts:
        return Facts(**self.cut.facts["probe"])

    @property
    def kinds(self) -> set[str]:
        return set(self.cut.renditions.values_list("kind", flat=True))

    def rendition(self, kind: Kind) -> Path:
        row = self.cut.renditions.get(kind=kind)
        return local(row.file.storage, row.file.name, self.folder)

    def videos(self) -> dict[int, Path]:
        return {size.line: self.rendition(VIDEOS[size.line]) for size in encoding.sizes_of(self.facts)}

    def remember(self, **facts: Any) -> None:
        self.cut.facts |= facts
        self.cut.save(update_fields=["facts"])

    def begin(self, stage: Stage) -> None:
        self.tell(stage, 0, force=True)

    def on_time(self, stage: Stage, whole: float) -> Callable[[float], None]:
        return lambda seconds: self.tell(stage, min(seconds / max(whole, 0.1), 1) * 100)

    def tell(self, stage: Stage, percent: float, *, force: bool = False) -> None:
        """Progress for people to see, once in two seconds at most."""
        now = time.monotonic()
        if not force and now - self.told < 2:
            return
        before = sum(SHARES[other] for other in list(Stage)[: list(Stage).index(stage)])
        done = before + SHARES[stage] * percent / 100
        if self.begun_at is None:
            self.begun_at = done
        sure = done - self.begun_at >= 2
        left = round((100 - done) * (now - self.began) / (done - self.begun_at)) if sure else None
        Cut.objects.filter(pk=self.cut.pk).update(state=CutState.WORKING, stage=stage, stage_percent=int(percent), seconds_left=left)
        self.told = now


VIDEOS = {720: Kind.VIDEO_720, 360: Kind.VIDEO_360}


def _go_through(work: Work) -> None:
    for stage, done, do in STAGES:
        if not done(work):
            work.begin(stage)
            do(work)
        if stage == Stage.PICTURE and work.cut.webinar.cut in (None, work.cut):
            show_cut(cut=work.cut)  # the first recording need not wait for the rest
    finish_cut(cut=work.cut)


def _probe(work: Work) -> None:
    work.remember(probe=probe(work.original).as_json())


def _loudness(work: Work) -> None:
    arguments = encoding.loudness(work.original, work.facts, settings.RECORDING_LOUDNESS)
    said = run(arguments, level="info", on_time=work.on_time(Stage.LOUDNESS, work.facts.seconds))
    work.remember(loudness=encoding.measured(said))


def _sound(work: Work) -> None:
    whole, light = work.folder / "audio.m4a", work.folder / "audio_light.m4a"
    files = being_made(whole), being_made(light)
    arguments = encoding.sound(work.original, work.facts, work.cut.facts["loudness"], settings.RECORDING_LOUDNESS, *files)
    run(arguments, on_time=work.on_time(Stage.SOUND, work.facts.seconds))
    made(whole)
    made(light)
    keep_file(work.cut, Kind.AUDIO, whole)
    keep_file(work.cut, Kind.AUDIO_LIGHT, light)


def _picture(work: Work) -> None:
    """Both sizes come from one decoding, so they become whole together."""
    sizes = encoding.sizes_of(work.facts)
    files = {size.line: work.folder / f"{VIDEOS[size.line]}.mp4" for size in sizes}
    if not all(path.exists() for path in files.values()):
        heard = work.rendition(Kind.AUDIO) if work.facts.channels else None
        arguments = encoding.picture(work.original, work.facts, heard, {line: being_made(path) for line, path in files.items()})
        run(arguments, on_time=work.on_time(Stage.PICTURE, work.facts.seconds))
        for path in files.values():
            made(path)
    for size in sizes:
        keep_file(work.cut, VIDEOS[size.line], files[size.line], width=size.width, height=size.height)


def _segments(work: Work) -> None:
    folder = work.folder / "hls"
    if not folder.exists():
        cwd = begin_folder(folder)
        for line in (videos := work.videos()):
            (cwd / str(line)).mkdir()
        run(encoding.segments(videos, bool(work.facts.channels)), cwd=cwd, on_time=work.on_time(Stage.SEGMENTS, work.facts.seconds))
        made(folder)
    keep_folder(work.cut, Kind.HLS, folder, "main.m3u8")


def _poster(work: Work) -> None:
    path = work.folder / "poster.jpg"
    best = next(iter(work.videos().values()))
    run(encoding.poster(best, work.facts.seconds, being_made(path)))
    made(path)
    size = encoding.sizes_of(work.facts)[0]
    keep_file(work.cut, Kind.POSTER, path, width=size.width, height=size.height)


def _storyboard(work: Work) -> None:
    folder, small = work.folder / "storyboard", encoding.sizes_of(work.facts)[-1]
    if not folder.exists():
        cwd = begin_folder(folder)
        width, height = encoding.picture_size(small.width, small.height)
        arguments = encoding.storyboard(work.rendition(Kind.VIDEO_360), work.facts.seconds, width, height)
        run(arguments, cwd=cwd, on_time=work.on_time(Stage.STORYBOARD, work.facts.seconds))
        (cwd / "pictures.vtt").write_text(encoding.storyboard_list(work.facts.seconds, width, height), encoding="utf-8")
        made(folder)
    keep_folder(work.cut, Kind.STORYBOARD, folder, "pictures.vtt")


def _no_sound(work: Work) -> bool:
    return work.facts.channels == 0


def _have(*kinds: Kind) -> Callable[[Work], bool]:
    return lambda work: set(kinds) <= work.kinds


STAGES: list[tuple[Stage, Callable[[Work], bool], Callable[[Work], None]]] = [
    (Stage.PROBE, lambda work: "probe" in work.cut.facts, _probe),
    (Stage.LOUDNESS, lambda work: _no_sound(work) or "loudness" in work.cut.facts, _loudness),
    (Stage.SOUND, lambda work: _no_sound(work) or _have(Kind.AUDIO, Kind.AUDIO_LIGHT)(work), _sound),
    (Stage.PICTURE, lambda work: {VIDEOS[size.line] for size in encoding.sizes_of(work.facts)} <= work.kinds, _picture),
    (Stage.SEGMENTS, _have(Kind.HLS), _segments),
    (Stage.POSTER, _have(Kind.POSTER), _poster),
    (Stage.STORYBOARD, _have(Kind.STORYBOARD), _storyboard),
]
