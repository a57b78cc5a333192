"""Draws the pages of a PDF as pictures. A process of its own, with limits: a deck is somebody's file and may be anything.

Called as `draw_deck.py PARENT FILE FOLDER`; writes `1.webp` … and `deck.json` with what each page says. Exit 3: the words on stdout tell why not."""

from __future__ import annotations

import ctypes
import io
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

WIDEST, HIGHEST = 1280, 960
MOST_PAGES = 300
MEMORY, SECONDS, FILE = 2 * 1024**3, 240, 64 * 1024**2
LONGEST_TEXT = 4_000
REFUSED = 3


def refuse(why: str) -> None:
    sys.stdout.write(why)
    sys.exit(REFUSED)


def limit(parent: str) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # it ends with whoever began it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    if os.getppid() != int(parent):
        sys.exit("whoever started this is gone")
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)


def draw(source: Path, folder: Path) -> None:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(source)
        pages = len(document)
    except pdfium.PdfiumError as problem:
        refuse("locked" if "assword" in str(problem) else "broken")
        return
    if not pages:
        refuse("empty")
    if pages > MOST_PAGES:
        refuse("long")
    told = []
    for number in range(1, pages + 1):
        try:
            told.append(_page(document[number - 1], folder / f"{number}.webp"))
        except (pdfium.PdfiumError, ValueError, MemoryError):
            refuse(f"page {number}")
    (folder / "deck.json").write_text(json.dumps(told), encoding="utf-8")


def _page(page: Any, target: Path) -> dict[str, Any]:
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise ValueError("size")
    picture = page.render(scale=min(WIDEST / width, HIGHEST / height)).to_pil().convert("RGB")
    tries = []
    for options in ({"quality": 80}, {"lossless": True}):
        made = io.BytesIO()
        picture.save(made, "WEBP", method=4, **options)
        tries.append(made.getvalue())
    target.write_bytes(min(tries, key=len))
    words = page.get_textpage().get_text_bounded()
    lines = [" ".join(line.replace("\ufffe", "-").split()) for line in words.splitlines()]
    return {"width": picture.width, "height": picture.height, "text": "\n".join(line for line in lines if line)[:LONGEST_TEXT]}


if __name__ == "__main__":
    limit(sys.argv[1])
    draw(Path(sys.argv[2]), Path(sys.argv[3]))
