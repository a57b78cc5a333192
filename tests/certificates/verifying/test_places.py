"""So many files are read at once, and no more: whoever comes beyond them is asked to try again in a moment."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from certificates.reading.places import PLACES, Busy, place
from certificates.reading.process import read_file
from tests.threads import together

TEXT = 'вставлений <текст> "так"'


@pytest.fixture(autouse=True)
def own_places(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


@pytest.fixture
def full() -> Any:
    with ExitStack() as held:
        for _time in range(PLACES):
            held.enter_context(place())
        yield


def test_of_many_threads_as_many_get_in_as_there_are_places() -> None:
    people = PLACES + 3
    told, everybody = [], threading.Barrier(people)

    def come() -> None:
        with ExitStack() as held:
            try:
                held.enter_context(place())
                told.append("in")
            except Busy:
                told.append("busy")
            everybody.wait()

    assert together(*[come] * people) == []
    assert sorted(told) == ["busy"] * 3 + ["in"] * PLACES
    with place():
        pass


@pytest.mark.django_db
def test_place_is_given_back_after_each_file_whatever_it_was() -> None:
    assert [read_file(b"%PDF-1.7 nothing").kind for _time in range(PLACES + 1)] == ["damaged"] * (PLACES + 1)


@pytest.mark.django_db
def test_page_asks_to_try_again_and_keeps_what_was_pasted(client: Client, full: None) -> None:
    response = client.post("/verify/file/", {"text": TEXT, "file": SimpleUploadedFile("c.pdf", b"%PDF-1.7")})
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "5", "no-store")
    assert "Просто зараз перевіряють багато файлів. За мить оберіть файл знову" in response.content.decode()
    assert "вставлений &lt;текст&gt; &quot;так&quot;</textarea>" in response.content.decode()


@pytest.mark.django_db
def test_program_is_told_when_to_ask_again(client: Client, full: None) -> None:
    response = client.post("/api/v1/certificates/verify/", {"file": SimpleUploadedFile("c.pdf", b"%PDF-1.7")}, headers={"Accept-Language": "en"})
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response.json() == {"error": "Many files are being checked right now. Try again in a moment."}


@pytest.mark.django_db
def test_command_says_so_too(full: None, tmp_path: Path) -> None:
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="in a moment"):
        call_command("verify_certificate", str(tmp_path / "c.pdf"))
