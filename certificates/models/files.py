from __future__ import annotations

from django.db import models
from django.db.models import Q

from ..enums import SealLevel
from .certificates import Certificate


class CertificateFile(models.Model):
    """Every file of a certificate that was ever handed out, by its sum: an earlier one is still known. The newest is the certificate's own.

    `level` and `key` are empty where the file was made before there was a seal.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField(null=True)  # not measured for files older than this table
    level = models.CharField(max_length=5, choices=SealLevel, blank=True)
    wanted = models.CharField(max_length=5, choices=SealLevel, blank=True)  # what the house asked for when it was made
    key = models.CharField(max_length=40, blank=True)  # the number of the seal's key
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(level="", key="") | ~Q(level="") & ~Q(key=""), name="sealed_file_names_its_key")]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.sha256[:12]} {self.level}".strip()
