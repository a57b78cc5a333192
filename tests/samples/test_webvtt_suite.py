"""The public suite of WebVTT parsers: every case is read as the standard says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from school.foundation.encodings import decode
from tests.samples.conftest import SAMPLES
from webinars.words.captions import BrokenCaptions, read_cues, understand
from webinars.words.cuetext import Node, read_text
from webinars.words.webvtt import Cue, NotWebVTT, parse
from webinars.words.writing import as_webvtt

SUITE = SAMPLES / "webvtt"
CASES = sorted(path.stem for path in SUITE.glob("*.vtt"))
# The suite was written before the standard was finished. Since then a header may be followed at once by a cue (the parser algorithm, «Header»);
# whoever writes more than two digits first means hours, so minutes and seconds must both follow («collect a WebVTT timestamp»); `middle` is
# called `center`, and an alignment of the position that nobody gave is `auto`. Chromium reads these three the same way.
SINCE_CHANGED = {
    "file-layout_header-no-new-line": [(11.0, 13.0, "Test")],
    "cue-times_min-top-digits": [],
    "cue-times_minimum-spots-over-sixty": [],
}
NAMES = {"middle": "center"}


def read(case: str) -> list[Cue]:
    try:
        return parse(decode((SUITE / f"{case}.vtt").read_bytes()).text).cues
    except NotWebVTT:
        return []


def told(case: str, kind: str = "") -> Any:
    path = SUITE / f"{case}{kind}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def as_suite(cue: Cue) -> dict[str, Any]:
    return {
        "id": cue.id, "startTime": cue.start, "endTime": cue.end, "text": cue.text, "region": cue.region, "vertical": cue.vertical,
        "line": cue.line, "lineAlign": cue.line_align, "snapToLines": cue.snap_to_lines, "position": cue.position,
        "size": cue.size, "align": cue.align,
    }  # fmt: skip


def expected(row: dict[str, Any]) -> dict[str, Any]:
    assert (row["pauseOnExit"], row["positionAlign"]) == (False, "middle")
    return {key: NAMES.get(value, value) if key == "align" else value for key, value in row.items() if key not in ("pauseOnExit", "positionAlign")}


def test_suite_is_whole() -> None:
    assert len(CASES) == 63


@pytest.mark.parametrize("case", SINCE_CHANGED)
def test_where_the_standard_has_changed_since_the_standard_is_followed(case: str) -> None:
    assert [(cue.start, cue.end, cue.text) for cue in read(case)] == SINCE_CHANGED[case]


@pytest.mark.parametrize("case", [case for case in CASES if told(case) and case not in SINCE_CHANGED])
def test_cues_are_those_of_the_suite(case: str) -> None:
    assert [as_suite(cue) for cue in read(case)] == [expected(row) for row in told(case)["cues"]]


@pytest.mark.parametrize("case", [case for case in CASES if told(case, "-proc") is not None and case not in SINCE_CHANGED])
def test_words_and_spans_are_those_of_the_suite(case: str) -> None:
    cues = read(case)
    assert [shape(read_text(cue.text)) for cue in cues] == [drawn(row["childNodes"][0]) for row in told(case, "-proc")]


TAGS = {"c": "span", "v": "span", "lang": "span", "i": "i", "b": "b", "u": "u", "ruby": "ruby", "rt": "rt"}


def shape(node: Node) -> list[Any]:
    """A span as the suite draws it: text, or tag, classes, who speaks, what is inside."""
    found: list[Any] = []
    for child in node.children:
        found.append(child.text if child.kind == "text" else (TAGS[child.kind], " ".join(child.classes), child.annotation, shape(child)))
    return found


def drawn(row: dict[str, Any]) -> list[Any]:
    found: list[Any] = []
    for child in row["childNodes"]:
        found.append(child["data"] if "data" in child else (child["localName"], child["className"], child["title"], drawn(child)))
    return found


@pytest.mark.parametrize("case", CASES)
def test_what_is_served_is_ours_and_says_the_same(case: str) -> None:
    """Written by us and read again: the same words at the same times, whatever stood in the file."""
    try:
        cues = read_cues(decode((SUITE / f"{case}.vtt").read_bytes()).text)
    except BrokenCaptions:
        return
    served = as_webvtt(cues)
    assert (read_cues(served), as_webvtt(read_cues(served))) == (cues, served)
    assert served.count("-->") == len(cues)


def test_real_captions_of_a_lesson_keep_their_references_and_places(samples: Path) -> None:
    told_of = understand((samples / "webvtt" / "encapsulated.vtt").read_bytes())
    assert (told_of.format, told_of.encoding, len(told_of.cues)) == ("WebVTT", "UTF-8", 7)
    assert (told_of.cues[2].settings, told_of.cues[6].text) == ("align:right", "<LAUGHING & WHOOPS!>")
