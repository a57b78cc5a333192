"""Recordings and captions as other programs wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest

from webinars.captions import BrokenCaptions, Cue, read_cues
from webinars.recording import UnreadableRecording, mp4_seconds


@pytest.mark.parametrize("name", ["v20.mp4", "v20-moov-at-end.mp4"])
def test_length_of_a_real_recording_wherever_its_header_lies(samples: Path, name: str) -> None:
    with (samples / "media" / name).open("rb") as file:
        assert mp4_seconds(file) == 20.0


@pytest.mark.parametrize("name", ["truncated.mp4", "v20.webm", "a20.mp3", "v20.uk.vtt"])
def test_cut_recording_and_what_is_no_mp4_are_refused(samples: Path, name: str) -> None:
    with (samples / "media" / name).open("rb") as file, pytest.raises(UnreadableRecording):
        mp4_seconds(file)


def test_captions_of_the_real_recording_lie_within_it(samples: Path) -> None:
    cues = read_cues((samples / "media" / "v20.uk.vtt").read_text(encoding="utf-8"))
    assert all(isinstance(cue, Cue) and 0 <= cue.start < cue.end <= 20 for cue in cues)


def test_every_caption_file_is_read_or_refused_in_words(samples: Path) -> None:
    files = sorted((samples / "webvtt").glob("*.vtt"))
    read = 0
    for path in files:
        try:
            read += bool(read_cues(path.read_text(encoding="utf-8", errors="replace")))
        except BrokenCaptions as problem:
            assert str(problem)
    assert (len(files), read) == (63, 49)
