"""The webinar and its recording."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from courses.learning.models import Instructor
from webinars.models import CaptionTrack, Chapter, Webinar, WebinarPage, WebinarSpeaker
from webinars.recording import put_recording

from . import content
from .clock import days
from .courses import key_of
from .site import publish


def _pick(value: Any, code: str) -> str:
    return value[code] if isinstance(value, dict) else str(value)


def _list(value: Any, code: str) -> list[str]:
    rows = value[code] if isinstance(value, dict) else value
    return [_pick(row, code) for row in rows]


def make_webinar(indexes: dict[str, Any], instructors: dict[str, Instructor], project: Any) -> Webinar:
    told = content.read("webinar/webinar.yaml")
    for code in content.LANGUAGES:
        parent = indexes[code]
        parent.refresh_from_db()
        page = WebinarPage(
            title=told["title"][code],
            slug="new-media",
            summary=told["summary"][code][:300],
            audience=_pick(told["audience"], code),
            what_for=[("point", row) for row in _list(told["what_for"], code)],
            starts_at=days(-21, hour=18),
            project=project,
            locale=parent.locale,
            translation_key=key_of("webinar"),
        )
        names = told.get("speakers") or []
        page.speakers = [WebinarSpeaker(instructor=instructors[name], sort_order=n) for n, name in enumerate(names) if name in instructors]
        publish(parent, page)
    webinar = Webinar.objects.get(key=key_of("webinar"))
    _recording(webinar)
    for row in content.read("webinar/chapters.yaml"):
        Chapter.objects.create(webinar=webinar, at_seconds=int(row["at_seconds"]), title_uk=row["title"]["uk"], title_en=row["title"]["en"])
    return webinar


def _recording(webinar: Webinar) -> None:
    poster = next(content.HERE.glob("webinar/poster.*"))
    webinar.poster.save(poster.name, ContentFile(poster.read_bytes()), save=False)
    for code in content.LANGUAGES:
        file = content.path(f"webinar/recording.{code}.vtt")
        CaptionTrack.objects.create(webinar=webinar, language=code, text=file.read_text(encoding="utf-8"))
    put_recording(webinar=webinar, file=ContentFile(content.path("webinar/recording.mp4").read_bytes()), actor=None)
