"""The one place that runs ffmpeg: only files, only containers that hold a recording, and never a playlist."""

from __future__ import annotations

import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import imageio_ffmpeg
from django.conf import settings

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,mpeg,avi,asf,flv,ogg"
CODECS = (
    "h264,hevc,libdav1d,av1,vp8,vp9,libvpx,libvpx-vp9,mpeg1video,mpeg2video,mpeg4,msmpeg4v2,msmpeg4,wmv1,wmv2,wmv3,vc1,theora,flv,h263,mjpeg,prores,"
    "dnxhd,aac,aac_latm,mp2,mp2float,mp3,mp3float,opus,libopus,vorbis,libvorbis,flac,alac,ac3,eac3,wmav1,wmav2,wmapro,"
    "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_f32le,pcm_u8,pcm_alaw,pcm_mulaw,amrnb,amrwb"
)
STALL = 300  # seconds in which nothing moves on
KEPT = 128 * 1024  # of what it says, from the beginning and from the end
QUIET = ("-hide_banner", "-nostdin", "-nostats", "-y")

OnTime = Callable[[float], None]


class FfmpegFailed(Exception):
    """It ended badly; `said` is what it wrote."""

    def __init__(self, said: str) -> None:
        super().__init__(said.strip().rsplit("\n", 1)[-1][:500] or "ffmpeg")
        self.said = said


class DiskFull(OSError):
    """There was no room for what was being made."""


def binary() -> str:
    """The one the settings name, else the one that came with the packages."""
    if not settings.FFMPEG:
        return imageio_ffmpeg.get_ffmpeg_exe()
    found = shutil.which(settings.FFMPEG)
    if found is None:
        raise FileNotFoundError(f"FFMPEG: there is no {settings.FFMPEG}")
    return found


def untrusted(path: Path) -> list[str]:
    """A file that somebody sent, as input: it may name no other file and no address."""
    limits = ["-protocol_whitelist", "file", "-format_whitelist", FORMATS, "-codec_whitelist", CODECS]
    return [*limits, "-i", f"file:{path}"]


def run(arguments: Sequence[str], *, on_time: OnTime | None = None, level: str = "error", cwd: Path | None = None, stall: float = STALL) -> str:
    """Returns what it said. `on_time` hears how many seconds of the recording are done, about once a second."""
    command = [binary(), *QUIET, "-v", level, "-progress", "pipe:1", "-stats_period", "1", *arguments]
    said, code = _talk(command, on_time or (lambda seconds: None), cwd, stall)
    if code == 0:
        return said
    if "No space left on device" in said:
        raise DiskFull(said[-500:])
    raise FfmpegFailed(said)


def ask(arguments: Sequence[str]) -> str:
    """What it says of a file, also when there is nothing for it to make."""
    return _talk([binary(), *QUIET, "-v", "info", *arguments], lambda seconds: None, None, STALL)[0]


def _talk(command: list[str], on_time: OnTime, cwd: Path | None, stall: float) -> tuple[str, int]:
    launch = [sys.executable, "-I", "-S", str(Path(__file__).with_name("launch.py")), str(os.getpid()), *command]
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
    process = subprocess.Popen(
        launch, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, env=environment, cwd=cwd
    )
    try:
        said = _listen(process, on_time, stall)
        return said, process.wait()
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def _listen(process: subprocess.Popen[bytes], on_time: OnTime, stall: float) -> str:
    """Reads both pipes as they come. Progress that does not move on for too long ends it."""
    told, said = b"", b""
    last, moved = -1.0, time.monotonic()
    with selectors.DefaultSelector() as pipes:
        for pipe in (process.stdout, process.stderr):
            pipes.register(_open(pipe), selectors.EVENT_READ)
        while pipes.get_map():
            for key, _event in pipes.select(timeout=1):
                chunk = os.read(key.fd, 65536)
                if not chunk:
                    pipes.unregister(key.fileobj)
                elif key.fileobj is process.stderr:
                    said = _kept(said + chunk)
                else:
                    *lines, told = (told + chunk).split(b"\n")
                    done = _seconds(lines)
                    if done is not None and done > last:
                        last, moved = done, time.monotonic()
                        on_time(done)
            if time.monotonic() - moved > stall:
                raise FfmpegFailed("it did not move on")
    return said.decode("utf-8", "replace")


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("no pipe")
    return pipe


def _kept(said: bytes) -> bytes:
    return said if len(said) <= 2 * KEPT else said[:KEPT] + b"\n" + said[-KEPT // 2 :]


def _seconds(lines: list[bytes]) -> float | None:
    """The last `out_time_us` of the progress told; before the first frame it is N/A."""
    found = [line.split(b"=", 1)[1].strip() for line in lines if line.startswith(b"out_time_us=")]
    return int(found[-1]) / 1_000_000 if found and found[-1].lstrip(b"-").isdigit() else None
