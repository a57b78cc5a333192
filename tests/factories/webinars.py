"""Webinars with recordings: the smallest file that says how long it is."""

from __future__ import annotations

import struct
from datetime import timedelta
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from courses.learning.models import Course, CourseRun
from tests.factories.internships import section
from tests.factories.learning import make_course_page, make_module, make_run
from tests.factories.pages import publish
from webinars.models import Webinar, WebinarIndexPage, WebinarPage, WebinarStepPage
from webinars.recordings.cuts import put_recording
from webinars.watching.watched import record_watching
from webinars.words.saving import put_captions

CAPTIONS = """WEBVTT

00:00.000 --> 00:02.000
Добрий день. Сьогодні

00:02.000 --> 00:04.500
говоримо про нові медіа.

01:05.000 --> 01:07.000
<v Тарас>Чи є запитання?
"""
_numbers = count(1)


def box(kind: bytes, inside: bytes) -> bytes:
    return struct.pack(">I4s", len(inside) + 8, kind) + inside


def mp4(seconds: float, *, scale: int = 1000, version: int = 0) -> bytes:
    """A file with a movie header and no movie."""
    moments = struct.pack(">QQIQ" if version else ">IIII", 0, 0, scale, int(seconds * scale))
    header = box(b"mvhd", bytes([version, 0, 0, 0]) + moments + bytes(80))
    return box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2") + box(b"free", b"") + box(b"moov", header) + box(b"mdat", b"picture and sound" * 100)


def make_page(*, language: str = "uk", key: Any = None, **fields: Any) -> WebinarPage:
    """A published webinar page; with `key` the translation of another."""
    parent = section(WebinarIndexPage, "webinars", language)
    page = WebinarPage(
        **{"title": "Вступ до нових медіа", "slug": f"webinar-{next(_numbers)}", "length_minutes": 60, "locale": parent.locale, **fields}
    )
    if key is not None:
        page.translation_key = key
    return publish(parent, page)


def make_webinar(*, seconds: float = 600, captions: str = CAPTIONS, **fields: Any) -> Webinar:
    """A published webinar with a recording and Ukrainian captions."""
    webinar = Webinar.objects.get(key=make_page(**fields).translation_key)
    if captions:
        put_captions(webinar=webinar, language="uk", text=captions)
    return put_recording(webinar=webinar, file=ContentFile(mp4(seconds)), actor=None) if seconds else webinar


def watch(*, user: Any, webinar: Webinar, segments: list[Any], **fields: Any) -> Any:
    """Somebody who opened the webinar a day ago, so that time allows all of it."""
    return record_watching(user=user, webinar=webinar, segments=segments, since=timezone.now() - timedelta(days=1), **fields)


def make_step(module: Any, webinar: Webinar | None, /, **fields: Any) -> WebinarStepPage:
    """A published step of a course that shows this webinar."""
    values = {"title": "Подивіться вебінар", "slug": f"step-{next(_numbers)}", "locale": module.locale}
    if webinar:
        values["webinar"] = WebinarPage.objects.filter(translation_key=webinar.key).first()
    return publish(module, WebinarStepPage(**{**values, **fields}))


def run_with_step(webinar: Webinar, *, step: dict[str, Any] | None = None, **fields: Any) -> CourseRun:
    """A run that teaches now, of a course whose only step is this webinar."""
    page = make_course_page()
    make_step(make_module(page), webinar, **(step or {}))
    return make_run(Course.objects.get(key=page.translation_key), **fields)
