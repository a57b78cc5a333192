"""Captions become cues, and cues become the sentences of a transcript."""

from __future__ import annotations

import pytest

from tests.factories.webinars import CAPTIONS
from webinars.captions import BrokenCaptions, Cue, read_cues, sentences


def test_cues_are_read_with_their_seconds_and_speaker() -> None:
    assert read_cues(CAPTIONS) == [
        Cue(0.0, 2.0, "Добрий день. Сьогодні"), Cue(2.0, 4.5, "говоримо про нові медіа."), Cue(65.0, 67.0, "Чи є запитання?", "Тарас"),
    ]  # fmt: skip


def test_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    assert read_cues("\ufeff" + CAPTIONS.replace("\n", "\r\n")) == read_cues(CAPTIONS)


def test_transcript_joins_pieces_until_a_sentence_a_speaker_or_a_pause_ends() -> None:
    assert [(cue.start, cue.text) for cue in sentences(read_cues(CAPTIONS))] == [
        (0.0, "Добрий день. Сьогодні говоримо про нові медіа."), (65.0, "Чи є запитання?"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nце SRT\n", "Це не текст WebVTT"),
        ("WEBVTT\n\nNOTE самі нотатки\n", "немає жодного субтитра|немає субтитрів"),
        ("WEBVTT\n\n00:05.000 --> 00:04.000\nНазад\n", "«Назад» закінчується раніше"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(BrokenCaptions, match=says):
        read_cues(text)
