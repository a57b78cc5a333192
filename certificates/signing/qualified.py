"""A qualified signature of the centre: files go out with a manifest, what was signed elsewhere comes back."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.models import Certificate, CertificateFile, QualifiedSignature
from certificates.stored import FileDamaged, is_intact, stored_bytes
from school.foundation import history

from .containers import BadArchive, entries_of, is_archive, is_asic
from .covering import Covering, NotCovered, Refusal, coverings, sum_of

MOST = 1000  # certificates in one export
MANIFEST = "manifest.json"
ENDINGS = (".p7s", ".p7m", ".asice", ".asics", ".sce", ".pdf", ".zip")


@dataclass(frozen=True)
class Taken:
    """What became of one file that came back: the certificate's number, or why it was not taken."""

    name: str
    number: str = ""
    words: str = ""
    code: str = ""
    bound: bool = True


def unsigned() -> QuerySet[Certificate]:
    """In force, with a file, and without a qualified signature."""
    return Certificate.objects.live().exclude(sha256="").filter(qualified=None).order_by("number")


def export(rows: Iterable[Certificate], out: IO[bytes]) -> None:
    """The finished files as they are, and what each must hash to; one that is not as it was made stays here, and the manifest says so."""
    told, damaged = [], []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for row in rows:
            try:
                data = stored_bytes(row)
            except FileDamaged:
                damaged.append(row.number)
                continue
            archive.writestr(row.filename, data)
            told.append({"number": row.number, "file": row.filename, "sha256": row.sha256, "size": len(data)})
        archive.writestr(MANIFEST, json.dumps({"certificates": told, "damaged": damaged}, ensure_ascii=False, indent=1))


class _Originals:
    def has(self, sha256: str) -> bool:
        return CertificateFile.objects.filter(sha256=sha256).exists()

    def named(self, name: str) -> bytes | None:
        """«ШЕУ-2026-000001.pdf.p7s» is meant for that number."""
        found = Certificate.objects.filter(number=PurePosixPath(name).name.split(".")[0]).exclude(sha256="").first()
        return stored_bytes(found) if found is not None and is_intact(found) else None


def take_back(*, data: bytes, name: str, actor: Any) -> list[Taken]:
    """One file that came back, or an archive of them; each by itself, failures by row. Twice is the same as once."""
    try:
        inside = entries_of(data) if is_archive(data) else []
    except BadArchive:
        return [Taken(name, words=refusal_words(Refusal.BAD_ARCHIVE))]
    if not inside or is_asic(inside):
        return _take(data, name, actor)
    rows = []
    for row in inside:
        plain = PurePosixPath(row.name.replace("\\", "/")).name
        if plain != MANIFEST and not (plain.endswith(".pdf") and _Originals().has(sum_of(row.data))):
            rows += _take(row.data, plain, actor)
    return rows or [Taken(name, words=_("There is no signature in it, only the files as they went out."))]


def _take(data: bytes, name: str, actor: Any) -> list[Taken]:
    try:
        return [_keep(row, data, name, actor) for row in coverings(data, name, _Originals())]
    except NotCovered as problem:
        return [Taken(name, words=refusal_words(problem.refusal))]


def _keep(covering: Covering, data: bytes, name: str, actor: Any) -> Taken:
    file = CertificateFile.objects.select_related("certificate").get(sha256=covering.sha256)
    try:
        signature = _kept(file, covering, data, name, actor)
    except IntegrityError:  # another upload was first
        signature = QualifiedSignature.objects.get(file=file, sha256=sum_of(data))
    return Taken(name, file.certificate.number, code=file.certificate.code, bound=signature.bound)


@transaction.atomic
def _kept(file: CertificateFile, covering: Covering, data: bytes, name: str, actor: Any) -> QualifiedSignature:
    sha256 = hashlib.sha256(data).hexdigest()
    if (found := QualifiedSignature.objects.filter(file=file, sha256=sha256).first()) is not None:
        return found
    ending = {"cades": "p7s", "pades": "pdf"}.get(covering.form, PurePosixPath(name).suffix.lstrip(".").lower() or "asice")
    signature = QualifiedSignature(
        certificate=file.certificate,
        file=file,
        form=covering.form,
        sha256=sha256,
        bound=covering.bound,
        signer=covering.signer,
        issuer=covering.issuer,
        signed_at=covering.signed_at,
        taken_at=timezone.now(),
        taken_by=actor,
    )
    signature.signed.save(f"signature.{ending}", ContentFile(data), save=False)
    signature.save(force_insert=True)
    history.record(file.certificate, "take_qualified_signature", actor=actor, data={"sha256": sha256, "file": file.sha256, "bound": covering.bound})
    return signature


def refusal_words(refusal: Refusal) -> str:
    return {
        Refusal.NOT_A_SIGNATURE: _("This is no signature that is known here. Send .p7s, .asice or a signed PDF."),
        Refusal.BAD_ARCHIVE: _("This archive cannot be read, is locked, or is too large once unpacked."),
        Refusal.NOT_OURS: _("What was signed is no file of ours, byte for byte. Sign the files of the export as they are."),
        Refusal.NOT_COVERED: _("Our file is in it, but no signature speaks of it."),
        Refusal.OTHER_BYTES: _("The signature is over other bytes than those of the file."),
        Refusal.UNKNOWN_HASH: _(
            "The signature lies apart from its file and uses a hash of DSTU, which cannot be computed here. "
            "Sign once more so that the file lies within: .p7s with data, or .asice."
        ),
        Refusal.CHANGED: _(
            "The signed PDF breaks the seal of the centre: it was changed, or it was made before a place for the signature was kept in it. "
            "Sign as .p7s or .asice."
        ),
    }[refusal]
