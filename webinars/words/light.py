"""Light mode: slides changing by time, sound only, transcript; for the page, for saving, for the stick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..models import Kind, Webinar
from ..recordings.choosing import Choice, renditions_of
from .slides import Shown, slides_of
from .transcript import Paragraph, transcript_of

SOUNDS = (Kind.AUDIO_LIGHT, Kind.AUDIO)


@dataclass(frozen=True)
class Light:
    """`audio` is the smallest sound there is; before it is prepared the smallest video, whose sound is the same."""

    slides: list[Shown]
    audio: Choice | None
    transcript: list[Paragraph]
    transcript_language: str

    @property
    def size(self) -> int:
        """Bytes of the sound and of each picture once."""
        pictures = {slide.number: slide.size for slide in self.slides}
        return (self.audio.size if self.audio else 0) + sum(pictures.values())

    @property
    def sound_only(self) -> bool:
        return self.audio is not None and self.audio.content_type.startswith("audio/")


def sound_among(choices: Sequence[Choice]) -> Choice | None:
    kinds = {choice.kind: choice for choice in choices}
    sound = next((kinds[kind] for kind in SOUNDS if kind in kinds), None)
    videos = [choice for choice in choices if choice.content_type == "video/mp4"]
    return sound or min(videos, key=lambda choice: choice.size, default=None)


def light_of(webinar: Webinar, language: str) -> Light:
    tracks = [track for track in webinar.captions.all() if track.text]
    track = next((row for row in tracks if row.language == language), tracks[0] if tracks else None)
    return Light(
        slides_of(webinar, language),
        sound_among(renditions_of(webinar)),
        transcript_of(track, webinar.chapters.all()),
        track.language if track else "",
    )
