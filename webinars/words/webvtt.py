"""WebVTT after the parser of the standard (W3C WebVTT: The Web Video Text Tracks Format, section 6).

Nothing is refused but what the standard refuses: a text without the signature. A broken block is left out, the next one is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_BLANK = "\t\n\f\r "
_TIME = re.compile(r"(?P<first>\d+):(?P<second>\d{2})(?::(?P<third>\d{2}))?\.(?P<milli>\d{3})(?!\d)", re.ASCII)
_PERCENT = re.compile(r"\d+(?:\.\d+)?%", re.ASCII)
_LINE = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_ANCHOR = re.compile(r"(\d+(?:\.\d+)?%),(\d+(?:\.\d+)?%)", re.ASCII)


class NotWebVTT(Exception):
    """The text does not begin with the signature."""


@dataclass
class Cue:
    """A text track cue; `text` is what the file holds, tags and references unread."""

    start: float = 0.0
    end: float = 0.0
    id: str = ""
    text: str = ""
    region: str = ""
    vertical: str = ""
    line: float | str = "auto"
    line_align: str = "start"
    snap_to_lines: bool = True
    position: float | str = "auto"
    position_align: str = "auto"
    size: float = 100.0
    align: str = "center"


@dataclass
class Region:
    id: str = ""
    width: float = 100.0
    lines: int = 3
    region_anchor: tuple[float, float] = (0.0, 100.0)
    viewport_anchor: tuple[float, float] = (0.0, 100.0)
    scroll: str = ""


@dataclass
class Parsed:
    cues: list[Cue] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    stylesheets: list[str] = field(default_factory=list)
    left_out: int = 0  # lines with an arrow whose times cannot be read


def parse(text: str) -> Parsed:
    """6.1, the WebVTT parser algorithm, over a decoded text."""
    lines = text.removeprefix("\ufeff").replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        raise NotWebVTT
    return _Reader(lines).read()


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines, self.at, self.found = lines, 1, Parsed()

    def read(self) -> Parsed:
        if self.at < len(self.lines) and self.lines[self.at]:
            self.collect_block(in_header=True)
        while self.at < len(self.lines):
            if self.lines[self.at]:
                self.collect_block(in_header=False)
            else:
                self.at += 1
        return self.found

    def collect_block(self, *, in_header: bool) -> None:
        """6.2: up to an empty line, or to an arrow that begins another cue."""
        cue: Cue | None = None
        seen_arrow, kind, count = False, "", 0
        buffer: list[str] = []
        while self.at < len(self.lines) and (line := self.lines[self.at]):
            count += 1
            if "-->" in line:
                if in_header or count > 2 or seen_arrow:
                    break
                seen_arrow, cue = True, read_timings(line, self.found.regions)
                if cue is None:
                    self.found.left_out += 1
                else:
                    cue.id, buffer = "\n".join(buffer), []
            else:
                if count == 2 and not in_header and not self.found.cues and cue is None:
                    kind = self._kind(buffer)
                    buffer = [] if kind else buffer
                buffer.append(line)
            self.at += 1
        self._keep(cue, kind, buffer)

    @staticmethod
    def _kind(buffer: list[str]) -> str:
        word = "".join(buffer).rstrip(_BLANK)
        return word if word in ("STYLE", "REGION") else ""

    def _keep(self, cue: Cue | None, kind: str, buffer: list[str]) -> None:
        if cue is not None:
            cue.text = "\n".join(buffer)
            self.found.cues.append(cue)
        elif kind == "STYLE":
            self.found.stylesheets.append("\n".join(buffer))
        elif kind == "REGION":
            self.found.regions.append(read_region("\n".join(buffer)))


def read_time(text: str, at: int = 0) -> tuple[float, int] | None:
    """6.4, collect a WebVTT timestamp: its seconds and the place after it."""
    found = _TIME.match(text, at)
    if found is None:
        return None
    first, second, third = (int(found[name] or 0) for name in ("first", "second", "third"))
    if found["third"] is None:
        if len(found["first"]) != 2 or first > 59:
            return None
        first, second, third = 0, first, second
    if second > 59 or third > 59:
        return None
    return first * 3600 + second * 60 + third + int(found["milli"]) / 1000, found.end()


def read_timings(line: str, regions: list[Region]) -> Cue | None:
    """6.3, collect WebVTT cue timings and settings."""
    start = read_time(line, _skip(line, 0))
    if start is None:
        return None
    at = _skip(line, start[1])
    end = read_time(line, _skip(line, at + 3)) if line.startswith("-->", at) else None
    if end is None:
        return None
    cue = Cue(start=start[0], end=end[0])
    read_settings(cue, line[end[1] :], regions)
    return cue


def _skip(line: str, at: int) -> int:
    while at < len(line) and line[at] in _BLANK:
        at += 1
    return at


def read_settings(cue: Cue, text: str, regions: list[Region]) -> None:
    """6.3, parse the WebVTT cue settings: what is not understood is passed over."""
    for setting in re.split(rf"[{_BLANK}]+", text):
        name, colon, value = setting.partition(":")
        if not (name and colon and value):
            continue
        if name == "region":
            cue.region = next((row.id for row in reversed(regions) if row.id == value), "")
        elif name == "vertical" and value in ("rl", "lr"):
            cue.vertical = value
        elif name == "line":
            _read_line(cue, value)
        elif name == "position":
            _read_position(cue, value)
        elif name == "size":
            cue.size = cue.size if (number := read_percent(value)) is None else number
        elif name == "align" and value in ("start", "center", "end", "left", "right"):
            cue.align = value
        if name in ("line", "size", "vertical") and (cue.line != "auto" or cue.size != 100 or cue.vertical):
            cue.region = ""  # placed by itself, the cue drops out of its region


def read_percent(text: str) -> float | None:
    number = float(text[:-1]) if _PERCENT.fullmatch(text) else None
    return number if number is not None and number <= 100 else None


def _read_line(cue: Cue, value: str) -> None:
    place, comma, align = value.partition(",")
    number = read_percent(place) if place.endswith("%") else float(place) if _LINE.fullmatch(place) else None
    if number is None or (comma and align not in ("start", "center", "end")):
        return
    cue.line, cue.snap_to_lines = number, not place.endswith("%")
    cue.line_align = align or cue.line_align


def _read_position(cue: Cue, value: str) -> None:
    place, comma, align = value.partition(",")
    number = read_percent(place)
    if number is None or (comma and align not in ("line-left", "center", "line-right")):
        return
    cue.position, cue.position_align = number, align or cue.position_align


def read_region(text: str) -> Region:
    """6.2, collect WebVTT region settings."""
    region = Region()
    for setting in text.split():
        name, colon, value = setting.partition(":")
        if not (name and colon and value):
            continue
        if name == "id":
            region.id = value
        elif name == "width" and (number := read_percent(value)) is not None:
            region.width = number
        elif name == "lines" and value.isascii() and value.isdigit():
            region.lines = int(value)
        elif name in ("regionanchor", "viewportanchor") and (anchor := _anchor(value)):
            setattr(region, {"regionanchor": "region_anchor", "viewportanchor": "viewport_anchor"}[name], anchor)
        elif name == "scroll" and value == "up":
            region.scroll = "up"
    return region


def _anchor(value: str) -> tuple[float, float] | None:
    found = _ANCHOR.fullmatch(value)
    if found is None:
        return None
    x, y = read_percent(found[1]), read_percent(found[2])
    return None if x is None or y is None else (x, y)
