"""Captions as people work with them: who says what from when to when."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.foundation.encodings import decode

from . import cuetext, srt, webvtt

MOST_CUES = 20_000
LARGEST = 5 * 1024 * 1024


@dataclass(frozen=True)
class Cue:
    """`text` is what people edit: words in lines, with the few tags that captions have (`<i>`); `settings` place it on the screen."""

    start: float
    end: float
    text: str
    speaker: str = ""
    settings: str = ""

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """Plain words in one line, with their speaker."""
        said = cuetext.said(cuetext.read_text(cuetext.payload(self.text, self.speaker)))
        joined: list[tuple[str, str]] = []
        for speaker, words in said:
            if joined and joined[-1][0] == speaker:
                joined[-1] = (speaker, joined[-1][1] + words)
            else:
                joined.append((speaker, words))
        return [(speaker, " ".join(words.split())) for speaker, words in joined if words.strip()]

    @property
    def plain(self) -> str:
        return " ".join(words for _speaker, words in self.pieces)


@dataclass(frozen=True)
class Understood:
    """What was read in a file: its cues in order of time, and remarks in words for whoever sent it."""

    cues: list[Cue]
    format: str
    encoding: str
    remarks: list[str] = field(default_factory=list)


class BrokenCaptions(Exception):
    """The text holds no captions that can be shown; the message says what to do."""


def read_cues(text: str) -> list[Cue]:
    """Cues of a WebVTT text, in order of time."""
    try:
        parsed = webvtt.parse(text)
    except webvtt.NotWebVTT as problem:
        raise BrokenCaptions(_("This is not a WebVTT text. It must begin with the line WEBVTT.")) from problem
    cues = _ordered(parsed.cues)
    if not cues:
        raise BrokenCaptions(_("There are no captions in this text: not a single line with times."))
    return cues


def understand(raw: bytes) -> Understood:
    """Captions in a file of whatever kind and encoding; BrokenCaptions when there are none."""
    if len(raw) > LARGEST:
        raise BrokenCaptions(_("The file is larger than %(n)d MB.") % {"n": LARGEST // (1024 * 1024)})
    told = decode(raw)
    text = told.text.removeprefix("\ufeff")
    try:
        parsed, kind = webvtt.parse(text), "WebVTT"
    except webvtt.NotWebVTT:
        parsed, kind = srt.parse(text), "SRT"
    cues = _ordered(parsed.cues)
    if not cues:
        raise BrokenCaptions(_("There are no captions in this file. Choose a WebVTT or SRT file: lines with times, and words under them."))
    if len(cues) > MOST_CUES:
        raise BrokenCaptions(_("There are more than %(n)d captions in this file.") % {"n": MOST_CUES})
    return Understood(cues, kind, told.encoding, _remarks(parsed, cues, told.text))


def _remarks(parsed: webvtt.Parsed, cues: list[Cue], text: str) -> list[str]:
    remarks = []
    if n := parsed.left_out:
        remarks.append(ngettext("%(n)d line with times could not be read and was left out.", "%(n)d lines with times could not be read and were left out.", n) % {"n": n})  # fmt: skip
    if n := len(parsed.cues) - len(cues):
        remarks.append(ngettext("%(n)d caption without words was left out.", "%(n)d captions without words were left out.", n) % {"n": n})
    if n := sum(cue.end <= cue.start for cue in cues):
        remarks.append(ngettext("%(n)d caption ends before it begins: it is marked, put it right.", "%(n)d captions end before they begin: they are marked, put them right.", n) % {"n": n})  # fmt: skip
    if parsed.stylesheets or parsed.regions:
        remarks.append(_("Colours and regions of the file were left out: how captions look is chosen by whoever watches."))
    if "\ufffd" in text:
        remarks.append(_("Some letters could not be read: look for the sign � and put them right."))
    return remarks


def _ordered(parsed: list[webvtt.Cue]) -> list[Cue]:
    cues = [_cue(row) for row in parsed]
    return sorted((cue for cue in cues if cue.text.strip()), key=lambda cue: (cue.start, cue.end))


def _cue(row: webvtt.Cue) -> Cue:
    inside = cuetext.read_text(row.text)
    speaker = cuetext.speaker_of(inside)
    lines = [" ".join(line.split()) for line in cuetext.editable(inside, speaker).splitlines()]
    return Cue(row.start, row.end, "\n".join(line for line in lines if line), speaker, placed(row))


def placed(row: webvtt.Cue) -> str:
    """Where the cue stands, in one spelling; nothing where it stands as usual."""
    found = []
    if row.vertical:
        found.append(f"vertical:{row.vertical}")
    if row.line != "auto":
        align = "" if row.line_align == "start" else f",{row.line_align}"
        found.append(f"line:{_number(row.line)}{'' if row.snap_to_lines else '%'}{align}")
    if row.position != "auto":
        found.append(f"position:{_number(row.position)}%{'' if row.position_align == 'auto' else f',{row.position_align}'}")
    if row.size != 100:
        found.append(f"size:{_number(row.size)}%")
    if row.align != "center":
        found.append(f"align:{row.align}")
    return " ".join(found)


def _number(value: float | str) -> str:
    return f"{float(value):.6f}".rstrip("0").rstrip(".")
