"""Recordings and captions as other programs wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest

from webinars.recordings.mp4 import UnreadableRecording, mp4_seconds
from webinars.words.captions import Cue, read_cues


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
