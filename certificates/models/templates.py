"""The words and the look around the facts, edited in Wagtail, and the rules that choose among them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from ..enums import CLOTHS, AwardKind


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
        from ..rendering import sample_html

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
