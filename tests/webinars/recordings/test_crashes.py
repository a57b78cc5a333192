"""kill -9 in every stage, a full disk, six hours: nothing is lost and nothing is made twice."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from school.foundation import jobs
from school.foundation.models import Job
from tests.certificates.test_crashes import database_for_others
from tests.factories.films import ffmpeg, film
from tests.factories.webinars import make_webinar
from tests.forked import workers
from webinars.models import Cut, CutState, Kind
from webinars.recordings import storing
from webinars.recordings.cuts import JOB, prepare_cut, take_recording

PLACES = [
    "probe",
    "loudness",
    "sound",
    "sound-kept",
    "picture",
    "picture-kept",
    "segments",
    "segments-kept",
    "poster",
    "storyboard",
    "storyboard-kept",
]
ALL = ["audio", "audio_light", "video_720", "video_360", "hls", "poster", "storyboard"]


def encoders(folder: Path) -> list[str]:
    """Processes of ffmpeg that work in that folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if "ffmpeg" in words and str(folder) in words:
            found.append(words)
    return found


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_or_made_twice_wherever_the_worker_is_killed(tmp_path: Path) -> None:
    webinar = make_webinar(seconds=0)
    path = film(tmp_path / "talk.mp4", size="640x480", seconds=7)
    cut = Cut(webinar=webinar, number=1, original_name="talk.mp4", size=path.stat().st_size, created_at=timezone.now(), tries=1)
    cut.original.name = f"{cut.folder}/original.mp4"
    cut.save()
    now = timezone.now()
    Job.objects.create(kind=JOB, key=f"{cut.pk}:1", args={"cut": cut.pk}, queue="media", created_at=now, due_at=now)
    kept = tmp_path / "media" / cut.folder
    kept.mkdir(parents=True)
    path.rename(kept / "original.mp4")
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "school.settings.dev", "VAR_DIR": str(tmp_path)}
    environment["DATABASE_URL"] = database_for_others(tmp_path)
    with workers("tests.webinars.recordings.worker", environment, tmp_path) as crew:
        for place in PLACES:
            crew.kill_at(place)
            gone = time.monotonic() + 20
            while encoders(tmp_path) and time.monotonic() < gone:
                time.sleep(0.05)
            assert encoders(tmp_path) == [], f"ffmpeg goes on after {place}"
        told: dict[str, Any] = json.loads(crew.finish())
    assert (told["state"], told["problem"], told["jobs"]) == ("ready", "", ["done"])
    assert (told["kinds"], told["whole"]) == (ALL, True)
    assert told["recording"] == f"{cut.folder}/video_720.mp4"
    assert sorted(told["made"], key=lambda kind: told["made"][kind]) == ALL  # each stage once, in its order
    files = sorted(str(found.relative_to(kept)) for found in kept.rglob("*") if found.is_file() and "hls" not in str(found))
    assert files == [
        "audio.m4a", "audio_light.m4a", "original.mp4", "poster.jpg", "storyboard/001.jpg", "storyboard/pictures.vtt", "video_360.mp4", "video_720.mp4",
    ]  # fmt: skip
    assert not list((tmp_path / "work").glob("*"))


@pytest.mark.django_db(transaction=True)
def test_full_disk_is_said_in_words_and_gone_on_with_when_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = storing.being_made

    def full(path: Path) -> Path:
        place = real(path)
        if path.name == "video_360.mp4":
            place.unlink(missing_ok=True)
            place.symlink_to("/dev/full")  # every byte written there fails as on a disk without room
        return place

    monkeypatch.setattr("webinars.recordings.preparing.being_made", full)
    take_recording(webinar=make_webinar(seconds=0), path=film(tmp_path / "talk.mp4"), name="talk.mp4", actor=None)
    cut = Cut.objects.get()
    assert (cut.state, cut.problem_words) == (
        CutState.FAILED, "На диску сервера не лишилося місця. Зроблене збережено: звільніть місце й натисніть «Продовжити».",
    )  # fmt: skip
    sound = cut.renditions.get(kind=Kind.AUDIO).created_at
    monkeypatch.undo()
    (settings.RECORDINGS_WORK / f"cut-{cut.pk}" / "video_360.mp4.part").unlink()
    prepare_cut(cut=cut)
    cut.refresh_from_db()
    assert (cut.state, cut.renditions.get(kind=Kind.AUDIO).created_at) == (CutState.READY, sound)


@pytest.mark.django_db(transaction=True)
def test_six_hours_are_prepared_with_segments_and_a_timeline_of_sensible_size(tmp_path: Path) -> None:
    path = tmp_path / "day.mp4"
    still = ["-f", "lavfi", "-i", "color=c=navy:size=64x36:rate=1:duration=21600", "-c:v", "libx264", "-preset", "ultrafast", "-g", "600"]
    ffmpeg(*still, "-pix_fmt", "yuv420p", str(path))
    take_recording(webinar=make_webinar(seconds=0), path=path, name="day.mp4", actor=None)
    cut = Cut.objects.get()
    assert (cut.state, cut.seconds) == ("ready", 21_600)
    hls = Path(cut.renditions.get(kind=Kind.HLS).file.path).parent
    assert len(list((hls / "360").glob("*.m4s"))) == 3_600
    pictures = cut.renditions.get(kind=Kind.STORYBOARD).file.read().decode()
    assert pictures.count("-->") <= 250
    assert "05:58" in pictures


@pytest.mark.django_db(transaction=True)
def test_file_that_kills_every_worker_is_told_to_whoever_uploaded_it(tmp_path: Path) -> None:
    cut = Cut(webinar=make_webinar(seconds=0), number=1, original_name="talk.mp4", size=1, created_at=timezone.now(), tries=1, state=CutState.WORKING)
    cut.original.name = f"{cut.folder}/original.mp4"
    cut.save()
    now = timezone.now()
    job = Job.objects.create(kind=JOB, key=f"{cut.pk}:1", args={"cut": cut.pk}, created_at=now, due_at=now, attempts=jobs.MOST_LOST)
    jobs.run_job(job.pk)
    cut.refresh_from_db()
    assert (cut.state, cut.problem_words) == (
        CutState.FAILED, "Запис не вдалося підготувати: its worker was lost each time. "
        "Зроблене збережено; спробуйте ще раз або збережіть файл заново.",
    )  # fmt: skip
    job.refresh_from_db()
    assert job.state == "failed"
