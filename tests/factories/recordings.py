"""Cuts with renditions, as if prepared: small files of given bytes."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.utils import timezone

from webinars.models import Cut, Kind, Rendition, Webinar

NAMES = {
    Kind.VIDEO_720: "video_720.mp4",
    Kind.VIDEO_360: "video_360.mp4",
    Kind.AUDIO: "audio.m4a",
    Kind.AUDIO_LIGHT: "audio_light.m4a",
    Kind.HLS: "hls/main.m3u8",
    Kind.POSTER: "poster.jpg",
    Kind.STORYBOARD: "storyboard/pictures.vtt",
}


def make_rendition(webinar: Webinar, kind: Kind, raw: bytes = b"0123456789", *, cut: Cut | None = None) -> Rendition:
    cut = cut or webinar.cut
    row = Rendition(cut=cut, kind=kind, size=len(raw), created_at=timezone.now())
    row.file.name = row.file.storage.save(f"{cut.folder}/{NAMES[kind]}", ContentFile(raw))
    row.save()
    return row
