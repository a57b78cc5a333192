"""The recording's page in Wagtail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from school.accounts.models import User
from tests.factories.films import film
from tests.factories.webinars import make_webinar
from webinars.models import Chapter, Cut, Webinar
from webinars.recordings.cuts import stop_cut, take_recording
from webinars.recordings.ffmpeg import DiskFull
from webinars.recordings.preparing import FULL

pytestmark = pytest.mark.django_db(transaction=True)
Browser = Callable[[User], Client]


@pytest.fixture
def webinar(groups: None) -> Webinar:
    return make_webinar(seconds=0)


def page_of(webinar: Webinar) -> str:
    return f"/cms/webinars/{webinar.code}/recording/"


def words_of(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def test_page_is_there_for_whoever_runs_the_webinar(webinar: Webinar, halyna: User, taras: User, petro: User, browser_of: Browser) -> None:
    assert [browser_of(user).get(page_of(webinar)).status_code for user in (halyna, taras, petro)] == [200, 404, 302]


def test_without_scripts_the_whole_file_is_sent_by_the_form(webinar: Webinar, halyna: User, browser_of: Browser, tmp_path: Path) -> None:
    sent = SimpleUploadedFile("talk.mp4", film(tmp_path / "talk.mp4", seconds=1).read_bytes())
    browser_of(halyna).post(page_of(webinar), {"do": "send", "file": sent})
    assert (Cut.objects.get().original_name, Cut.objects.get().state) == ("talk.mp4", "ready")


def test_cut_of_no_number_is_not_there(webinar: Webinar, halyna: User, browser_of: Browser) -> None:
    assert browser_of(halyna).post(page_of(webinar), {"do": "again", "cut": "²"}).status_code == 404


def test_only_plain_recordings_of_the_server_folder_are_offered_and_taken(
    webinar: Webinar, halyna: User, browser_of: Browser, tmp_path: Path, settings: object
) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "folder.mp4").mkdir(parents=True)
    film(inbox / "talk.mp4", seconds=1)
    secret = film(tmp_path / "secret.mp4", seconds=1)
    (inbox / "link.mp4").symlink_to(secret)
    (inbox / ".hidden.mp4").write_bytes(b"x")
    (inbox / "notes.txt").write_bytes(b"x")
    settings.RECORDINGS_INBOX = str(inbox)  # type: ignore[attr-defined]
    browser = browser_of(halyna)
    html = words_of(browser.get(page_of(webinar)))
    assert [name in html for name in ("talk.mp4", "link.mp4", ".hidden.mp4", "folder.mp4", "notes.txt")] == [True, False, False, False, False]
    for name in ("link.mp4", "../secret.mp4", str(secret), ".hidden.mp4"):
        browser.post(page_of(webinar), {"do": "pick", "name": name})
    assert not Cut.objects.exists()
    browser.post(page_of(webinar), {"do": "pick", "name": "talk.mp4"})
    assert (Cut.objects.get().state, (inbox / "talk.mp4").exists()) == ("ready", True)


def test_recording_that_stopped_says_why_and_goes_on_by_a_button(webinar: Webinar, halyna: User, browser_of: Browser, tmp_path: Path) -> None:
    browser = browser_of(halyna)
    sent = SimpleUploadedFile("talk.mp4", film(tmp_path / "talk.mp4", seconds=1).read_bytes())
    browser.post(page_of(webinar), {"do": "send", "file": sent})
    stop_cut(cut=Cut.objects.get(), state="failed", message=FULL, data={})  # type: ignore[arg-type]
    assert "На диску сервера не лишилося місця." in words_of(browser.get(page_of(webinar)))
    browser.post(page_of(webinar), {"do": "again", "cut": "1"})
    assert (Cut.objects.get().state, Cut.objects.get().problem, Cut.objects.get().tries) == ("ready", "", 2)


def test_cut_of_another_length_waits_for_a_word_and_shows_what_moves(webinar: Webinar, halyna: User, browser_of: Browser, tmp_path: Path) -> None:
    browser = browser_of(halyna)
    for seconds in (10, 6):
        sent = SimpleUploadedFile("talk.mp4", film(tmp_path / f"{seconds}.mp4", seconds=seconds).read_bytes())
        browser.post(page_of(webinar), {"do": "send", "file": sent})
    Chapter.objects.create(webinar=webinar, at_seconds=8, title_uk="Запитання")
    assert list(Cut.objects.order_by("number").values_list("shown", "state")) == [(True, "ready"), (False, "ready")]
    look = words_of(browser.post(page_of(webinar), {"do": "replace", "cut": "2", "of": "1", "gone": "0:02–0:06"}))
    assert "Запитання: 0:08 → 0:04" in look
    assert Chapter.objects.get().at_seconds == 8
    browser.post(page_of(webinar), {"do": "replace", "cut": "2", "of": "1", "gone": "0:02–0:06", "sure": "1"})
    webinar.refresh_from_db()
    assert (webinar.cut.number, webinar.duration_seconds, Chapter.objects.get().at_seconds) == (2, 6, 4)


@pytest.mark.parametrize("gone", ["0:06–0:02", "abc", "0:01–0:03\n0:02–0:04", "0:90–2:00", "5:00–6:00"])
def test_times_that_make_no_sense_are_refused_in_words(webinar: Webinar, halyna: User, browser_of: Browser, tmp_path: Path, gone: str) -> None:
    browser = browser_of(halyna)
    for seconds in (4, 2):
        sent = SimpleUploadedFile("talk.mp4", film(tmp_path / f"{seconds}.mp4", seconds=seconds, sound=False).read_bytes())
        browser.post(page_of(webinar), {"do": "send", "file": sent})
    response = browser.post(page_of(webinar), {"do": "replace", "cut": "2", "gone": gone, "sure": "1"})
    assert response.status_code == 200
    assert not Cut.objects.get(number=2).shown


def test_original_is_downloaded_by_whoever_runs_it_and_nobody_else(
    webinar: Webinar, halyna: User, taras: User, browser_of: Browser, tmp_path: Path
) -> None:
    raw = film(tmp_path / "talk.mp4", seconds=1).read_bytes()
    browser_of(halyna).post(page_of(webinar), {"do": "send", "file": SimpleUploadedFile("talk.mp4", raw)})
    address = f"{page_of(webinar)}1/original/"
    response = browser_of(halyna).get(address)
    assert b"".join(response.streaming_content) == raw  # type: ignore[attr-defined]
    assert browser_of(taras).get(address).status_code == 404


@pytest.mark.parametrize("deed", ["send", "pick"])
def test_full_disk_is_said_and_nothing_is_taken(
    webinar: Webinar, halyna: User, browser_of: Browser, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    (tmp_path / "inbox").mkdir()
    lying = film(tmp_path / "inbox" / "talk.mp4", seconds=1)
    settings.RECORDINGS_INBOX = str(lying.parent)
    monkeypatch.setattr("webinars.recordings.cuts.put", disk_without_room)
    told = {"send": {"file": SimpleUploadedFile("talk.mp4", lying.read_bytes())}, "pick": {"name": "talk.mp4"}}
    answer = browser_of(halyna).post(page_of(webinar), {"do": deed, **told[deed]}, follow=True)
    assert "На сервері не лишилося місця. Нічого не взято: спробуйте, коли місце звільнять." in words_of(answer)
    assert not Cut.objects.exists()


def disk_without_room(name: str, path: Path) -> None:
    raise DiskFull(name)


def test_word_that_came_too_late_is_told_so(webinar: Webinar, halyna: User, browser_of: Browser, tmp_path: Path) -> None:
    for seconds in (4, 2):
        take_recording(webinar=webinar, path=film(tmp_path / f"{seconds}.mp4", seconds=seconds), name="talk.mp4", actor=halyna)
    told = {"do": "replace", "cut": "2", "of": "7", "gone": "0:02–0:04", "sure": "1"}
    html = words_of(browser_of(halyna).post(page_of(webinar), told))
    assert "Тим часом показано іншу версію запису. Гляньте на часи ще раз." in html
    assert "0:02–0:04" in html
