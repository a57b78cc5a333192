"""Small films of every kind, made by the ffmpeg that the school itself uses."""

from __future__ import annotations

import subprocess
from pathlib import Path

from webinars.recordings.ffmpeg import binary

TONE = ["-f", "lavfi", "-i", "sine=frequency=300:duration={seconds}"]


def film(path: Path, *, size: str = "320x180", seconds: float = 4, rate: int = 25, sound: bool = True, more: tuple[str, ...] = ()) -> Path:
    """A test card with a tone; `more` are words for ffmpeg before the output."""
    picture = ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate={rate}:duration={seconds}"]
    tone = [word.format(seconds=seconds) for word in TONE] if sound else []
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", *(["-c:a", "aac"] if sound else [])]
    ffmpeg(*picture, *tone, *([] if path.suffix == ".webm" else coded), *more, str(path))
    return path


def ffmpeg(*arguments: str) -> str:
    done = subprocess.run([binary(), "-nostdin", "-y", "-hide_banner", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stderr


def damaged(path: Path, target: Path) -> Path:
    """Nonsense in the middle third of what the file holds; its headers stay."""
    raw = bytearray(path.read_bytes())
    start, end = len(raw) * 2 // 5, len(raw) * 3 // 5
    raw[start:end] = bytes((number * 37) % 251 for number in range(end - start))
    target.write_bytes(raw)
    return target
