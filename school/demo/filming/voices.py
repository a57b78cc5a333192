"""The voice: a sentence becomes sound, and once spoken is kept."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

RATE = 24000  # samples a second

# Who speaks: the voice of RHVoice with its speed and pitch in per cent, then the variant, speed and pitch of espeak-ng.
VOICES = {
    "iryna": (("Natalia", 91, 100), ("uk+f2", 140, 52)),
    "taras": (("Anatol", 104, 100), ("uk", 138, 40)),
}


@dataclass(frozen=True)
class Spoken:
    start: float
    end: float
    speaker: str
    uk: str
    en: str


def speak(speaker: str, text: str, kept: Path) -> array[int]:
    """Samples of one sentence, without the silence around it."""
    (name, speed, pitch), (variant, words, height) = VOICES[speaker]
    if program := shutil.which("RHVoice-test"):
        command = [program, "-p", name, "-r", str(speed), "-t", str(pitch), "-o"]
    else:
        command = [shutil.which("espeak-ng") or "espeak-ng", "-v", variant, "-s", str(words), "-p", str(height), "--stdin", "-w"]
    said = kept / f"{hashlib.sha256(' '.join([*command, text]).encode()).hexdigest()[:24]}.wav"
    if not said.exists():
        kept.mkdir(parents=True, exist_ok=True)
        subprocess.run([*command, str(said)], input=text.encode(), check=True)
    return trimmed(samples_of(said))


def samples_of(path: Path) -> array[int]:
    with wave.open(str(path)) as sound:
        samples = array("h", sound.readframes(sound.getnframes()))
        rate = sound.getframerate()
    if rate == RATE:
        return samples
    step = rate / RATE
    return array("h", (samples[int(n * step)] for n in range(int(len(samples) / step))))


def trimmed(samples: array[int], quiet: int = 180) -> array[int]:
    first = next((n for n, value in enumerate(samples) if abs(value) > quiet), 0)
    last = next((n for n in range(len(samples) - 1, 0, -1) if abs(samples[n]) > quiet), len(samples))
    margin = RATE // 25
    return samples[max(first - margin, 0) : last + margin]


def silence(seconds: float) -> array[int]:
    return array("h", bytes(2 * int(seconds * RATE)))


def loudness(samples: array[int], every: float) -> list[int]:
    """The highest sample in each stretch of `every` seconds."""
    step = int(RATE * every)
    return [max(map(abs, samples[n : n + step]), default=0) for n in range(0, len(samples), step)]


def write(samples: array[int], path: Path) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())
