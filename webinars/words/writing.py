"""Captions written again by us: nothing of the file they came from but words, times and places on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from school.foundation.centre import words

from . import cuetext
from .captions import Cue
from .transcript import Paragraph

_TAG = re.compile(r"</?(?!/?[ibu]>)[^>]*>")


def stamp(seconds: float, point: str = ".") -> str:
    """01:02:03.450, as WebVTT and (with a comma) SRT write it."""
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02d}:{whole // 60_000 % 60:02d}:{whole // 1000 % 60:02d}{point}{whole % 1000:03d}"


def as_webvtt(cues: Iterable[Cue]) -> str:
    blocks = [f"{stamp(cue.start)} --> {stamp(cue.end)}{_after(cue.settings)}\n{cuetext.payload(cue.text, cue.speaker)}" for cue in cues]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def _after(settings: str) -> str:
    return f" {settings}" if settings else ""


def as_srt(cues: Iterable[Cue]) -> str:
    """SRT knows no speakers: a name stands before the words where it changes."""
    blocks, last = [], ""
    for number, cue in enumerate(cues, 1):
        told = _TAG.sub("", cue.text)
        named = f"{cue.speaker}: {told}" if cue.speaker and cue.speaker != last else told
        last = cue.speaker or last
        blocks.append(f"{number}\n{stamp(cue.start, ',')} --> {stamp(cue.end, ',')}\n{named}\n")
    return "\n".join(blocks)


def as_text(paragraphs: Iterable[Paragraph]) -> str:
    """The transcript to read or print: chapters, who speaks, paragraphs."""
    blocks = []
    for paragraph in paragraphs:
        if paragraph.chapter is not None:
            blocks.append(words(paragraph.chapter, "title").upper())
        blocks.append(f"{paragraph.speaker}: {paragraph.text}" if paragraph.speaker else paragraph.text)
    return "\n\n".join(blocks) + "\n"
