"""How long an MP4 is by its own words."""

from __future__ import annotations

import struct
from typing import BinaryIO

from django.core.files.base import File
from django.utils.translation import gettext as _


class UnreadableRecording(Exception):
    """The file is not an MP4 that browsers play; the text says what to do."""


def mp4_seconds(file: BinaryIO | File) -> float:
    """Length by the movie header (ISO/IEC 14496-12, 8.2.2). The file's position is put back to its beginning."""
    try:
        return _movie_length(file)
    except (struct.error, OverflowError, ZeroDivisionError) as problem:
        raise UnreadableRecording(_("This recording is damaged: its length cannot be read. Export it as MP4 again.")) from problem
    finally:
        file.seek(0)


def _movie_length(file: BinaryIO | File) -> float:
    file.seek(0, 2)
    size = file.tell()
    head = _find(file, 0, size, b"ftyp")
    movie = _find(file, 0, size, b"moov")
    header = _find(file, *movie, b"mvhd") if movie else None
    if head is None or header is None:
        raise UnreadableRecording(_("This is not an MP4 recording. Export it as MP4 with H.264 picture and AAC sound."))
    file.seek(header[0])
    version = file.read(4)[0]
    file.read(16 if version == 1 else 8)
    scale, length = struct.unpack(">IQ" if version == 1 else ">II", file.read(12 if version == 1 else 8))
    if not length:
        raise UnreadableRecording(_("This recording is empty: its length is zero."))
    return float(length / scale)


def _find(file: BinaryIO | File, start: int, end: int, wanted: bytes) -> tuple[int, int] | None:
    """The inside of the first box of that kind between two positions."""
    at = start
    while at + 8 <= end:
        file.seek(at)
        length, kind = struct.unpack(">I4s", file.read(8))
        inside = at + 8
        if length == 1:
            (length,) = struct.unpack(">Q", file.read(8))
            inside += 8
        elif length == 0:
            length = end - at
        if length < inside - at:
            return None
        if kind == wanted:
            return inside, min(at + length, end)
        at += length
    return None
