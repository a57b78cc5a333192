"""A film goes in, renditions come out: real files through the real ffmpeg."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files import File

from tests.factories.films import damaged, ffmpeg, film
from tests.factories.webinars import make_webinar
from webinars.models import Cut, Kind, Webinar
from webinars.recordings.choosing import renditions_of
from webinars.recordings.cuts import prepare_cut, put_recording, take_recording
from webinars.recordings.mp4 import mp4_seconds
from webinars.recordings.probing import probe

pytestmark = pytest.mark.django_db(transaction=True)


def prepared(path: Path, webinar: Webinar | None = None) -> Cut:
    """Jobs run at commit in tests, so it is prepared when this returns."""
    cut = take_recording(webinar=webinar or make_webinar(seconds=0), path=path, name=path.name, actor=None)
    cut.refresh_from_db()
    return cut


def sizes(cut: Cut) -> dict[str, tuple[int | None, int | None]]:
    return {row.kind: (row.width, row.height) for row in cut.renditions.filter(kind__startswith="video")}


def test_film_becomes_everything_there_is_to_choose(tmp_path: Path) -> None:
    cut = prepared(film(tmp_path / "talk.mov", size="1280x720", seconds=3))
    assert (cut.state, cut.seconds, cut.shown, cut.percent) == ("ready", 3, True, 100)
    assert [choice.kind for choice in renditions_of(cut.webinar)] == ["video_720", "video_360", "audio", "audio_light", "hls"]
    webinar = Webinar.objects.get()
    assert (webinar.recording.name, webinar.duration_seconds) == (cut.renditions.get(kind=Kind.VIDEO_720).file.name, 3)
    assert webinar.poster.name == cut.renditions.get(kind=Kind.POSTER).file.name
    assert sizes(cut) == {"video_720": (1280, 720), "video_360": (640, 360)}


def test_file_begins_with_its_header_so_that_it_plays_while_it_comes(tmp_path: Path) -> None:
    cut = prepared(film(tmp_path / "talk.mp4"))
    with cut.renditions.get(kind=Kind.VIDEO_360).file.open("rb") as file:
        head = file.read(64 * 1024)
        assert head.index(b"moov") < head.index(b"mdat")
        assert mp4_seconds(file) == pytest.approx(4, abs=0.1)


def test_segments_are_fragmented_mp4_of_the_same_moments_in_every_quality(tmp_path: Path) -> None:
    cut = prepared(film(tmp_path / "talk.mp4", size="640x480", seconds=13))
    row = cut.renditions.get(kind=Kind.HLS)
    folder = Path(row.file.path).parent
    main = (folder / "main.m3u8").read_text()
    assert re.findall(r"^\d+/list\.m3u8$", main, re.MULTILINE) == ["720/list.m3u8", "360/list.m3u8"]
    lists = [(folder / line / "list.m3u8").read_text() for line in ("720", "360")]
    assert "#EXT-X-MAP" in lists[0]
    assert "#EXT-X-ENDLIST" in lists[0]
    durations = [[float(found) for found in re.findall(r"#EXTINF:([\d.]+)", words)] for words in lists]
    assert durations[0] == pytest.approx([6, 6, 1], abs=0.1)
    assert durations[1] == pytest.approx(durations[0], abs=0.05)
    assert row.size == sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    ffmpeg("-v", "error", "-i", str(folder / "main.m3u8"), "-f", "null", "-")


@pytest.mark.parametrize("gain", ["-24dB", "4dB"], ids=["too quiet", "too loud"])
def test_sound_comes_out_at_the_loudness_of_ebu_r128(tmp_path: Path, gain: str) -> None:
    cut = prepared(film(tmp_path / "talk.mp4", seconds=6, more=("-af", f"volume={gain}")))
    for kind in (Kind.VIDEO_360, Kind.AUDIO):
        path = cut.renditions.get(kind=kind).file.path
        said = ffmpeg("-i", path, "-map", "0:a", "-af", "loudnorm=print_format=json", "-f", "null", "-")
        assert float(json.loads(said[said.rindex("{") : said.rindex("}") + 1])["input_i"]) == pytest.approx(settings.RECORDING_LOUDNESS, abs=1)


def test_film_without_sound_has_no_sound_to_choose(tmp_path: Path) -> None:
    cut = prepared(film(tmp_path / "mute.mp4", sound=False))
    assert [choice.kind for choice in renditions_of(cut.webinar)] == ["video_360", "hls"]


def test_silent_sound_is_kept_silent(tmp_path: Path) -> None:
    cut = prepared(film(tmp_path / "silent.mp4", more=("-af", "volume=0")))
    assert (cut.state, cut.facts["loudness"]) == ("ready", None)


def test_portrait_stays_upright_by_the_word_of_its_camera(tmp_path: Path) -> None:
    flat = film(tmp_path / "flat.mp4", size="1280x720", sound=False)
    ffmpeg("-display_rotation", "90", "-i", str(flat), "-c", "copy", str(tmp_path / "phone.mp4"))
    assert sizes(prepared(tmp_path / "phone.mp4")) == {"video_720": (720, 1280), "video_360": (360, 640)}


def test_small_picture_is_never_enlarged(tmp_path: Path) -> None:
    assert sizes(prepared(film(tmp_path / "small.mp4", size="320x180"))) == {"video_360": (320, 180)}
    assert sizes(prepared(film(tmp_path / "middle.mp4", size="854x480"))) == {"video_720": (854, 480), "video_360": (640, 360)}


def test_4k_is_made_smaller(tmp_path: Path) -> None:
    cut = prepared(film(tmp_path / "large.mp4", size="3840x2160", seconds=1, rate=10))
    assert sizes(cut) == {"video_720": (1280, 720), "video_360": (640, 360)}


def test_uneven_frames_come_out_even_and_sound_stays_with_the_picture(tmp_path: Path) -> None:
    uneven = film(tmp_path / "screen.mkv", seconds=6, rate=30, more=("-vf", "select='not(mod(n,7))+lt(t,2)'", "-fps_mode", "vfr"))
    cut = prepared(uneven)
    facts = probe(Path(cut.renditions.get(kind=Kind.VIDEO_360).file.path))
    assert (facts.fps, facts.seconds) == (30, pytest.approx(6, abs=0.15))
    with cut.renditions.get(kind=Kind.AUDIO).file.open("rb") as file:
        assert mp4_seconds(file) == pytest.approx(6, abs=0.1)


def test_recording_of_a_browser_that_does_not_say_its_length_is_prepared(tmp_path: Path) -> None:
    cut = prepared(film(tmp_path / "browser.webm", more=("-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus", "-live", "1")))
    assert (cut.state, cut.seconds) == ("ready", 4)


def test_film_damaged_in_the_middle_is_saved_so_far_as_it_can_be(tmp_path: Path) -> None:
    whole = film(tmp_path / "whole.mkv", seconds=12, more=("-g", "25"))
    cut = prepared(damaged(whole, tmp_path / "damaged.mkv"))
    assert cut.state == "ready"
    assert cut.seconds is not None
    assert cut.seconds >= 10


def test_original_is_kept_as_it_came(tmp_path: Path) -> None:
    path = film(tmp_path / "Вебінар 1.mkv")
    raw = path.read_bytes()
    cut = prepared(path)
    assert (cut.original_name, cut.original.read(), path.read_bytes()) == ("Вебінар 1.mkv", raw, raw)


def test_storyboard_names_a_picture_for_every_moment(tmp_path: Path) -> None:
    cut = prepared(film(tmp_path / "talk.mp4", seconds=9))
    row = cut.renditions.get(kind=Kind.STORYBOARD)
    cues = re.findall(r"^(\S+) --> (\S+)\n(\S+)$", row.file.read().decode(), re.MULTILINE)
    assert [cue[0] for cue in cues] == [f"00:00:0{second}.000" for second in (0, 2, 4, 6, 8)]
    assert cues[1][2] == "001.jpg#xywh=160,0,160,90"
    assert (Path(row.file.path).parent / "001.jpg").read_bytes()[:3] == b"\xff\xd8\xff"


def test_nothing_is_left_in_the_work_folder(tmp_path: Path) -> None:
    cut = prepared(film(tmp_path / "talk.mp4"))
    assert not (settings.RECORDINGS_WORK / f"cut-{cut.pk}").exists()
    assert not list(Path(cut.original.path).parent.rglob("*.part"))


def test_recording_that_plays_as_it_is_can_be_prepared_too(tmp_path: Path) -> None:
    webinar = make_webinar(seconds=0)
    with film(tmp_path / "talk.mp4").open("rb") as file:
        put_recording(webinar=webinar, file=File(file), actor=None)
    prepare_cut(cut=webinar.cut)
    assert [choice.kind for choice in renditions_of(webinar)] == ["video_360", "audio", "audio_light", "hls"]
    assert Cut.objects.count() == 1
