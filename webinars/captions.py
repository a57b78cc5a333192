"""Reading WebVTT: cues with their seconds, and sentences for the transcript."""

from __future__ import annotations

import html
import io
from collections.abc import Iterable
from dataclasses import dataclass

import webvtt
from django.utils.translation import gettext as _
from webvtt.errors import MalformedCaptionError, MalformedFileError

SENTENCE_ENDS = (".", "?", "!", "…")
LONGEST_SENTENCE = 400
PAUSE = 3.0  # seconds of silence that end a sentence without a full stop


@dataclass(frozen=True)
class Cue:
    start: float
    end: float
    text: str
    speaker: str = ""


class BrokenCaptions(Exception):
    """The text is not WebVTT; the message says what to do."""


def read_cues(text: str) -> list[Cue]:
    """Cues in order, plain text, in seconds from the beginning."""
    try:
        found = webvtt.from_buffer(io.StringIO(text.lstrip("\ufeff").replace("\r\n", "\n")))
    except (MalformedFileError, MalformedCaptionError) as problem:
        raise BrokenCaptions(_("This is not a WebVTT text. It must begin with the line WEBVTT.")) from problem
    cues = [
        Cue(
            row.start_time.in_milliseconds() / 1000, row.end_time.in_milliseconds() / 1000, " ".join(html.unescape(row.text).split()), row.voice or ""
        )
        for row in found.captions
    ]
    if not cues:
        raise BrokenCaptions(_("There are no captions in this text: not a single line with times."))
    for cue in cues:
        if cue.end <= cue.start:
            raise BrokenCaptions(_("The caption «%(text)s» ends before it begins.") % {"text": cue.text[:60]})
    return cues


def sentences(cues: Iterable[Cue]) -> list[Cue]:
    """Captions are cut to fit the screen; the transcript puts their pieces together again."""
    whole: list[Cue] = []
    for cue in cues:
        last = whole[-1] if whole else None
        if last is None or _ended(last, cue):
            whole.append(cue)
        else:
            whole[-1] = Cue(last.start, cue.end, f"{last.text} {cue.text}", last.speaker)
    return whole


def _ended(last: Cue, following: Cue) -> bool:
    silent = following.start - last.end >= PAUSE
    other = bool(following.speaker) and following.speaker != last.speaker
    return silent or other or len(last.text) > LONGEST_SENTENCE or last.text.rstrip('»”")').endswith(SENTENCE_ENDS)
