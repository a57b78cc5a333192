"""A transcript says on one sealed sheet what a person had learned that day, and stays as it was."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable

import pypdf
import pytest
from django.test import Client

from certificates.achievements.transcribing import NothingLearned, make_transcript
from certificates.models import Transcript
from certificates.signing.checking import SealState, check_seal
from certificates.verifying.files import check_file
from school.accounts.erasing import erase_person
from school.accounts.models import User
from school.foundation import jobs
from school.foundation.history import history_of
from school.foundation.models import Job
from tests.factories.certificates import TITLE, make_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
Browser = Callable[[User], Client]


def drawn(user: User, language: str = "uk") -> Transcript:
    made = make_transcript(person=user, language=language, actor=user)
    job = Job.objects.get(kind="certificates.transcript", key=made.code)
    jobs.run_job(job.pk)
    return Transcript.objects.get(pk=made.pk)


def bytes_of(transcript: Transcript) -> bytes:
    with transcript.pdf.open("rb") as file:
        return file.read()


def text_of(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())


def test_sheet_says_everything_and_is_sealed(olena: User) -> None:
    certificate = make_certificate(olena)
    made = drawn(olena)
    data = bytes_of(made)
    said = text_of(data)
    for words in ("Виписка про навчання", "Кравчук Олена Петрівна", TITLE.replace("е-", "е-"), certificate.number, "18", "0,6", "12345678"):
        assert words in said, words
    assert check_seal(data).state == SealState.FINE
    assert made.sha256 == hashlib.sha256(data).hexdigest()
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert (str(reader.trailer["/Root"]["/Lang"]), [event.verb for event in history_of(made)]) == ("uk", ["render", "make"])


def test_english_sheet_bears_the_latin_name_first(olena: User) -> None:
    make_certificate(olena)
    said = text_of(bytes_of(drawn(olena, "en")))
    assert "Transcript of learning" in said
    assert said.index("Olena Kravchuk") < said.index("Кравчук Олена Петрівна")


def test_asked_twice_it_is_one_and_after_something_new_another(olena: User) -> None:
    make_certificate(olena)
    first = drawn(olena)
    assert make_transcript(person=olena, language="uk", actor=olena) == first
    make_certificate(olena)
    second = drawn(olena)
    assert second != first
    assert bytes_of(Transcript.objects.get(pk=first.pk)) == bytes_of(first)
    assert [len(row.frozen["rows"]) for row in (first, second)] == [1, 2]


def test_nothing_learned_is_said_in_a_sentence(browser_of: Browser, petro: User) -> None:
    with pytest.raises(NothingLearned):
        make_transcript(person=petro, language="uk", actor=petro)
    answer = browser_of(petro).post("/my/achievements/transcript/", follow=True)
    assert "Записувати поки нічого" in answer.content.decode()


def test_it_is_its_owners_alone(browser_of: Browser, client: Client, olena: User, petro: User, halyna: User) -> None:
    make_certificate(olena)
    address = f"/my/achievements/transcript/{drawn(olena).code}/pdf/"
    answer = browser_of(olena).get(address)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert client.get(address).status_code == 302
    assert [browser_of(who).get(address).status_code for who in (petro, halyna)] == [404, 404]


def test_page_of_its_code_tells_numbers_and_no_person(client: Client, olena: User) -> None:
    make_certificate(olena)
    made = drawn(olena)
    answer = client.get(f"/verify/transcript/{made.code}/")
    said = answer.content.decode()
    assert ("18" in said, made.sha256 in said, "Кравчук" in said, TITLE in said) == (True, True, False, False)
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert client.get("/verify/transcript/0000000000000000/").status_code == 404


def test_whoever_uploads_it_reads_that_it_is_ours_and_whoever_edits_it_that_it_is_not(olena: User) -> None:
    certificate = make_certificate(olena)
    data = bytes_of(drawn(olena))
    checked = check_file(data)
    assert (checked.headline.code, checked.headline.tone, checked.found) == ("transcript", "ok", None)
    assert [row.ok for row in checked.answers.values()] == [True, True, True, None]
    at = data.index(b"stream", len(data) // 3) + 60
    edited = check_file(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    assert edited.headline.code != "transcript"
    assert certificate.number not in str(edited.plain)


def test_erasing_its_owner_erases_words_and_file_but_not_that_it_was(client: Client, olena: User) -> None:
    make_certificate(olena)
    made = drawn(olena)
    storage, name = made.pdf.storage, made.pdf.name
    erase_person(user=olena, actor=olena)
    kept = Transcript.objects.get(pk=made.pk)
    assert (kept.frozen, bool(kept.pdf), storage.exists(name), kept.sha256) == ({}, False, False, made.sha256)
    assert "ми більше не зберігаємо" in client.get(f"/verify/transcript/{made.code}/").content.decode()


def test_drawing_twice_keeps_the_first_file(olena: User) -> None:
    make_certificate(olena)
    made = drawn(olena)
    Job.objects.filter(kind="certificates.transcript").update(state="queued")
    jobs.run_job(Job.objects.get(kind="certificates.transcript").pk)
    assert Transcript.objects.get(pk=made.pk).sha256 == made.sha256
