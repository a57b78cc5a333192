"""The tus protocol 1.0.0, clause by clause; and who may upload what."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from courses.learning.models import CoursePage
from school.accounts.models import User
from tests.factories.films import film
from tests.factories.webinars import make_webinar
from webinars.models import Cut, Upload, Webinar
from webinars.recordings.ffmpeg import DiskFull
from webinars.recordings.uploads import KEPT, LARGEST, UploadBusy, add_part, sweep_uploads

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
NAME = base64.b64encode("Вебінар 1.mp4".encode()).decode()


@pytest.fixture
def webinar(groups: None) -> Webinar:
    return make_webinar(seconds=0)


@pytest.fixture
def sender(halyna: User, browser_of: Browser) -> Client:
    return browser_of(halyna)


def create(sender: Client, webinar: Webinar, size: int, **headers: str) -> Any:
    told = {"Tus-Resumable": "1.0.0", "Upload-Length": str(size), "Upload-Metadata": f"filename {NAME}", **headers}
    return sender.post(f"/cms/webinars/{webinar.code}/uploads/", headers=told)


def begun(sender: Client, webinar: Webinar, size: int) -> str:
    return str(create(sender, webinar, size)["Location"])


def head(sender: Client, address: str) -> Any:
    return sender.head(address, headers={"Tus-Resumable": "1.0.0"})


def patch(sender: Client, address: str, raw: bytes, offset: int, **headers: str) -> Any:
    told = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset), **headers}
    return sender.patch(address, raw, content_type="application/offset+octet-stream", headers=told)


def test_creation_answers_where_to_send_and_till_when(sender: Client, webinar: Webinar, halyna: User) -> None:
    response = create(sender, webinar, 10)
    row = Upload.objects.get()
    assert (response.status_code, response["Tus-Resumable"]) == (201, "1.0.0")
    assert response["Location"] == f"/cms/webinars/{webinar.code}/uploads/{row.code}/"
    assert response["Upload-Expires"].endswith("+0000")
    assert (row.name, row.size, row.user) == ("Вебінар 1.mp4", 10, halyna)


def test_head_tells_how_much_has_come_and_is_not_kept_by_caches(sender: Client, webinar: Webinar) -> None:
    address = begun(sender, webinar, 10)
    patch(sender, address, b"abcd", 0)
    response = head(sender, address)
    assert (response.status_code, response["Upload-Offset"], response["Upload-Length"]) == (200, "4", "10")
    assert "no-store" in response["Cache-Control"]


def test_parts_one_after_another_make_the_file(sender: Client, webinar: Webinar) -> None:
    address = begun(sender, webinar, 10)
    answers = [patch(sender, address, b"abcd", 0), patch(sender, address, b"efg", 4)]
    assert [(answer.status_code, answer["Upload-Offset"]) for answer in answers] == [(204, "4"), (204, "7")]
    assert Upload.objects.get().path.read_bytes() == b"abcdefg"


@pytest.mark.parametrize("offset", [0, 3, 5])
def test_part_that_begins_elsewhere_is_a_conflict_and_changes_nothing(sender: Client, webinar: Webinar, offset: int) -> None:
    address = begun(sender, webinar, 10)
    patch(sender, address, b"abcd", 0)
    assert patch(sender, address, b"xx", offset).status_code == 409
    assert Upload.objects.get().path.read_bytes() == b"abcd"


def test_more_than_announced_is_refused(sender: Client, webinar: Webinar) -> None:
    address = begun(sender, webinar, 3)
    assert patch(sender, address, b"abcdef", 0).status_code == 413
    assert head(sender, address)["Upload-Offset"] == "0"


def test_other_kind_of_content_or_version_is_refused(sender: Client, webinar: Webinar) -> None:
    address = begun(sender, webinar, 10)
    told = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0"}
    assert sender.patch(address, b"abc", content_type="video/mp4", headers=told).status_code == 415
    old = sender.head(address, headers={"Tus-Resumable": "0.2.2"})
    assert (old.status_code, old["Tus-Version"]) == (412, "1.0.0")
    assert sender.head(address).status_code == 412


def test_options_tells_what_is_spoken_without_a_version(sender: Client, webinar: Webinar) -> None:
    response = sender.options(f"/cms/webinars/{webinar.code}/uploads/")
    assert (response.status_code, response["Tus-Version"], response["Tus-Max-Size"]) == (204, "1.0.0", str(4 * 1024**3))
    assert response["Tus-Extension"] == "creation,expiration,checksum,termination"
    assert response["Tus-Checksum-Algorithm"] == "sha1,sha256"


def test_part_with_a_wrong_checksum_is_thrown_away_and_a_right_one_is_kept(sender: Client, webinar: Webinar) -> None:
    address = begun(sender, webinar, 10)
    right = base64.b64encode(hashlib.sha1(b"abcd").digest()).decode()
    assert patch(sender, address, b"abXd", 0, **{"Upload-Checksum": f"sha1 {right}"}).status_code == 460
    assert head(sender, address)["Upload-Offset"] == "0"
    assert patch(sender, address, b"abcd", 0, **{"Upload-Checksum": f"sha1 {right}"}).status_code == 204
    assert patch(sender, address, b"ef", 4, **{"Upload-Checksum": "crc32 AAAA"}).status_code == 400


def test_upload_given_up_is_not_there_any_more(sender: Client, webinar: Webinar) -> None:
    address = begun(sender, webinar, 10)
    path = Upload.objects.get().path
    assert sender.delete(address, headers={"Tus-Resumable": "1.0.0"}).status_code == 204
    assert (path.exists(), head(sender, address).status_code) == (False, 404)


def test_network_that_lets_no_patch_through_is_served_by_post(sender: Client, webinar: Webinar) -> None:
    address = begun(sender, webinar, 10)
    told = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    assert sender.post(address, b"abcd", content_type="application/offset+octet-stream", headers=told).status_code == 204


@pytest.mark.parametrize(("size", "status"), [("", 400), ("-5", 400), ("ten", 400), ("0", 413), (str(LARGEST + 1), 413)])
def test_file_without_a_sensible_length_is_refused_in_words(sender: Client, webinar: Webinar, size: str, status: int) -> None:
    response = create(sender, webinar, 1, **{"Upload-Length": size})
    assert (response.status_code, bool(response.content)) == (status, True)
    assert not Upload.objects.exists()


def test_upload_is_there_only_for_whoever_began_it(sender: Client, webinar: Webinar, admin: User, petro: User, browser_of: Browser) -> None:
    address = begun(sender, webinar, 10)
    assert head(browser_of(admin), address).status_code == 404
    assert patch(browser_of(admin), address, b"abc", 0).status_code == 404
    assert head(browser_of(petro), address).status_code != 200
    assert patch(Client(), address, b"abc", 0).status_code in (302, 403)
    assert Upload.objects.get().path.read_bytes() == b""


def test_trainer_of_something_else_uploads_nothing_here(webinar: Webinar, taras: User, browser_of: Browser) -> None:
    assert not CoursePage.objects.exists()
    assert create(browser_of(taras), webinar, 10).status_code == 404


def test_token_is_asked_for(webinar: Webinar, halyna: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(halyna, backend="django.contrib.auth.backends.ModelBackend")
    assert create(strict, webinar, 10).status_code == 403


class Breaking(io.BytesIO):
    """A line that breaks after some bytes, as the server meets it."""

    def read(self, size: int | None = -1, /) -> bytes:
        raw = super().read(4)
        if not raw:
            raise OSError("connection reset")
        return raw


def test_what_came_before_the_line_broke_stays(sender: Client, webinar: Webinar) -> None:
    address = begun(sender, webinar, 100)
    with pytest.raises(OSError, match="reset"):
        add_part(upload=Upload.objects.get(), offset=0, body=Breaking(b"abcdefgh"))
    assert head(sender, address)["Upload-Offset"] == "8"


def test_two_parts_at_once_do_not_mix(sender: Client, webinar: Webinar) -> None:
    begun(sender, webinar, 100)
    upload = Upload.objects.get()

    class Meeting(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            with pytest.raises(UploadBusy):
                add_part(upload=upload, offset=0, body=io.BytesIO(b"other"))
            return super().read(size)

    add_part(upload=upload, offset=0, body=Meeting(b"first"))
    assert upload.path.read_bytes() == b"first"


@pytest.mark.django_db(transaction=True)
def test_whole_file_becomes_a_cut_once_however_often_it_is_asked(sender: Client, webinar: Webinar, halyna: User, tmp_path: Path) -> None:
    raw = film(tmp_path / "talk.mp4", seconds=1).read_bytes()
    address = begun(sender, webinar, len(raw))
    half = len(raw) // 2
    patch(sender, address, raw[:half], 0)
    assert patch(sender, address, raw[half:], half)["Upload-Offset"] == str(len(raw))
    assert head(sender, address)["Upload-Offset"] == str(len(raw))
    cut = Cut.objects.get()
    assert (cut.original_name, cut.original.read(), cut.uploaded_by, cut.state) == ("Вебінар 1.mp4", raw, halyna, "ready")
    assert list(settings.UPLOADS_DIR.glob(Upload.objects.get().code)) == []


@pytest.mark.django_db(transaction=True)
def test_server_killed_after_the_last_byte_goes_on_when_asked(sender: Client, webinar: Webinar, tmp_path: Path) -> None:
    path = film(tmp_path / "talk.mp4", seconds=1)
    address = begun(sender, webinar, path.stat().st_size)
    Upload.objects.get().path.write_bytes(path.read_bytes())  # and then the power went
    assert head(sender, address)["Upload-Offset"] == str(path.stat().st_size)
    assert Cut.objects.get().state == "ready"


def test_upload_left_lying_is_swept_and_a_fresh_one_is_not(sender: Client, webinar: Webinar) -> None:
    for _number in range(2):
        patch(sender, begun(sender, webinar, 10), b"abc", 0)
    old, fresh = Upload.objects.order_by("pk")
    Upload.objects.filter(pk=old.pk).update(touched_at=timezone.now() - KEPT - timedelta(minutes=1))
    assert sweep_uploads() == 1
    assert list(Upload.objects.all()) == [fresh]
    assert (old.path.exists(), fresh.path.exists()) == (False, True)


@pytest.mark.django_db(transaction=True)
def test_last_part_on_a_full_disk_is_kept_and_becomes_a_cut_when_there_is_room(
    sender: Client, webinar: Webinar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = film(tmp_path / "talk.mp4", seconds=1).read_bytes()
    address = begun(sender, webinar, len(raw))
    monkeypatch.setattr("webinars.recordings.cuts.put", disk_without_room)
    answer = patch(sender, address, raw, 0)
    assert answer.status_code == 507
    assert answer.content.decode().startswith("На сервері не лишилося місця.")
    assert head(sender, address).status_code == 507
    sweep_uploads()
    assert not Cut.objects.exists()
    monkeypatch.undo()
    assert (head(sender, address)["Upload-Offset"], Cut.objects.get().size) == (str(len(raw)), len(raw))


def disk_without_room(name: str, path: Path) -> None:
    raise DiskFull(name)
