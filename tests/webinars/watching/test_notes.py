"""Notes at a moment: one's own, read by nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from school.accounts.models import User
from tests.factories.webinars import make_webinar
from webinars.models import Note, Webinar, WebinarPage
from webinars.personal import export, forget
from webinars.watching.notes import NoteRefused, as_file, moment, notes_of, throw_note_away, write_note

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def webinar() -> Webinar:
    return make_webinar(seconds=600)


@pytest.fixture
def note(olena: User, webinar: Webinar) -> Note:
    written = write_note(user=olena, webinar=webinar, text=" Три джерела ", at_seconds=65)
    assert written is not None
    return written


def test_notes_stand_in_the_order_of_the_recording(olena: User, webinar: Webinar, note: Note) -> None:
    write_note(user=olena, webinar=webinar, text="Спершу", at_seconds=5)
    assert [(row.at_seconds, row.text) for row in notes_of(olena, webinar)] == [(5, "Спершу"), (65, "Три джерела")]


@pytest.mark.parametrize("text", ["", "  \n", "я" * 4001])
def test_empty_or_endless_notes_are_refused(olena: User, webinar: Webinar, text: str) -> None:
    with pytest.raises(NoteRefused):
        write_note(user=olena, webinar=webinar, text=text, at_seconds=5)


def test_nobody_else_reads_changes_or_throws_a_note_away(
    webinar: Webinar, note: Note, petro: User, taras: User, halyna: User, browser_of: Browser
) -> None:
    address = reverse("webinars:notes", args=[webinar.code])
    for person in (petro, taras, halyna):
        browser = browser_of(person)
        assert note.text not in browser.get(address).content.decode()
        assert note.text not in browser.get(reverse("webinars:notes_file", args=[webinar.code, "txt"])).content.decode()
        assert browser.post(address, {"note": note.pk, "text": "моє", "at": "0"}).status_code == 404
        assert browser.post(address, {"note": note.pk, "throw": "1"}).status_code == 404
    note.refresh_from_db()
    assert note.text == "Три джерела"


def test_stranger_is_asked_to_sign_in(webinar: Webinar, client: Client) -> None:
    assert client.get(reverse("webinars:notes", args=[webinar.code])).status_code == 302


def test_page_works_without_scripts(webinar: Webinar, olena: User, browser_of: Browser) -> None:
    browser, address = browser_of(olena), reverse("webinars:notes", args=[webinar.code])
    assert browser.post(address, {"text": "Перше", "at": "1:05"}).status_code == 302
    note = Note.objects.get()
    assert (note.user, note.at_seconds) == (olena, 65)
    browser.post(address, {"note": note.pk, "text": "Друге", "at": "2:00"})
    assert "Друге" in browser.get(address).content.decode()
    refused = browser.post(address, {"text": "Лишиться", "at": "колись"})
    assert (refused.status_code, "Лишиться" in refused.content.decode()) == (400, True)
    browser.post(address, {"note": note.pk, "throw": "1"})
    assert not Note.objects.exists()


def test_player_reads_them_as_json(webinar: Webinar, note: Note, olena: User, browser_of: Browser) -> None:
    told = browser_of(olena).get(reverse("webinars:notes", args=[webinar.code]), headers={"Accept": "application/json"}).json()
    assert told == {"notes": [{"id": note.pk, "at": 65, "clock": "1:05", "text": "Три джерела"}], "written": None}


def test_files_lead_to_the_moment(webinar: Webinar, note: Note, olena: User) -> None:
    write_note(user=olena, webinar=webinar, text="=1+1", at_seconds=70)
    notes = notes_of(olena, webinar)
    assert as_file(notes, "Вступ", "https://x.org/w/", "md").splitlines()[2] == "- [1:05](https://x.org/w/?t=65) Три джерела"
    assert "1:05  Три джерела" in as_file(notes, "Вступ", "https://x.org/w/", "txt")
    assert "1:10,70,'=1+1,https://x.org/w/?t=70\r\n" in as_file(notes, "Вступ", "https://x.org/w/", "csv")


@pytest.mark.parametrize("form", ["md", "txt", "csv"])
def test_files_are_given_to_their_writer(webinar: Webinar, note: Note, olena: User, browser_of: Browser, form: str) -> None:
    browser, address = browser_of(olena), reverse("webinars:notes_file", args=[webinar.code, form])
    response = browser.get(address)
    assert "Три джерела" in response.content.decode()
    assert WebinarPage.objects.get().url in response.content.decode()
    assert browser.get(reverse("webinars:notes_file", args=[webinar.code, "exe"])).status_code == 404


@pytest.mark.parametrize(("text", "seconds"), [("18:02", 1082), ("1:02:05", 3725), ("370", 370), (" 0:05 ", 5)])
def test_moment_is_read_as_people_write_it(text: str, seconds: int) -> None:
    assert moment(text) == seconds


@pytest.mark.parametrize("text", ["", "²", "1:²", "-5", "1:2:3:4", "9999999"])
def test_what_is_no_moment_is_refused_in_words(text: str) -> None:
    with pytest.raises(NoteRefused):
        moment(text)


def test_note_of_no_number_is_a_new_one(olena: User, webinar: Webinar, browser_of: Browser) -> None:
    browser_of(olena).post(reverse("webinars:notes", args=[webinar.code]), {"note": "²", "text": "Джерела", "at": "0:05"})
    assert Note.objects.get().text == "Джерела"


def test_notes_go_with_the_persons_data_and_are_erased(olena: User, webinar: Webinar, note: Note) -> None:
    assert export(olena) == [{"webinar": str(webinar), "note_at": 65, "note": "Три джерела"}]
    forget(olena)
    assert not Note.objects.exists()


def test_thrown_away_twice_is_thrown_away_once(olena: User, webinar: Webinar, note: Note) -> None:
    assert throw_note_away(user=olena, webinar=webinar, note_id=note.pk)
    assert not throw_note_away(user=olena, webinar=webinar, note_id=note.pk)


def test_note_of_one_person_is_neither_kept_nor_read_for_another(webinar: Webinar, note: Note, olena: User, petro: User, browser_of: Browser) -> None:
    address, asks = reverse("webinars:notes", args=[webinar.code]), {"Accept": "application/json"}
    page = browser_of(petro)
    refused = page.post(address, {"text": "Оленина", "at": "0:05", "person": olena.pk}, headers=asks)
    told = "На цьому пристрої увійшла інша людина. Нотатка лишилася тут: увійдіть знову й збережіть її."
    assert (refused.status_code, refused.json(), Note.objects.count()) == (409, {"error": told}, 1)
    assert page.get(f"{address}?person={olena.pk}", headers=asks).status_code == 409
    written = browser_of(olena).post(address, {"text": "Оленина", "at": "0:05", "person": olena.pk}, headers=asks).json()
    assert (written["written"], [row["text"] for row in written["notes"]]) == (Note.objects.get(text="Оленина").pk, ["Оленина", "Три джерела"])
