"""SRT as it is met: any numbering or none, commas or points, missing empty lines, times of other lengths, HTML tags."""

from __future__ import annotations

import html
import re

from .webvtt import Cue, Parsed

_CLOCK = r"(?:(\d{1,3})\s*:\s*)?(\d{1,2})\s*:\s*(\d{1,2})(?:\s*[,.:;]\s*(\d{1,3}))?"
_TIMES = re.compile(rf"^\s*(?:\d+\s+)?{_CLOCK}\s*-{{1,2}}\s*>\s*{_CLOCK}(?P<rest>\s.*)?$", re.ASCII)
_TAG = re.compile(r"<(/?)([a-zA-Z]+)(?:\s[^<>]*)?/?>")
_CODES = re.compile(r"\{\\[^{}]*\}")  # {\an8}, from subtitles of another kind
KEPT = ("i", "b", "u")
TAGS = {*KEPT, "font", "span", "s", "em", "strong", "br", "p", "div"}


def parse(text: str) -> Parsed:
    found = Parsed()
    current: Cue | None = None
    words: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        times = _TIMES.match(line)
        if times is None:
            found.left_out += "-->" in line
            words += [] if "-->" in line else [line]
            continue
        _close(current, words)
        current, words = _cue(times), []
        found.cues.append(current)
    _close(current, words, last=True)
    return found


def _cue(times: re.Match[str]) -> Cue:
    parts = times.groups()
    return Cue(start=_seconds(*parts[:4]), end=_seconds(*parts[4:8]))


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction or 0}")


def _close(cue: Cue | None, words: list[str], *, last: bool = False) -> None:
    """The words gathered are the cue's; a number right above the next times is that cue's number, not a word."""
    if cue is None:
        return
    lines = [line.strip() for line in words]
    if not last and lines and lines[-1].isdigit():
        lines.pop()
    cue.text = "\n".join(_clean(line) for line in lines if line)


def _clean(line: str) -> str:
    """As the inside of a WebVTT cue: `i b u` stay, other tags go, every other sign is what it is."""
    line = _CODES.sub("", line)
    pieces, at = [], 0
    for tag in _TAG.finditer(line):
        name = tag[2].lower()
        if name not in TAGS:
            continue
        name = {"em": "i", "strong": "b"}.get(name, name)
        kept = f"<{tag[1]}{name}>" if name in KEPT else " " if name == "br" else ""
        pieces += [_escaped(line[at : tag.start()]), kept]
        at = tag.end()
    return "".join([*pieces, _escaped(line[at:])])


def _escaped(text: str) -> str:
    return html.escape(html.unescape(text), quote=False)
