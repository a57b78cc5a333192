"""No key, an old key, an unreadable one: nothing leaves without a seal, no number is lost, and files come when the key does."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from certificates.models import Certificate, CertificateFile, Series
from certificates.signing.checking import SealState, check_seal
from certificates.signing.waiting import make_waiting_files
from school.foundation import jobs
from school.foundation.models import Job, JobState, Letter
from tests.factories.certificates import kyiv_year, make_certificate
from tests.factories.seals import NOW, Authority, put_key

pytestmark = pytest.mark.django_db(transaction=True)


def lose(folder: Path) -> None:
    shutil.rmtree(folder.parent)


def spoil(folder: Path) -> None:
    (folder / "key.pem").write_bytes(b"-----BEGIN PRIVATE KEY-----\nspoilt\n")


def end(folder: Path) -> None:
    shutil.rmtree(folder)
    put_key(folder, Authority(), begins=NOW - timedelta(days=9), ends=NOW - timedelta(days=2))


def exchange(folder: Path) -> None:
    other = folder.parent.parent / "other"
    put_key(other, Authority())
    shutil.copy(other / "key.pem", folder / "key.pem")


def give_up(certificate: Certificate) -> Job:
    """Tried as often as the queue tries."""
    for _turn in range(jobs.MOST_ATTEMPTS):
        Job.objects.filter(kind="certificates.render", key=certificate.code, state=JobState.QUEUED).update(due_at=NOW)
        jobs.run_all()
    return Job.objects.get(kind="certificates.render", key=certificate.code)


HURTS = [(lose, "seal_key_missing"), (spoil, "seal_key_unreadable"), (end, "seal_key_expired"), (exchange, "seal_key_unreadable")]


@pytest.mark.parametrize(("hurt", "told"), HURTS, ids=["lost", "spoilt", "ended", "another's"])
def test_nothing_is_issued_unsealed_and_everything_comes_when_the_key_is_back(keys: Path, tmp_path: Path, hurt: Any, told: str) -> None:
    first = make_certificate()
    kept = tmp_path / "kept"
    shutil.copytree(keys, kept)
    hurt(keys / "0001")
    waiting = [make_certificate() for _ in range(2)]
    given_up = [give_up(row) for row in waiting]
    assert [(row.state, told in row.error) for row in given_up] == [(JobState.FAILED, True)] * 2
    assert list(Certificate.objects.filter(sha256="").order_by("number")) == waiting
    assert not any(row.pdf for row in Certificate.objects.filter(sha256=""))
    assert Letter.objects.filter(purpose="certificate_issued").count() == 1
    assert make_waiting_files() == 0
    shutil.rmtree(keys, ignore_errors=True)
    shutil.copytree(kept, keys)
    assert make_waiting_files() == 2
    rows = list(Certificate.objects.order_by("number"))
    assert [row.number for row in rows] == [f"ШЕУ-{kyiv_year()}-{n:06d}" for n in (1, 2, 3)]
    assert [check_seal(row.pdf.read()).state for row in rows] == [SealState.FINE] * 3
    assert (Series.objects.get().counter, CertificateFile.objects.count()) == (3, 3)
    assert Letter.objects.filter(purpose="certificate_issued").count() == 3
    assert {row.key for row in CertificateFile.objects.all()} == {CertificateFile.objects.get(certificate=first).key}


def test_house_that_lost_its_keys_makes_no_new_demonstration_key_by_itself(keys: Path) -> None:
    make_certificate()
    lose(keys / "0001")
    make_certificate()
    assert not keys.exists()


def test_after_a_rotation_the_new_key_seals_and_the_old_files_stand(keys: Path) -> None:
    old = make_certificate()
    put_key(keys / "0002", Authority())
    new = make_certificate()
    old, new = (Certificate.objects.get(pk=row.pk) for row in (old, new))
    assert [row.files.get().key[:4] for row in (old, new)] == ["0001", "0002"]
    assert [check_seal(row.pdf.read()).state for row in (old, new)] == [SealState.FINE, SealState.FINE]


def test_coordinator_reads_why_files_wait_and_for_whom(keys: Path, halyna: Any, browser_of: Any) -> None:
    make_certificate()
    spoil(keys / "0001")
    row = make_certificate()
    browser = browser_of(halyna)
    words = browser.get(reverse("certificates:register")).content.decode().replace("\u00a0", " ")
    assert "1 сертифікат чекає на свій файл." in words
    assert "Ключ печатки не вдається прочитати." in words
    assert "Ключ печатки не вдається прочитати." in browser.get(reverse("certificates:certificate", args=[row.code])).content.decode().replace(
        "\u00a0", " "
    )


def test_register_says_nothing_of_the_seal_when_nothing_waits(keys: Path, halyna: Any, browser_of: Any) -> None:
    make_certificate()
    assert "чекає на свій файл" not in browser_of(halyna).get(reverse("certificates:register")).content.decode()
