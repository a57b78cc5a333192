"""What stands beside the scripts of the demo's webinars agrees with them, file by file."""

from __future__ import annotations

import io

import pytest

from school.demo import content
from school.demo.webinar import SLUGS
from webinars.recordings.mp4 import mp4_seconds
from webinars.words.captions import read_cues
from webinars.words.transcript import sentences

MOST_BYTES = 4 * 1024 * 1024


def said(slug: str, column: int) -> list[str]:
    return [row[column] for part in content.read(f"webinars/{slug}/script.yaml")["parts"] for row in part["said"]]


def length(slug: str) -> float:
    return mp4_seconds(io.BytesIO(content.path(f"webinars/{slug}/recording.mp4").read_bytes()))


@pytest.mark.parametrize("slug", SLUGS)
def test_recording_is_of_about_ten_minutes_and_small(slug: str) -> None:
    assert 570 <= length(slug) <= 660
    assert content.path(f"webinars/{slug}/recording.mp4").stat().st_size <= MOST_BYTES


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize(("language", "column"), [("uk", 1), ("en", 2)])
def test_captions_say_what_the_script_says_and_who_says_it(slug: str, language: str, column: int) -> None:
    people = content.read(f"webinars/{slug}/script.yaml")["people"]
    rows = sentences(read_cues(content.path(f"webinars/{slug}/recording.{language}.vtt").read_text(encoding="utf-8")))
    assert " ".join(row.text for row in rows) == " ".join(said(slug, column))
    assert {row.speaker for row in rows} == {person[language] for person in people.values()}


@pytest.mark.parametrize("slug", SLUGS)
def test_translation_has_the_times_of_what_is_spoken(slug: str) -> None:
    uk, en = (read_cues(content.path(f"webinars/{slug}/recording.{code}.vtt").read_text(encoding="utf-8")) for code in content.LANGUAGES)
    assert [(cue.start, cue.end) for cue in uk] == [(cue.start, cue.end) for cue in en]
    assert all(0 < cue.start < cue.end < after for cue, after in zip(uk, [*(cue.start + 0.001 for cue in uk[1:]), length(slug)], strict=True))


@pytest.mark.parametrize("slug", SLUGS)
def test_each_part_has_a_slide_with_its_second_and_words_in_both_languages(slug: str) -> None:
    parts = content.read(f"webinars/{slug}/script.yaml")["parts"]
    slides = content.read(f"webinars/{slug}/slides.yaml")
    assert [row["slide"] for row in slides] == list(range(1, len(parts) + 1))
    assert [row["at_seconds"] for row in slides] == sorted({row["at_seconds"] for row in slides})
    for part in parts:
        for name in ("title", "lead", "points", "table", "compare", "foot", "chapter"):
            assert name not in part or set(part[name]) == {"uk", "en"}, (part["title"], name)
    for code in content.LANGUAGES:
        assert content.path(f"webinars/{slug}/slides.{code}.pdf").read_bytes().startswith(b"%PDF")
