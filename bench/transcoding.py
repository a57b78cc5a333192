"""Preparing a recording against plain ffmpeg told to make the same files: wall time, so on a quiet machine."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from school.foundation import jobs
from school.foundation.models import Job
from webinars.models import Cut, Kind, Rendition, Webinar
from webinars.recordings import encoding, ffmpeg
from webinars.recordings.cuts import JOB, take_recording
from webinars.recordings.probing import probe

from .school import School
from .table import Row, compared

GROUP = "transcoding"
SECONDS = 90
ROUNDS = 3
MOST = 1.05


def run(school: School | None = None) -> list[Row]:
    with TemporaryDirectory(dir=settings.VAR_DIR) as name:
        folder = Path(name)
        talk = _talk(folder / "talk.mp4")
        ours, plain = [], []
        for number in range(ROUNDS):
            plain.append(_plain(talk, folder / f"plain-{number}"))
            ours.append(_ours(talk))
        mine, bare = median(ours), median(plain)
        made = {row.kind: row.size for row in Rendition.objects.filter(cut=Cut.objects.latest("pk"))}
    hour = 3600 / SECONDS / 1_000_000
    return [
        compared(GROUP, f"a talk of {SECONDS} s in 1080p, prepared, to plain ffmpeg with the same output", mine, bare, unit="s", most=MOST),
        *(
            Row(GROUP, f"an hour of {kind}", round(made[kind] * hour, 1), "MB")
            for kind in (Kind.VIDEO_720, Kind.VIDEO_360, Kind.AUDIO, Kind.AUDIO_LIGHT)
        ),
    ]


def _talk(path: Path) -> Path:
    """A picture that mostly stands, with something that moves and is never the same, and a voice-like noise."""
    slide = f"color=c=white:size=1920x1080:rate=25:duration={SECONDS},drawgrid=w=240:h=135:c=navy@0.4"
    face = f"mandelbrot=size=480x360:rate=25,trim=duration={SECONDS}"
    picture = f"{slide}[slide];{face}[face];[slide][face]overlay=1400:680[v]"
    voice = f"anoisesrc=color=pink:duration={SECONDS},tremolo=f=4:d=0.8,lowpass=f=3000[a]"
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    ffmpeg.run(["-filter_complex", f"{picture};{voice}", "-map", "[v]", "-map", "[a]", *coded, str(path)])
    return path


def _plain(talk: Path, folder: Path) -> float:
    """The same words to the same binary, one after another, without jobs, rows, progress and moving."""
    (folder / "hls").mkdir(parents=True)
    for line in ("720", "360"):
        (folder / "hls" / line).mkdir()
    facts, target = probe(talk), settings.RECORDING_LOUDNESS
    figures = encoding.measured(ffmpeg.run(encoding.loudness(talk, facts, target), level="info"))
    videos = {720: folder / "720.mp4", 360: folder / "360.mp4"}
    sound, light = folder / "sound.m4a", folder / "light.m4a"
    width, height = encoding.picture_size(640, 360)
    steps = [
        (encoding.loudness(talk, facts, target), folder),
        (encoding.sound(talk, facts, figures, target, sound, light), folder),
        (encoding.picture(talk, facts, sound, videos), folder),
        (encoding.segments(videos, True), folder / "hls"),
        (encoding.poster(videos[720], facts.seconds, folder / "poster.jpg"), folder),
        (encoding.storyboard(videos[360], facts.seconds, width, height), folder),
    ]
    began = time.perf_counter()
    for words, cwd in steps:
        subprocess.run([ffmpeg.binary(), "-nostdin", "-y", "-v", "error", *words], check=True, cwd=cwd)
    spent = time.perf_counter() - began
    shutil.rmtree(folder)
    return spent


def _ours(talk: Path) -> float:
    now = timezone.now()
    webinar = Webinar.objects.create(key=uuid4(), source_locale="uk", title_uk="Bench", length_minutes=2, published_at=now)
    cut = take_recording(webinar=webinar, path=talk, name="talk.mp4", actor=None)
    job = Job.objects.get(kind=JOB, key=f"{cut.pk}:1")
    began = time.perf_counter()
    if not jobs.run_job(job.pk):
        raise RuntimeError("the recording was not prepared")
    return time.perf_counter() - began
