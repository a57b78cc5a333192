"""What somebody sends is hostile until proven otherwise: it is refused in words, and nothing else is read for it."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest
from django.utils import translation

from tests.factories.films import ffmpeg, film
from tests.factories.webinars import make_webinar
from webinars.models import Cut
from webinars.recordings.cuts import take_recording
from webinars.recordings.ffmpeg import FfmpegFailed, run, untrusted
from webinars.recordings.probing import RefusedRecording, probe

HLS = "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{target}\n#EXT-X-ENDLIST\n"
DASH = '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><AdaptationSet><Representation><BaseURL>{target}</BaseURL></Representation></AdaptationSet></Period></MPD>'  # fmt: skip
CONCAT = "ffconcat version 1.0\nfile '{target}'\n"
PLAYLISTS = {"hls": HLS, "dash": DASH, "concat": CONCAT}


@pytest.fixture
def listener():  # type: ignore[no-untyped-def]
    """A server on this machine that remembers who called."""
    called: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    with server.accept()[0] as caller:
                        called.append(caller.recv(100))
                except TimeoutError:
                    continue

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], called
        over.set()
        thread.join()


@pytest.mark.parametrize("kind", PLAYLISTS)
def test_list_that_points_at_an_address_is_refused_and_the_address_is_not_asked(tmp_path: Path, listener, kind: str) -> None:  # type: ignore[no-untyped-def]
    port, called = listener
    path = tmp_path / "talk.mp4"
    path.write_text(PLAYLISTS[kind].format(target=f"http://127.0.0.1:{port}/secret.ts"), encoding="utf-8")
    with pytest.raises(RefusedRecording):
        probe(path)
    with pytest.raises(FfmpegFailed):  # and the door behind the door is shut too
        run([*untrusted(path), "-f", "null", "-"])
    assert called == []


@pytest.mark.parametrize("kind", PLAYLISTS)
def test_list_that_points_at_a_file_of_the_server_is_not_followed(tmp_path: Path, kind: str) -> None:
    secret = film(tmp_path / "secret.mkv")
    path = tmp_path / "talk.mp4"
    path.write_text("\n" * 3 + PLAYLISTS[kind].format(target=secret), encoding="utf-8")
    with pytest.raises(RefusedRecording):
        probe(path)
    with pytest.raises(FfmpegFailed):
        run([*untrusted(path), "-f", "null", "-"])


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\x7fELF" + bytes(500), "програма"),
        (b"MZ" + bytes(500), "програма"),
        (b"#!/bin/sh\nrm -rf /\n", "програма"),
        (b"", "порожній"),
        (bytes(range(256)) * 40, "пошкоджений"),
        (b"WEBVTT\n\n00:00.000 --> 00:01.000\nhello\n", "пошкоджений"),
        (b"%PDF-1.7\n" + bytes(400), "пошкоджений"),
    ],
    ids=["elf", "exe", "script", "empty", "noise", "captions", "pdf"],
)
def test_what_is_no_recording_is_refused_whatever_its_name(tmp_path: Path, raw: bytes, said: str) -> None:
    path = tmp_path / "talk.mp4"
    path.write_bytes(raw)
    with pytest.raises(RefusedRecording, match=said):
        probe(path)


def test_sound_alone_is_refused_with_what_to_do(tmp_path: Path) -> None:
    ffmpeg("-f", "lavfi", "-i", "sine=duration=1", str(tmp_path / "sound.m4a"))
    with pytest.raises(RefusedRecording, match="лише звук"):
        probe(tmp_path / "sound.m4a")


def test_cut_file_is_refused(tmp_path: Path) -> None:
    path = film(tmp_path / "talk.mp4")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])  # its header lay at the end
    with pytest.raises(RefusedRecording, match="пошкоджений"):
        probe(path)


def test_header_without_a_picture_behind_it_is_refused(tmp_path: Path) -> None:
    path = film(tmp_path / "talk.mp4", more=("-movflags", "+faststart"), sound=False)
    raw = path.read_bytes()
    path.write_bytes(raw[: raw.index(b"mdat") + 4] + bytes(1000))
    with pytest.raises(RefusedRecording, match="Зображення"):
        probe(path)


def test_name_of_a_stream_cannot_pretend_to_be_a_picture(tmp_path: Path) -> None:
    ffmpeg(
        "-f", "lavfi", "-i", "sine=duration=1", "-metadata", "title=x\n  Stream #0:9: Video: h264, 25 fps,", str(tmp_path / "sly.mka")
    )  # fmt: skip
    with pytest.raises(RefusedRecording, match="лише звук"):
        probe(tmp_path / "sly.mka")


@pytest.mark.django_db(transaction=True)
def test_refusal_is_kept_with_the_cut_and_said_in_the_language_of_whoever_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp4"
    path.write_bytes(b"\x7fELF" + bytes(100))
    webinar = make_webinar(seconds=0)
    take_recording(webinar=webinar, path=path, name="talk.mp4", actor=None)
    cut = Cut.objects.get()
    assert (cut.state, cut.shown) == ("refused", False)
    assert cut.problem_words == "Це програма, а не запис, хоч як вона називається."
    with translation.override("en"):
        assert cut.problem_words == "This is a program, not a recording, whatever its name says."
    webinar.refresh_from_db()
    assert not webinar.recorded
