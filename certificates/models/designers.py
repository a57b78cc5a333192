"""A designer's own sheet, as it is edited, and as it was each time something was issued with it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin, RevisionMixin

from ..enums import OWN, PREVIEWS

Sheet = dict[str, Any]  # html, css, lying


class DesignerSheet(PreviewableMixin, RevisionMixin, models.Model):
    name = models.CharField(_("name"), max_length=120, unique=True, help_text=_("People do not see it."))
    lying = models.BooleanField(_("landscape"), default=True, help_text=_("A4; otherwise portrait."))
    html = models.TextField(_("HTML"), help_text=_("What stands within <body>. Facts stand in slots, for example {name}."))
    css = models.TextField(_("CSS"), blank=True)

    preview_modes = PREVIEWS
    default_preview_size = "desktop"

    class Meta:
        ordering = ["name"]
        verbose_name = _("sheet of a designer")
        verbose_name_plural = _("sheets of designers")

    def __str__(self) -> str:
        return self.name

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from ..rendering import sample_html
        from .templates import CertificateTemplate

        response: Any = HttpResponse(sample_html(CertificateTemplate(design=OWN, sheet=self), mode_name))
        response._csp_replace = {"style-src": [SELF, UNSAFE_INLINE], "img-src": [SELF, "data:"]}
        return response


class VersionQuerySet(models.QuerySet["SheetVersion"]):
    def keep(self, sheet: Sheet) -> SheetVersion:
        """The row of these very words; the same are kept once."""
        return self.get_or_create(sha256=sum_of(sheet), defaults=sheet)[0]


class SheetVersion(models.Model):
    """Frozen certificates name it by its sum: no later change reaches what was issued."""

    sha256 = models.CharField(max_length=64, unique=True)
    html = models.TextField()
    css = models.TextField(blank=True)
    lying = models.BooleanField()

    objects = VersionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def sheet(self) -> Sheet:
        found = {"html": self.html, "css": self.css, "lying": self.lying}
        if sum_of(found) != self.sha256:
            raise ValueError(f"the kept sheet {self.sha256} is damaged")
        return found


def sum_of(sheet: Sheet) -> str:
    return hashlib.sha256(json.dumps(sheet, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
