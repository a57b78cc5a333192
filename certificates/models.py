from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from school.foundation.codes import CodeField, fold_code, new_long_code

from .enums import CLOTHS, AwardKind, CertificateState


class CertificateTemplate(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """The words around the facts, and the cloth of the border. What was issued keeps its own copy."""

    name = models.CharField(_("name"), max_length=120, help_text=_("People do not see it. For example: Courses, internships."))
    cloth = models.CharField(_("threads of the border"), max_length=20, choices=CLOTHS, default="полотно")
    title_uk = models.CharField(_("title in Ukrainian"), max_length=60, default="Сертифікат")
    title_en = models.CharField(_("title in English"), max_length=60, default="Certificate")
    opening_uk = models.CharField(
        _("opening line in Ukrainian"), max_length=120, default="Цей сертифікат одержує",
        help_text=_("It stands above the name, which is printed as it is: surname, given name, patronymic."),
    )  # fmt: skip
    opening_en = models.CharField(_("opening line in English"), max_length=120, default="This is to certify that")
    deed_uk = models.CharField(
        _("what the person did, in Ukrainian"), max_length=160, default="за успішне завершення курсу",
        help_text=_("It stands between the name and the title. Best without a gender: for finishing the course."),
    )  # fmt: skip
    deed_en = models.CharField(_("what the person did, in English"), max_length=160, default="has successfully completed the course")

    panels = [
        FieldPanel("name"),
        FieldPanel("cloth"),
        MultiFieldPanel([FieldPanel("title_uk"), FieldPanel("opening_uk"), FieldPanel("deed_uk")], heading=_("In Ukrainian")),
        MultiFieldPanel([FieldPanel("title_en"), FieldPanel("opening_en"), FieldPanel("deed_en")], heading=_("In English")),
    ]
    preview_modes = [("uk", _("In Ukrainian")), ("en", _("In English"))]

    class Meta:
        ordering = ["name"]
        verbose_name = _("certificate template")
        verbose_name_plural = _("certificate templates")

    def __str__(self) -> str:
        return self.name

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The very sheet that becomes a PDF, filled in for an invented person."""
        from .rendering import sample_html

        return HttpResponse(sample_html(self, mode_name))


class AwardRule(models.Model):
    """Which template, series and validity follow an award. Without a record's key it holds for the whole kind."""

    kind = models.CharField(_("what it is for"), max_length=20, choices=AwardKind)
    record_key = models.CharField(_("only for this record"), max_length=40, blank=True, help_text=_("Leave empty: for all of this kind."))
    template = models.ForeignKey(CertificateTemplate, on_delete=models.PROTECT, related_name="+", verbose_name=_("template"))
    series_prefix = models.CharField(_("series"), max_length=10, blank=True, help_text=_("Leave empty: the centre's own series. For example: ШЕУ."))
    validity_months = models.PositiveIntegerField(_("valid for months"), null=True, blank=True, help_text=_("Leave empty: for ever."))
    active = models.BooleanField(_("in use"), default=True)

    panels = [
        FieldPanel("kind"),
        FieldPanel("record_key"),
        FieldPanel("template"),
        FieldPanel("series_prefix"),
        FieldPanel("validity_months"),
        FieldPanel("active"),
    ]

    class Meta:
        ordering = ["kind", "record_key"]
        verbose_name = _("award rule")
        verbose_name_plural = _("award rules")
        constraints = [
            models.UniqueConstraint(fields=["kind", "record_key"], condition=Q(active=True), name="one_rule_in_force_per_record"),
            models.CheckConstraint(condition=Q(validity_months=None) | Q(validity_months__gt=0), name="validity_is_some_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.record_key}".strip()


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


def number_key_of(number: str) -> str:
    """A number with look-alikes folded: «шеу-2026-000123» typed in Latin, with O for 0, is the same number."""
    return fold_code(number)
