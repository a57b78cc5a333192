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
from ..models import Batch, BatchPack, Certificate, CertificateState
from ..models.batches import folder_of
from ..stored import is_intact, stored_bytes

KEPT_DAYS = 30
PRINTED_TOGETHER = 500  # certificates in one print sheet: a printer takes no more, and neither does memory
CHUNK = 200
_ORDERED_BY = ("pk", "state", "replaced_by_id", "frozen__surname", "frozen__given_name", "frozen__patronymic")
_NOT_SAFE = re.compile(r"[^A-Za-z0-9]+")


def in_order(batch: Batch) -> list[int]:
    """Certificates in force now, in the order of the Ukrainian alphabet; what was replaced is here by what came instead."""
    ids = list(batch.rows.filter(state__in=[RowState.ISSUED, RowState.STANDING]).values_list("certificate_id", flat=True))
    found: dict[int, Any] = {}
    while ids:
        rows = [row for some in _chunks(ids) for row in Certificate.objects.filter(pk__in=some).values_list(*_ORDERED_BY)]
        found |= {pk: ([ordered(name) for name in names], pk) for pk, state, _next, *names in rows if state == CertificateState.ISSUED}
        ids = list({row[2] for row in rows if row[2]})
    return sorted(found, key=lambda pk: found[pk])


def certificates_of(ids: list[int]) -> Iterator[Certificate]:
    """In the order that was asked for; a batch is never in memory as a whole."""
    for some in _chunks(ids):
        rows = Certificate.objects.defer("search_words").in_bulk(some)
        yield from (rows[pk] for pk in some if pk in rows)


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    return (ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK))


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
    job.failures = []
    made, at = [], timezone.now()
    with override("uk"):
        for kind, part, parts, count, file in _files(_whole(in_order(batch), job), job):
            pack = BatchPack(batch=batch, kind=kind, part=part, parts=parts, count=count, made_at=at, size=file.seek(0, io.SEEK_END))
            file.seek(0)
            pack.file.save(pack.download_name, File(file), save=False)
            made.append(pack)
    with transaction.atomic():
        batch.packs.all().delete()
        BatchPack.objects.bulk_create(made)
    _sweep(batch)


def _whole(ids: list[int], job: Job) -> list[int]:
    """Those whose file can be handed out; the others are told by number, and the rest goes on."""
    whole = []
    for at, row in enumerate(certificates_of(ids), 1):
        if not row.ready:
            job.failures.append({"row": at, "reason": row.number})
        elif not is_intact(row):
            job.failures.append({"row": at, "reason": row.number, "damaged": True})
        else:
            whole.append(row.pk)
    job.save(update_fields=["failures"])
    job.progress(0, 2 * len(whole))
    return whole


def _files(ids: list[int], job: Job) -> Iterator[tuple[PackKind, int, int, int, IO[bytes]]]:
    with _archive(ids, job) as file:
        yield PackKind.ZIP, 1, 1, len(ids), file
    parts = -(-len(ids) // PRINTED_TOGETHER)
    for part in range(parts):
        some = ids[part * PRINTED_TOGETHER : (part + 1) * PRINTED_TOGETHER]
        with _print_sheet(some) as file:
            yield PackKind.PRINT, part + 1, parts, len(some), file
        job.progress(job.done + len(some))
    yield PackKind.LIST, 1, 1, len(ids), io.BytesIO(list_of_issue(ids))


def file_name(certificate: Certificate) -> str:
    """Number and surname in Latin, safe on every system: «SHEU-2026-000001-Yizhakevych.pdf»."""
    words = [transliterate(certificate.number), transliterate(certificate.frozen["surname"])[:60]]
    return "-".join(part for word in words if (part := _NOT_SAFE.sub("-", word).strip("-"))) + ".pdf"


def _archive(ids: list[int], job: Job) -> IO[bytes]:
    """The stored bytes, not packed again: PDF is packed already."""
    out = tempfile.TemporaryFile()  # noqa: SIM115
    taken: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for row in certificates_of(ids):
            name = file_name(row)
            if name in taken:
                name = f"{row.code}-{name}"
            taken.add(name)
            archive.writestr(zipfile.ZipInfo(name, timezone.localtime(row.rendered_at).timetuple()[:6]), stored_bytes(row))
            job.progress(job.done + 1)
    return out


def _print_sheet(ids: list[int]) -> IO[bytes]:
    """Pages only: no seal, no attachments, no fields; it is no certificate."""
    import pikepdf  # met here and not at start

    out = tempfile.TemporaryFile()  # noqa: SIM115
    with pikepdf.new() as sheet, ExitStack() as opened:
        for row in certificates_of(ids):
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


def list_of_issue(ids: list[int]) -> bytes:
    """The journal that an office keeps: a line a person, and a place for the signature."""
    header = ["№", _("Number"), _("Name"), _("What for"), _("Academic hours"), _("ECTS credits"), _("Issued"), _("Signature")]
    lines = (_line(at, row) for at, row in enumerate(certificates_of(ids), 1))
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
