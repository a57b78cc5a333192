"""The recording: pictures and sound to an MP4, sentences to captions."""

from __future__ import annotations

import os
import shutil
import subprocess
from array import array
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import imageio_ffmpeg

from .voices import Spoken, loudness

FRAME = 0.2  # seconds: five pictures a second are enough for slides and lips
LONGEST = 84  # letters of a caption: two lines
SOUND = "highpass=f=70,loudnorm=I=-18:TP=-2:LRA=9,aresample=24000"


def lips(samples: array[int]) -> list[bool]:
    """Whether the mouth is open in each frame: where the voice is loud, and never two frames on end without closing."""
    loud = loudness(samples, FRAME)
    limit = sorted(loud)[len(loud) // 2] * 0.6
    return [value > limit and (n % 2 == 0 or value > 2.4 * limit) for n, value in enumerate(loud)]


def frames(cues: list[Spoken], slides: list[float], mouths: list[bool]) -> Iterator[tuple[int, str, bool]]:
    """What is seen in each frame: the slide, who speaks, the mouth. Between sentences the one who spoke last is there."""
    slide, cue = 0, 0
    for n, open_ in enumerate(mouths):
        at = n * FRAME
        slide += slide + 1 < len(slides) and slides[slide + 1] <= at
        cue += cue + 1 < len(cues) and cues[cue + 1].start <= at
        yield slide, cues[cue].speaker, open_ and cues[cue].start <= at < cues[cue].end


def ffmpeg() -> str:
    return shutil.which(os.environ.get("FFMPEG", "")) or imageio_ffmpeg.get_ffmpeg_exe()


def encode(seen: list[tuple[int, str, bool]], pictures: dict[tuple[int, str, bool], Path], sound: Path, into: Path) -> None:
    runs = [(pictures[state], len(list(same)) * FRAME) for state, same in groupby(seen)]
    listing = sound.with_suffix(".txt")
    listing.write_text("".join(f"file '{picture}'\nduration {length:.3f}\n" for picture, length in runs) + f"file '{runs[-1][0]}'\n")
    command = [ffmpeg(), "-y", "-nostdin", "-loglevel", "error", "-f", "concat", "-safe", "0", "-i", str(listing), "-i", str(sound)]
    command += ["-vf", f"fps={1 / FRAME:g},format=yuv420p", "-c:v", "libx264", "-preset", "slow", "-tune", "stillimage", "-crf", "29", "-g", "300"]
    command += ["-af", SOUND, "-c:a", "aac", "-b:a", "36k", "-ac", "1", "-map_metadata", "-1", "-fflags", "+bitexact", "-movflags", "+faststart"]
    subprocess.run([*command, "-t", f"{len(seen) * FRAME:.2f}", str(into)], check=True)


def stamp(seconds: float) -> str:
    return f"{int(seconds // 3600):02d}:{int(seconds // 60) % 60:02d}:{seconds % 60:06.3f}"


def halves(text: str) -> tuple[str, str]:
    """Cut in two, best after a mark near the middle."""
    spaces = [n for n, letter in enumerate(text) if letter == " "]
    middle = len(text) / 2
    cut = min(spaces, key=lambda n: abs(n - middle) - (18 if text[n - 1] in ".,:;?!" else 10 if text[n + 1] == "–" else 0))
    return text[:cut], text[cut + 1 :]


def captions(cues: list[Spoken], language: str, names: dict[str, dict[str, str]]) -> str:
    """Both languages have the same cues at the same times."""
    rows = ["WEBVTT\n"]
    for cue in cues:
        said = getattr(cue, language)
        pieces = [(cue.start, cue.end, said)]
        if len(cue.uk) > LONGEST:
            first, second = halves(said)
            between = cue.start + (cue.end - cue.start) * len(halves(cue.uk)[0]) / len(cue.uk)
            pieces = [(cue.start, between, first), (between, cue.end, second)]
        rows += [f"{stamp(start)} --> {stamp(end)}\n<v {names[cue.speaker][language]}>{text}\n" for start, end, text in pieces]
    return "\n".join(rows)
