"""Files of a batch for the office: the stored files in one archive, a sheet to print, a list to sign. Deleted after a term."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import timedelta
from typing import IO, Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from school.foundation import history, jobs
from school.foundation.alphabet import ordered
from school.foundation.models import Job
from school.foundation.report_files import as_xlsx
from school.foundation.transliteration import transliterate

from ..enums import PackKind, RowState
from ..models import Batch, BatchPack, Certificate
from ..models.batches import folder_of
from ..stored import stored_bytes

KEPT_DAYS = 30
PRINTED_TOGETHER = 500  # certificates in one print sheet: a printer takes no more, and neither does memory
_NOT_SAFE = re.compile(r"[^A-Za-z0-9]+")


def certificates_of(batch: Batch) -> list[Certificate]:
    """In force now, in the order of the Ukrainian alphabet; what was replaced is here by what came instead."""
    ids = set(batch.rows.filter(state__in=[RowState.ISSUED, RowState.STANDING]).values_list("certificate_id", flat=True))
    found: list[Certificate] = []
    while ids:
        rows = list(Certificate.objects.filter(pk__in=ids).defer("search_words"))
        found += [row for row in rows if row.state == "issued"]
        ids = {row.replaced_by_id for row in rows if row.replaced_by_id}
    return sorted(found, key=lambda row: ([ordered(row.frozen[name]) for name in ("surname", "given_name", "patronymic")], row.pk))


@transaction.atomic
def pack_batch(*, batch: Batch, actor: Any) -> Job:
    """One packing of a batch at a time."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    job = last_packing(batch)
    if job is not None and not job.over:
        return job
    number = Job.objects.filter(kind="certificates.pack_batch", key__startswith=f"{batch.code}:").count() + 1
    history.record(batch, "pack", actor=actor)
    return jobs.enqueue("certificates.pack_batch", key=f"{batch.code}:{number}", args={"batch": batch.pk}, actor=actor)


def last_packing(batch: Batch) -> Job | None:
    return Job.objects.filter(kind="certificates.pack_batch", key__startswith=f"{batch.code}:").order_by("-pk").first()


def make_packs(job: Job) -> None:
    """All or nothing: until the last file is made, those of before stay."""
    batch = Batch.objects.get(pk=job.args["batch"])
    rows = certificates_of(batch)
    ready = [row for row in rows if row.ready]
    job.failures = [{"row": at, "reason": row.number} for at, row in enumerate(rows, 1) if not row.ready]
    job.save(update_fields=["failures"])
    job.progress(0, 2 * len(ready))
    made, at = [], timezone.now()
    with override("uk"):
        for kind, part, parts, count, file in _files(ready, job):
            pack = BatchPack(batch=batch, kind=kind, part=part, parts=parts, count=count, made_at=at, size=file.seek(0, io.SEEK_END))
            file.seek(0)
            pack.file.save(pack.download_name, File(file), save=False)
            made.append(pack)
    with transaction.atomic():
        batch.packs.all().delete()
        BatchPack.objects.bulk_create(made)
    _sweep(batch)


def _files(rows: list[Certificate], job: Job) -> Iterator[tuple[PackKind, int, int, int, IO[bytes]]]:
    with _archive(rows, job) as file:
        yield PackKind.ZIP, 1, 1, len(rows), file
    parts = -(-len(rows) // PRINTED_TOGETHER)
    for part in range(parts):
        some = rows[part * PRINTED_TOGETHER : (part + 1) * PRINTED_TOGETHER]
        with _print_sheet(some) as file:
            yield PackKind.PRINT, part + 1, parts, len(some), file
        job.progress(job.done + len(some))
    yield PackKind.LIST, 1, 1, len(rows), io.BytesIO(list_of_issue(rows))


def file_name(certificate: Certificate) -> str:
    """Number and surname in Latin, safe on every system: «SHEU-2026-000001-Yizhakevych.pdf»."""
    words = [transliterate(certificate.number), transliterate(certificate.frozen["surname"])[:60]]
    return "-".join(part for word in words if (part := _NOT_SAFE.sub("-", word).strip("-"))) + ".pdf"


def _archive(rows: list[Certificate], job: Job) -> IO[bytes]:
    """The stored bytes, not packed again: PDF is packed already."""
    out = tempfile.TemporaryFile()  # noqa: SIM115
    taken: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for row in rows:
            name = file_name(row)
            if name in taken:
                name = f"{row.code}-{name}"
            taken.add(name)
            archive.writestr(zipfile.ZipInfo(name, timezone.localtime(row.rendered_at).timetuple()[:6]), stored_bytes(row))
            job.progress(job.done + 1)
    return out


def _print_sheet(rows: list[Certificate]) -> IO[bytes]:
    """Pages only: no seal, no attachments, no fields; it is no certificate."""
    import pikepdf  # met here and not at start

    out = tempfile.TemporaryFile()  # noqa: SIM115
    with pikepdf.new() as sheet, ExitStack() as opened:
        for row in rows:
            source = opened.enter_context(pikepdf.open(io.BytesIO(stored_bytes(row))))
            for page in source.pages:
                sheet.pages.append(page)
        for page in sheet.pages:
            for name in ("/Annots", "/StructParents", "/AF", "/Metadata"):
                if name in page.obj:
                    del page.obj[name]
        sheet.docinfo["/Title"] = _("Print sheet: not a certificate file, without a seal")
        sheet.save(out)
    return out


def list_of_issue(rows: list[Certificate]) -> bytes:
    """The journal that an office keeps: a line a person, and a place for the signature."""
    header = ["№", _("Number"), _("Name"), _("What for"), _("Academic hours"), _("ECTS credits"), _("Issued"), _("Signature")]
    lines = (_line(at, row) for at, row in enumerate(rows, 1))
    return as_xlsx(_("List of issue"), header, lines, widths=(6, 20, 42, 42, 12, 12, 14, 26))


def _line(at: int, row: Certificate) -> list[Any]:
    said = row.frozen
    return [at, row.number, said["full_name"], said["what"], _number(said["hours"]), _number(said["ects"]), said["issued_date"], ""]


def _number(said: str) -> Any:
    try:
        return float(said)
    except ValueError:
        return said


def forget_packs() -> int:
    """After their term; they can be made again as long as the certificates are there."""
    count = 0
    for batch in Batch.objects.filter(packs__made_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).distinct():
        with transaction.atomic():
            count += batch.packs.all().delete()[0]
            history.record(batch, "forget_packs")
        _sweep(batch)
    return count


def _sweep(batch: Batch) -> None:
    """No file stays that no row names: not of an earlier packing, not of a worker that was killed."""
    storage, kept = BatchPack._meta.get_field("file").storage, set(batch.packs.values_list("file", flat=True))
    with suppress(FileNotFoundError):
        for name in storage.listdir(folder_of(batch))[1]:
            if (path := f"{folder_of(batch)}/{name}") not in kept:
                storage.delete(path)
