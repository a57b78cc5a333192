"""A list of people is enrolled row by row; what fails is told by its line."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.learning.models import Enrolment
from courses.learning.roster import LARGEST, LARGEST_UNPACKED, UnreadableList, queue_list, read_rows
from school.accounts.models import User
from school.foundation import jobs
from tests.factories.learning import make_course, make_run


def spreadsheet(*rows: tuple[str, ...]) -> bytes:
    book, memory = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(memory)
    return memory.getvalue()


def test_spreadsheet_is_read_like_a_csv() -> None:
    raw = spreadsheet(("Пошта", "Прізвище", "Ім’я"), ("", "", ""), ("ihor@example.org", "Їжак", "Ігор"))
    assert read_rows("people.xlsx", raw) == [{"email": "ihor@example.org", "surname": "Їжак", "given_name": "Ігор", "line": "3"}]


def test_spreadsheet_that_unpacks_to_gigabytes_is_refused_unopened() -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"0" * (LARGEST_UNPACKED + 1))
    assert len(memory.getvalue()) < LARGEST
    with pytest.raises(UnreadableList, match=r"не відкривається|не вдалося відкрити|неможливо відкрити"):
        read_rows("people.xlsx", memory.getvalue())


@pytest.mark.parametrize("raw", [b"PK\x03\x04 broken", b"<html><script>alert(1)</script></html>", b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_what_is_no_list_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(UnreadableList):
        read_rows("people.csv", raw)


@pytest.mark.django_db
def test_each_row_is_told_by_its_line_and_the_rest_goes_on(halyna: User) -> None:
    run = make_run(make_course(), actor=halyna, capacity=1)
    text = "e-mail;прізвище;ім'я\nihor@example.org;Їжак;Ігор\n\nбез-собаки;Ґудзь;Марта\nlesia@example.org;Щур;Леся\nIHOR@example.org;Їжак;Ігор\n"
    job = queue_list(run=run, upload=SimpleUploadedFile("list.csv", text.encode("cp1251")), actor=halyna)
    jobs.run_all()
    job.refresh_from_db()
    assert [(row["line"], row["email"], row["state"]) for row in job.result["rows"]] == [
        ("2", "ihor@example.org", "active"), ("4", "без-собаки", "refused"), ("5", "lesia@example.org", "waiting"), ("6", "IHOR@example.org", "refused"),
    ]  # fmt: skip
    assert list(Enrolment.objects.order_by("pk").values_list("user__profile__surname", "state")) == [("Їжак", "active"), ("Щур", "waiting")]


@pytest.mark.django_db
def test_list_sent_twice_enrols_once(halyna: User) -> None:
    run = make_run(make_course(), actor=halyna)
    for _time in range(2):
        queue_list(run=run, upload=SimpleUploadedFile("list.csv", b"e-mail\nihor@example.org\n"), actor=halyna)
    jobs.run_all()
    assert Enrolment.objects.filter(user__email="ihor@example.org").count() == 1
