"""A case that a city is still writing: begun, saved as far as it goes, with files; dropped when nobody comes back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.foundation import history
from school.foundation.files import UnsafeFile, check_upload
from school.foundation.refusing import Refusal

from ..models import CaseFile, CaseSubmission
from . import letters
from .enums import Submitted

KINDS = {"pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "jpg", "png", "webp"}
LARGEST = 10 * 1024 * 1024
MOST_FILES = 5
UNCONFIRMED_DAYS = 7  # an address that nobody confirmed is not kept
DRAFT_DAYS = 180  # nor a draft that nobody came back to
FIELDS = (
    "title", "organisation", "city", "city_other", "oblast", "year", "instrument", "outcome", "problem", "done", "results", "otherwise", "cost_amount", "cost_currency",
    "cost_note", "months", "time_note", "contact_role", "contact_email",
)  # fmt: skip


class CannotSend(Refusal):
    """Why a case is not saved or sent, in a sentence for its author."""


def locked(submission: CaseSubmission) -> CaseSubmission:
    """Read anew and held until the end of the transaction."""
    return CaseSubmission.objects.select_for_update(of=("self",)).select_related("author", "city", "editor").get(pk=submission.pk)


@transaction.atomic
def begin_draft(*, user: Any, language: str) -> CaseSubmission:
    """An empty draft of a signed-in person; pressed twice, the same one."""
    empty = CaseSubmission.objects.filter(author=user, state=Submitted.DRAFT, saved_at=None).first()
    return empty or _begun(author=user, email=user.email, language=language, confirmed_at=timezone.now())


@transaction.atomic
def begin_by_mail(*, email: str, language: str) -> CaseSubmission:
    """A draft for an address without an account, and a letter with links to all that this address has not finished."""
    email = email.strip().lower()
    own = CaseSubmission.objects.filter(author=None, email=email)
    draft = own.filter(state=Submitted.DRAFT).order_by("-pk").first() or _begun(email=email, language=language)
    letters.ways_in(draft, others=list(own.in_queue().exclude(state__in=[Submitted.PUBLISHED, Submitted.DECLINED])))
    return draft


def _begun(**fields: Any) -> CaseSubmission:
    draft = CaseSubmission.objects.create(started_at=timezone.now(), **fields)
    history.record(draft, "begin_case", actor=fields.get("author"))
    return draft


@transaction.atomic
def save_draft(*, submission: CaseSubmission, data: dict[str, Any], actor: Any = None, holder: str = "") -> CaseSubmission:
    """Keep what is told so far; nothing is demanded yet. Whoever came by a link has confirmed the address."""
    submission = _open(submission)
    changed = [name for name in FIELDS if name in data and getattr(submission, name) != data[name]]
    for name in changed:
        setattr(submission, name, data[name])
    first = submission.saved_at is None
    submission.saved_at = timezone.now()
    submission.confirmed_at = submission.confirmed_at or submission.saved_at
    submission.save()
    if changed or first:
        history.record(submission, "save_draft", actor=actor, holder=holder, data={"changed": changed})
    return submission


def _open(submission: CaseSubmission) -> CaseSubmission:
    submission = locked(submission)
    if not submission.editable:
        raise CannotSend("closed", _("This case is with the editor now: it cannot be changed."))
    return submission


@transaction.atomic
def add_file(*, submission: CaseSubmission, upload: UploadedFile, actor: Any = None, holder: str = "") -> CaseFile:
    """Judged by content, kept privately. Its name is words only: where it lies is ours to say."""
    submission = _open(submission)
    name = PurePath((upload.name or "").replace("\\", "/")).name[:150] or _("file")
    if submission.files.count() >= MOST_FILES:
        most = ngettext("Only %(n)d file is taken.", "Only %(n)d files are taken.", MOST_FILES) % {"n": MOST_FILES}
        raise CannotSend("files", f"«{name}»: {most}")
    try:
        kind = check_upload(upload, kinds=KINDS, largest=LARGEST)
    except UnsafeFile as problem:
        raise CannotSend("file", f"«{name}»: {problem}") from problem
    kept = CaseFile(submission=submission, name=str(PurePath(name).with_suffix(f".{kind}")), size=upload.size or 0)
    kept.file.save(f"file.{kind}", upload, save=False)
    kept.save()
    history.record(submission, "add_file", actor=actor, holder=holder, data={"file": kept.code, "kind": kind})
    return kept


@transaction.atomic
def remove_file(*, submission: CaseSubmission, code: str, actor: Any = None, holder: str = "") -> None:
    """Gone from here and, once that is certain, from the storage; removed twice is removed."""
    submission = _open(submission)
    found = submission.files.filter(code=code).first()
    if found is None:
        return
    _delete_files([found])
    history.record(submission, "remove_file", actor=actor, holder=holder, data={"file": code})


def _delete_files(files: list[CaseFile]) -> None:
    for kept in files:
        storage, name = kept.file.storage, kept.file.name
        kept.delete()
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))  # type: ignore[misc]


@transaction.atomic
def discard_draft(*, submission: CaseSubmission, actor: Any = None, holder: str = "") -> None:
    """An author throws a draft away: nobody but them has seen it, so nothing of it stays."""
    submission = locked(submission)
    if submission.state != Submitted.DRAFT:
        raise CannotSend("closed", _("This case is with the editor now: it cannot be changed."))
    drop(submission, "discard_draft", actor=actor)


def drop(submission: CaseSubmission, verb: str, *, actor: Any = None) -> None:
    """Row, files and ways in; the event stays, without words. In the caller's transaction."""
    history.forget_holders(CaseSubmission, [submission.pk])
    history.record(submission, verb, actor=actor)
    letters.forget_ways_in([submission.code])
    _delete_files(list(submission.files.all()))
    submission.delete()


def sweep_drafts() -> int:
    """Drafts whose address nobody confirmed within a week, and those nobody came back to for half a year."""
    now = timezone.now()
    unconfirmed = CaseSubmission.objects.filter(state=Submitted.DRAFT, confirmed_at=None, started_at__lt=now - timedelta(days=UNCONFIRMED_DAYS))
    left = CaseSubmission.objects.filter(state=Submitted.DRAFT, confirmed_at__isnull=False, started_at__lt=now - timedelta(days=DRAFT_DAYS)).exclude(
        saved_at__gte=now - timedelta(days=DRAFT_DAYS)
    )
    return sum(_sweep(pk) for pk in [*unconfirmed.values_list("pk", flat=True), *left.values_list("pk", flat=True)])


@transaction.atomic
def _sweep(pk: int) -> bool:
    draft = CaseSubmission.objects.select_for_update().filter(pk=pk, state=Submitted.DRAFT).first()
    if draft is not None:
        drop(draft, "sweep_draft")
    return draft is not None
