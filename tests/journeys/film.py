"""What a camera sees when a pass is held before it."""

from __future__ import annotations

import io
from pathlib import Path

import segno
from PIL import Image

FRAMES = 30


def film(path: Path, text: str) -> Path:
    """A code a little askew on a grey table, one JPEG a frame: what Chromium's fake camera plays in a loop."""
    drawn = io.BytesIO()
    segno.make(text, error="m", boost_error=False).save(drawn, kind="png", scale=6, border=4)
    code = Image.open(drawn).convert("RGB").rotate(4, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    frame = Image.new("RGB", (640, 480), (120, 120, 110))
    frame.paste(code.resize((400, 400)), (120, 40))
    picture = io.BytesIO()
    frame.save(picture, "JPEG", quality=85)
    path.write_bytes(picture.getvalue() * FRAMES)
    return path
