"""The words and the look around the facts, edited in Wagtail, and the rules that choose among them."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from ..blocks import LogoBlock, SigningBlock
from ..enums import CLOTHS, DESIGNS, INK, OWN_DESIGN, PAPER, PREVIEWS, AwardKind, every_fact
from .designers import DesignerSheet


class CertificateTemplate(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """The words around the facts, and the cloth of the border. What was issued keeps its own copy."""

    name = models.CharField(_("name"), max_length=120, help_text=_("People do not see it. For example: Courses, internships."))
    cloth = models.CharField(_("threads of the border"), max_length=20, choices=CLOTHS, default="полотно")
    title_uk = models.CharField(_("title in Ukrainian"), max_length=60, default="Сертифікат")
    title_en = models.CharField(_("title in English"), max_length=60, default="Certificate")
    opening_uk = models.CharField(
        _("opening line in Ukrainian"), max_length=160, default="Цей сертифікат одержує",
        help_text=_("It stands above the name, which is printed as it is: surname, given name, patronymic."),
    )  # fmt: skip
    opening_en = models.CharField(_("opening line in English"), max_length=160, default="This is to certify that")
    deed_uk = models.CharField(
        _("what the person did, in Ukrainian"), max_length=200, default="за успішне завершення курсу",
        help_text=_("It stands between the name and the title. Best without a gender: for finishing the course."),
    )  # fmt: skip
    deed_en = models.CharField(_("what the person did, in English"), max_length=200, default="has successfully completed the course")
    note_uk = models.CharField(_("a line below, in Ukrainian"), max_length=200, blank=True)
    note_en = models.CharField(_("a line below, in English"), max_length=200, blank=True)
    design = models.CharField(_("layout"), max_length=20, choices=[*DESIGNS, OWN_DESIGN], default="certificate")
    sheet = models.ForeignKey(
        DesignerSheet, on_delete=models.PROTECT, null=True, blank=True, related_name="templates", verbose_name=_("sheet of a designer"),
        help_text=_("Only for the layout “a designer’s own sheet”."),
    )  # fmt: skip
    paper = models.CharField(_("paper"), max_length=7, default=PAPER)
    accent = models.CharField(_("leading colour"), max_length=7, default=INK, help_text=_("Of the large title and the lines."))
    facts = models.JSONField(_("what is told of the learning"), default=every_fact, blank=True)
    logos = StreamField([("logo", LogoBlock())], blank=True, max_num=4, verbose_name=_("logos"))
    signatories = StreamField(
        [("signatory", SigningBlock())], blank=True, max_num=3, verbose_name=_("who signs"),
        help_text=_("Nobody here: those named in the settings of the centre sign, without pictures."),
    )  # fmt: skip

    preview_modes = PREVIEWS
    default_preview_size = "desktop"

    class Meta:
        ordering = ["name"]
        verbose_name = _("certificate template")
        verbose_name_plural = _("certificate templates")

    def __str__(self) -> str:
        return self.name

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The very sheet that becomes a PDF, filled in for an invented person."""
        from ..rendering import sample_html

        response: Any = HttpResponse(sample_html(self, mode_name))
        response._csp_replace = {"style-src": [SELF, UNSAFE_INLINE], "img-src": [SELF, "data:"]}  # its styles and pictures are within it
        return response


class AwardRule(models.Model):
    """Which template, series and validity follow an award. Without a record's key it holds for the whole kind."""

    kind = models.CharField(_("what it is for"), max_length=20, choices=AwardKind)
    record_key = models.CharField(_("only for this record"), max_length=40, blank=True, help_text=_("Leave empty: for all of this kind."))
    template = models.ForeignKey(CertificateTemplate, on_delete=models.PROTECT, related_name="+", verbose_name=_("template"))
    series_prefix = models.CharField(_("series"), max_length=10, blank=True, help_text=_("Leave empty: the centre's own series. For example: ШЕУ."))
    validity_months = models.PositiveIntegerField(_("valid for months"), null=True, blank=True, help_text=_("Leave empty: for ever."))
    active = models.BooleanField(_("in use"), default=True)

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
