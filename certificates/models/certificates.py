"""Certificates and their numbers: facts that are never changed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from school.foundation.calendar import KYIV
from school.foundation.codes import CodeField, fold_code, new_long_code

from ..enums import AwardKind, CertificateState
from .templates import CertificateTemplate


class Series(models.Model):
    """Numbers of a prefix in a Kyiv year; locked in the transaction that inserts the certificate, hence gapless."""

    prefix = models.CharField(max_length=10)
    year = models.PositiveIntegerField()
    counter = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="series_once_a_year")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}: {self.counter}"

    @property
    def number(self) -> str:
        return f"{self.prefix}-{self.year}-{self.counter:06d}"


def private_files() -> Any:
    return storages["default"]


def pdf_name(certificate: Certificate, filename: str) -> str:
    return f"certificates/{certificate.issued_at:%Y}/{certificate.code}.pdf"


class CertificateQuerySet(models.QuerySet):
    def live(self) -> CertificateQuerySet:
        return self.filter(state=CertificateState.ISSUED)

    def of_award(self, kind: str, key: str) -> CertificateQuerySet:
        return self.filter(award_kind=kind, award_key=key)

    def found_by(self, text: str) -> CertificateQuerySet:
        """Every word of `text` stands in the certificate: number, code, name, title."""
        rows = self
        for word in text.casefold().split():
            rows = rows.filter(search_words__contains=word)
        return rows


class Certificate(models.Model):
    """`frozen` holds every printed word. Nothing that changes later changes what was issued."""

    code = CodeField(default=new_long_code)
    number = models.CharField(max_length=40, unique=True)
    number_key = models.CharField(max_length=40, unique=True, editable=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="certificates")
    award_kind = models.CharField(max_length=20, choices=AwardKind)
    award_key = models.CharField(max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates")
    language = models.CharField(max_length=12, default="uk")
    frozen = models.JSONField()
    template = models.ForeignKey(CertificateTemplate, on_delete=models.PROTECT, null=True, related_name="certificates")
    search_words = models.TextField(editable=False)
    state = models.CharField(max_length=10, choices=CertificateState, default=CertificateState.ISSUED)
    issued_at = models.DateTimeField()
    valid_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaces")
    hidden_at = models.DateTimeField(null=True)
    pdf = models.FileField(upload_to=pdf_name, storage=private_files, blank=True, max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    rendered_at = models.DateTimeField(null=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        indexes = [models.Index(fields=["award_kind", "award_key"]), models.Index(fields=["state", "-issued_at"])]
        constraints = [
            models.UniqueConstraint(fields=["award_kind", "award_key"], condition=Q(state="issued"), name="one_live_certificate_per_award"),
            models.CheckConstraint(
                condition=Q(state="issued", ended_at=None, reason="") | (~Q(state="issued") & Q(ended_at__isnull=False) & ~Q(reason="")),
                name="ended_certificate_has_date_and_reason",
            ),
            models.CheckConstraint(condition=Q(replaced_by=None) | Q(state="replaced"), name="only_replaced_has_successor"),
            models.CheckConstraint(
                condition=Q(sha256="", rendered_at=None) | (~Q(sha256="") & Q(rendered_at__isnull=False)), name="rendered_has_sum_and_date"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def title(self) -> str:
        return self.frozen["title"]

    @property
    def filename(self) -> str:
        return f"{self.number}.pdf"

    @property
    def spaced_code(self) -> str:
        return "-".join(self.code[at : at + 4] for at in range(0, 16, 4))

    @property
    def ready(self) -> bool:
        return bool(self.sha256)

    @property
    def expired(self) -> bool:
        """In force but for its term."""
        today = timezone.localdate(timezone=KYIV)
        return self.state == CertificateState.ISSUED and self.valid_until is not None and self.valid_until < today


def number_key_of(number: str) -> str:
    """A number with look-alikes folded: «шеу-2026-000123» typed in Latin, with O for 0, is the same number."""
    return fold_code(number)
