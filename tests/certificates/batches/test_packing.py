"""ZIP, print sheet and list of issue of a batch."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from django.utils import timezone

from certificates.batches import packing
from certificates.batches.packing import KEPT_DAYS, forget_packs, last_packing, pack_batch
from certificates.issuing import replace, revoke
from certificates.models import BatchPack, Certificate
from certificates.models.batches import folder_of
from school.foundation import jobs
from tests.certificates.batches.test_issuing import begin, work
from tests.certificates.batches.test_outbox import make_files
from tests.factories.certificates import make_certified_run, make_completed, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
SURNAMES = ["Яценко", "Ґудзь", "Гай"]  # not in the order of code points


def packed_batch(surnames: list[str] = SURNAMES, **said: Any) -> Any:
    run = make_certified_run()
    for surname in surnames:
        make_completed(make_holder(surname=surname), run=run)
    batch = work(begin(run))
    make_files()
    pack(batch)
    return batch


def pack(batch: Any) -> None:
    assert jobs.run_job(pack_batch(batch=batch, actor=None).pk)


def body(kind: str) -> bytes:
    with BatchPack.objects.get(kind=kind).file.open("rb") as file:
        return file.read()


def test_archive_holds_the_very_bytes_that_people_have_under_safe_names() -> None:
    packed_batch()
    sums = {row.frozen["surname"]: row.sha256 for row in Certificate.objects.all()}
    with zipfile.ZipFile(io.BytesIO(body("zip"))) as archive:
        assert [name.split("-")[-1] for name in archive.namelist()] == ["Hai.pdf", "Gudz.pdf", "Yatsenko.pdf"]
        assert [hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()] == [sums[name] for name in ("Гай", "Ґудзь", "Яценко")]
        assert all(name.isascii() and "/" not in name for name in archive.namelist())


def test_names_of_files_stay_safe_whatever_a_person_is_called() -> None:
    packed_batch(["../../etc/passwd", "💐"])
    with zipfile.ZipFile(io.BytesIO(body("zip"))) as archive:
        assert [name[-15:] for name in archive.namelist()] != []
        assert not any("/" in name or ".." in name for name in archive.namelist())


def test_print_sheet_has_all_pages_in_the_order_of_the_alphabet_and_no_seal() -> None:
    packed_batch()
    with pikepdf.open(io.BytesIO(body("print"))) as sheet:
        assert len(sheet.pages) == 3
        assert "/AcroForm" not in sheet.Root
        assert "/AF" not in sheet.Root
        assert not any("/Annots" in page.obj for page in sheet.pages)


def test_list_of_issue_is_a_line_a_person_with_a_place_to_sign() -> None:
    packed_batch(["=1+1", "Ґудзь"])
    rows = list(openpyxl.load_workbook(io.BytesIO(body("list"))).active.iter_rows(values_only=True))
    assert rows[0] == ("№", "Номер", "Ім’я", "За що", "Академічних годин", "Кредитів ЄКТС", "Видано", "Підпис")
    assert [row[2] for row in rows[1:]] == ["'=1+1 Ґалина Євгеніївна", "Ґудзь Ґалина Євгеніївна"]
    assert [(row[0], row[4], row[5], row[7]) for row in rows[1:]] == [(1, 18, 0.6, None), (2, 18, 0.6, None)]


def test_revoked_is_left_out_and_replaced_stands_by_what_came_instead() -> None:
    batch = packed_batch(["Гай", "Ґудзь"])
    gone, old = Certificate.objects.order_by("pk")
    revoke(certificate=gone, actor=None, reason="так")
    new = replace(certificate=old, actor=None, reason="так", changes={"surname": "Ґудзик"})
    pack(batch)
    assert last_packing(batch).failures == [{"row": 1, "reason": new.number}]  # its file is not made yet
    make_files()
    pack(batch)
    with zipfile.ZipFile(io.BytesIO(body("zip"))) as archive:
        assert [name.split("-")[-1] for name in archive.namelist()] == ["Gudzyk.pdf"]


@pytest.mark.parametrize("how", ["lost", "altered"])
def test_damaged_file_is_left_out_and_told_and_the_rest_is_packed(how: str) -> None:
    batch = packed_batch(["Гай", "Ґудзь", "Яценко"])
    spoilt = Certificate.objects.get(frozen__surname="Ґудзь")
    if how == "lost":
        spoilt.pdf.storage.delete(spoilt.pdf.name)
    else:
        Path(spoilt.pdf.path).write_bytes(b"%PDF-1.7")
    pack(batch)
    assert last_packing(batch).failures == [{"row": 2, "reason": spoilt.number, "damaged": True}]
    with zipfile.ZipFile(io.BytesIO(body("zip"))) as archive:
        assert [name.split("-")[-1] for name in archive.namelist()] == ["Hai.pdf", "Yatsenko.pdf"]
    with pikepdf.open(io.BytesIO(body("print"))) as sheet:
        assert len(sheet.pages) == 2
    assert [(row.kind, row.count) for row in batch.packs.all()] == [("zip", 2), ("print", 2), ("list", 2)]


def test_batch_is_read_piece_by_piece_in_its_order_at_a_bounded_number_of_questions(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    run = make_certified_run()
    for surname in [*SURNAMES, "Їжак", "Баран"]:
        make_completed(make_holder(surname=surname), run=run)
    batch = work(begin(run))
    monkeypatch.setattr(packing, "CHUNK", 2)
    with django_assert_num_queries(1 + 3):
        ids = packing.in_order(batch)
    with django_assert_num_queries(3):
        assert [row.frozen["surname"] for row in packing.certificates_of(ids)] == ["Баран", "Гай", "Ґудзь", "Їжак", "Яценко"]


def test_made_again_there_is_one_set_and_no_file_is_left_behind() -> None:
    batch = packed_batch(["Гай"])
    storage = BatchPack._meta.get_field("file").storage
    storage.save(f"{folder_of(batch)}/left-by-a-killed-worker.zip", io.BytesIO(b"x"))
    pack(batch)
    assert BatchPack.objects.count() == 3
    assert len(storage.listdir(folder_of(batch))[1]) == 3


def test_files_are_deleted_after_their_term_and_can_be_made_again() -> None:
    batch = packed_batch(["Гай"])
    BatchPack.objects.update(made_at=timezone.now() - timedelta(days=KEPT_DAYS, minutes=1))
    assert forget_packs() == 3
    assert BatchPack._meta.get_field("file").storage.listdir(folder_of(batch))[1] == []
    assert forget_packs() == 0
    pack(batch)
    assert BatchPack.objects.count() == 3
