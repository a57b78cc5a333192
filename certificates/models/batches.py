from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from school.foundation.codes import CodeField

from ..enums import AwardKind, BatchState, PackKind, RowProblem, RowState
from .certificates import Certificate, private_files


class Batch(models.Model):
    """Certificates issued to many at once: who asked, when, what for. The rows are frozen when «Issue» is pressed.

    `token` comes with the page, so that pressing twice makes one batch. `rounds` counts the jobs that worked on it.
    """

    code = CodeField()
    token = models.UUIDField(unique=True)
    kind = models.CharField(max_length=20, choices=AwardKind)
    record_code = models.CharField(max_length=20)
    title = models.CharField(max_length=400)
    template = models.CharField(max_length=120, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    send_at_once = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.RUNNING)
    rounds = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["kind", "record_code"])]

    def __str__(self) -> str:
        return f"{self.code}: {self.title}"

    @property
    def work(self) -> str:
        """Whose letters wait, in the outbox."""
        return f"certificates:{self.code}"


class BatchRow(models.Model):
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveIntegerField()
    award_key = models.CharField(max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RowState, default=RowState.WAITS)
    problem = models.CharField(max_length=20, choices=RowProblem, blank=True)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, null=True, related_name="batch_rows")

    class Meta:
        ordering = ["batch", "position"]
        indexes = [models.Index(fields=["batch", "state", "position"])]
        constraints = [
            models.UniqueConstraint(fields=["batch", "award_key"], name="award_once_in_a_batch"),
            models.UniqueConstraint(fields=["certificate"], condition=Q(state="issued"), name="certificate_made_by_one_batch"),
            models.CheckConstraint(
                condition=Q(state="waits", certificate=None, problem="")
                | Q(state__in=["issued", "standing"], certificate__isnull=False, problem="")
                | Q(state="failed", certificate=None) & ~Q(problem=""),
                name="batch_row_says_what_became_of_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.position}: {self.state}"


def folder_of(batch: Batch) -> str:
    return f"certificates/batches/{batch.code}"


def pack_name(pack: BatchPack, filename: str) -> str:
    return f"{folder_of(pack.batch)}/{pack.made_at:%Y%m%d%H%M%S}-{filename}"


class BatchPack(models.Model):
    """A file made of a batch's certificates for the office; deleted after a term, made again at will."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="packs")
    kind = models.CharField(max_length=10, choices=PackKind)
    part = models.PositiveIntegerField(default=1)
    parts = models.PositiveIntegerField(default=1)
    count = models.PositiveIntegerField()
    file = models.FileField(upload_to=pack_name, storage=private_files, max_length=200)
    size = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["batch", "-kind", "part"]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.kind} {self.part}"

    @property
    def download_name(self) -> str:
        ending = {PackKind.ZIP: "zip", PackKind.PRINT: "pdf", PackKind.LIST: "xlsx"}[PackKind(self.kind)]
        part = f"-{self.part}" if self.parts > 1 else ""
        return f"certificates-{self.batch.code}{part}.{ending}"
