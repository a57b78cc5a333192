"""A look at a file before anything is made of it. What is hostile, broken or no recording is refused in words."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from .ffmpeg import FfmpegFailed, ask, run, untrusted

LONGEST = 12 * 3600
WIDEST = 8192
_DURATION = re.compile(r"^  Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?),", re.MULTILINE)
_STREAM = re.compile(r"^  Stream #0:\d+\S*: (Video|Audio): (.*)$", re.MULTILINE)
_RATE = re.compile(r", ([\d.]+)(k?) fps\b")
_LIKELY = re.compile(r", ([\d.]+)(k?) tbr\b")
_CHANNELS = {"mono": 1, "1 channels": 1, "stereo": 2, "2 channels": 2}
_PROGRAMS = (b"\x7fELF", b"MZ", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa")
_LISTS = (b"#EXTM3U", b"ffconcat", b"<?xml", b"<MPD", b"[playlist]", b"<asx", b"<ASX", b"[Reference]", b"<smil")


class RefusedRecording(Exception):
    """The file is not taken; the text says why and what to do, in the language of whoever reads it."""

    def __init__(self, message: str, **data: Any) -> None:
        super().__init__(message)
        self.message, self.data = message, data

    def __str__(self) -> str:
        return gettext(self.message) % self.data if self.data else gettext(self.message)


@dataclass(frozen=True)
class Facts:
    """What the file is. The picture as it is shown: turned upright, its pixels square."""

    seconds: float
    width: int
    height: int
    fps: float
    channels: int  # 0: no sound

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def probe(path: Path) -> Facts:
    _refuse_by_beginning(path)
    told = ask(untrusted(path))
    if not re.search(r"^Input #0, ", told, re.MULTILINE):
        raise RefusedRecording(_("This file is damaged, or it is not a video. Export it anew as MP4, MKV, WebM, MOV or AVI."))
    streams = _STREAM.findall(told)
    pictures = [rest for kind, rest in streams if kind == "Video" and "(attached pic)" not in rest]
    sounds = [rest for kind, rest in streams if kind == "Audio"]
    if not pictures:
        raise RefusedRecording(
            _("There is only sound in this file. Add a picture, if only one slide, and export it as a video.")
            if sounds
            else _("There is neither picture nor sound in this file.")
        )
    width, height = _picture(path)
    seconds = _length(told, path)
    return Facts(seconds, width, height, _rate(pictures[0]), _channels(sounds))


def _refuse_by_beginning(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise RefusedRecording(_("This file is empty."))
    if head.startswith(_PROGRAMS):
        raise RefusedRecording(_("This is a program, not a recording, whatever its name says."))
    if head.startswith(_LISTS):
        raise RefusedRecording(_("This is a list that points at other files, not a recording. Send the recording itself."))


def _picture(path: Path) -> tuple[int, int]:
    """Decodes one frame, so that a promise of the header is not taken for a picture."""
    found = _dimensions(path)
    if found is None:
        raise RefusedRecording(_("The picture of this file cannot be read: it is damaged or of a rare kind. Export it as MP4 with H.264."))
    width, height = found
    if not (0 < width <= WIDEST and 0 < height <= WIDEST):
        raise RefusedRecording(_("The picture is %(width)d × %(height)d: larger than we can work with."), width=width, height=height)
    return width, height


def _dimensions(path: Path) -> tuple[int, int] | None:
    upright = "scale=w='max(1,iw*if(sar,sar,1))':h=ih,setsar=1"
    arguments = [*untrusted(path), "-map", "0:V:0", "-frames:v", "1", "-vf", f"{upright},showinfo", "-f", "null", "-"]
    try:
        told = run(arguments, level="info", stall=60)
    except FfmpegFailed:
        return None
    found = re.findall(r"^\[Parsed_showinfo\S* @ \S+\] n: *0 .* s:(\d+)x(\d+) ", told, re.MULTILINE)
    return (int(found[-1][0]), int(found[-1][1])) if found else None


def _length(told: str, path: Path) -> float:
    found = _DURATION.search(told)
    hours, minutes, seconds = found.groups() if found else ("0", "0", "0")
    length = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    length = length or _length_by_reading(path)
    if length <= 0:
        raise RefusedRecording(_("This recording is empty: its length is zero."))
    if length > LONGEST:
        raise RefusedRecording(_("This recording is longer than %(hours)d hours. Divide it into parts."), hours=LONGEST // 3600)
    return length


def _length_by_reading(path: Path) -> float:
    """Recordings made by a browser do not say how long they are."""
    heard = [0.0]
    try:
        run([*untrusted(path), "-map", "0:V:0", "-c", "copy", "-f", "null", "-"], on_time=heard.append)
    except FfmpegFailed:
        return 0.0
    return max(heard)


def _rate(words: str) -> float:
    """Frames a second: of the average and of what the densest part looks like, the greater; a screen is often recorded unevenly."""
    found = [match for match in (_RATE.search(words), _LIKELY.search(words)) if match]
    return max((float(match[1]) * (1000 if match[2] else 1) for match in found), default=25.0)


def _channels(sounds: list[str]) -> int:
    if not sounds:
        return 0
    return next((count for words, count in _CHANNELS.items() if f", {words}," in f"{sounds[0]},"), 6)
