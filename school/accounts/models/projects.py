from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from school.foundation.centre import words

from ..blocks import PartnerBlock
from ..enums import PartnerRole


class Project(models.Model):
    """Funded work that a run, day or webinar belongs to; its funders stand on the certificate and the report."""

    key = models.SlugField(
        _("short name in Latin"), max_length=60, unique=True, help_text=_("Stays the same for ever, for example vinnytsia-media-2026.")
    )
    name_uk = models.CharField(_("name in Ukrainian"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300)
    summary_uk = models.TextField(_("about in Ukrainian"), blank=True)
    summary_en = models.TextField(_("about in English"), blank=True)
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    goal_cities = models.PositiveSmallIntegerField(
        _("cities it is to reach"), null=True, blank=True, help_text=_("If that was promised. The report shows how many people have come from.")
    )
    partners = StreamField([("partner", PartnerBlock())], blank=True, verbose_name=_("funders and partners"))

    class Meta:
        ordering = ["-starts", "name_uk"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=F("starts")), name="project_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return words(self, "name")

    def clean(self) -> None:
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("A project cannot end before it starts.")})

    def names_of(self, role: str, language: str) -> list[str]:
        """Funders or partners as they are called in that language."""
        return [row.value[f"name_{language}"] or row.value["name_uk"] for row in self.partners if row.value["role"] == role]

    @property
    def funders(self) -> list[Any]:
        return [block.value for block in self.partners if block.value["role"] == PartnerRole.FUNDER]
