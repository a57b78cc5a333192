"""A recording says itself how long it is; what is no recording is refused in words."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile

from school.accounts.models import User
from school.foundation.models import Event
from tests.factories.webinars import box, make_webinar, mp4
from webinars.recordings.cuts import put_recording
from webinars.recordings.mp4 import UnreadableRecording, mp4_seconds


@pytest.mark.parametrize(("seconds", "scale", "version"), [(108.5, 1000, 0), (7200, 90_000, 1), (0.5, 600, 0)])
def test_length_is_read_from_the_movie_header(seconds: float, scale: int, version: int) -> None:
    file = io.BytesIO(mp4(seconds, scale=scale, version=version))
    assert mp4_seconds(file) == seconds
    assert file.tell() == 0


@pytest.mark.parametrize(
    "raw",
    [b"", b"<html>", mp4(10)[:40], mp4(0), box(b"ftyp", b"isom") + box(b"moov", box(b"mvhd", b"\0" * 6)), b"\x1aE\xdf\xa3" + bytes(200)],
    ids=["empty", "html", "cut", "no length", "short header", "webm"],
)
def test_what_is_no_mp4_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableRecording):
        mp4_seconds(io.BytesIO(raw))


@pytest.mark.django_db
def test_putting_a_recording_keeps_length_size_and_who_did_it(halyna: User) -> None:
    webinar = make_webinar(seconds=0)
    raw = mp4(61.2)
    put_recording(webinar=webinar, file=ContentFile(raw), actor=halyna)
    webinar.refresh_from_db()
    assert (webinar.duration_seconds, webinar.size) == (62, len(raw))
    assert Event.objects.get(verb="put_recording").actor == halyna
