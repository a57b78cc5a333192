"""One file for ever: the download is the stored file, whatever changes around it, and never other bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from certificates import compiled
from certificates.compiled import Made
from certificates.models import Certificate, CertificateTemplate
from certificates.rendering import render
from certificates.stored import FileDamaged, stored_bytes
from courses.learning.models import Course
from school.accounts.models import User
from school.foundation.centre import CentreSettings
from school.foundation.history import history_of
from school.foundation.models import Job
from tests.factories.certificates import make_certificate, make_holder, make_house

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
Browser = Callable[[User], Client]


@pytest.fixture
def certificate(house: CentreSettings, olena: User) -> Certificate:
    CertificateTemplate.objects.create(name="Курс")
    found = make_certificate(olena)
    render(job_of(found))
    return Certificate.objects.get(pk=found.pk)


def job_of(certificate: Certificate) -> Job:
    return Job.objects.get(kind="certificates.render", key=certificate.code)


def downloaded(browser: Client, certificate: Certificate) -> bytes:
    response = browser.get(f"/my/certificates/{certificate.code}/pdf/")
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def plain(response: Any) -> str:
    return response.content.decode().replace("\u00a0", " ")


def change_name(certificate: Certificate) -> None:
    certificate.person.profile.surname = "Інша"
    certificate.person.profile.save()


def change_template(certificate: Certificate) -> None:
    CertificateTemplate.objects.update(title_uk="Грамота", opening_uk="Нагороджується", cloth="вишня")


def change_course(certificate: Certificate) -> None:
    Course.objects.update(title="Інший курс", hours=Decimal(99))


def change_house(certificate: Certificate) -> None:
    make_house(name_uk="Інший центр", edrpou="87654321", licence_uk="Ліцензія")


@pytest.mark.parametrize("change", [change_name, change_template, change_course, change_house])
def test_nothing_that_changes_afterwards_changes_what_was_issued(
    browser_of: Browser, olena: User, certificate: Certificate, change: Callable[[Certificate], None]
) -> None:
    first = downloaded(browser_of(olena), certificate)
    change(certificate)
    render(job_of(certificate))
    assert downloaded(browser_of(olena), certificate) == first
    assert hashlib.sha256(first).hexdigest() == certificate.sha256 == Certificate.objects.get(pk=certificate.pk).sha256


def test_other_libraries_and_another_sheet_change_nothing_that_was_issued(
    browser_of: Browser, olena: User, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = downloaded(browser_of(olena), certificate)
    newer = Made(b"%PDF-1.7 drawn by a newer library", "full")
    monkeypatch.setattr("certificates.rendering.keeping.made_of", lambda *_args, **_kwargs: newer)
    render(job_of(certificate))
    assert downloaded(browser_of(olena), certificate) == first


def test_history_tells_what_the_file_was_drawn_with(certificate: Certificate) -> None:
    [event] = [row for row in history_of(certificate) if row.verb == "render"]
    assert event.data["sha256"] == certificate.sha256
    assert event.data["design"] == certificate.frozen["design"]
    assert len(event.data["design_sum"]) == 16
    assert all(event.data[library].count(".") >= 1 for library in ("weasyprint", "pydyf", "pango"))


def test_history_counts_which_way_files_were_drawn_and_why_not_the_fast_one(house: CentreSettings) -> None:
    compiled.forget()
    rows = [make_certificate(make_holder(surname=name)) for name in ("Бойко", "Білик", "Мазур", "Wałęsa")]
    for one in rows:
        render(job_of(one))
    found = [next(row.data for row in history_of(one) if row.verb == "render") for one in rows]
    assert [(row["path"], row.get("why", "")) for row in found] == [
        ("full", "the first of its kind"), ("proved", ""), ("compiled", ""), ("full", "a sign the sheet does not carry"),
    ]  # fmt: skip


# --- lost and damaged -------------------------------------------------------------------------------


def path_of(certificate: Certificate) -> Path:
    return Path(certificate.pdf.path)


def flip_a_bit(certificate: Certificate) -> None:
    data = bytearray(path_of(certificate).read_bytes())
    data[len(data) // 2] ^= 1
    path_of(certificate).write_bytes(data)


def cut(certificate: Certificate) -> None:
    path_of(certificate).write_bytes(path_of(certificate).read_bytes()[:-1])


def empty(certificate: Certificate) -> None:
    path_of(certificate).write_bytes(b"")


def lose(certificate: Certificate) -> None:
    path_of(certificate).unlink()


@pytest.mark.parametrize("spoil", [flip_a_bit, cut, empty, lose])
def test_damaged_file_is_handed_out_to_nobody_and_the_coordinator_is_told_why(
    browser_of: Browser, olena: User, halyna: User, certificate: Certificate, spoil: Callable[[Certificate], None]
) -> None:
    spoil(certificate)
    hers = browser_of(olena).get(f"/my/certificates/{certificate.code}/pdf/", follow=True)
    assert hers.redirect_chain == [("/my/certificates/", 302)]
    assert "пошкоджено, тому ми його не видаємо" in plain(hers)
    theirs = browser_of(halyna).get(f"/my/certificates/{certificate.code}/pdf/", follow=True)
    assert [address for address, _status in theirs.redirect_chain] == [f"/teach/certificates/{certificate.code}/"]
    page = plain(theirs)
    assert "Збережений файл втрачено або пошкоджено" in page
    assert f"/my/certificates/{certificate.code}/pdf/" not in page
    with pytest.raises(FileDamaged):
        stored_bytes(certificate)


def test_damaged_file_is_not_made_again(certificate: Certificate) -> None:
    """Another file under the old number would be another certificate."""
    lose(certificate)
    render(job_of(certificate))
    assert not path_of(certificate).exists()


def test_file_put_back_from_a_backup_is_handed_out_again(browser_of: Browser, olena: User, certificate: Certificate) -> None:
    whole = path_of(certificate).read_bytes()
    lose(certificate)
    certificate.pdf.storage.save(certificate.pdf.name, ContentFile(whole))
    assert downloaded(browser_of(olena), certificate) == whole


def test_coordinator_sees_no_alarm_over_a_whole_file(browser_of: Browser, halyna: User, certificate: Certificate) -> None:
    page = browser_of(halyna).get(f"/teach/certificates/{certificate.code}/").content.decode()
    assert "пошкоджено" not in page
    assert f"/my/certificates/{certificate.code}/pdf/" in page
