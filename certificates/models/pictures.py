"""Pictures that are printed, and signatures: private, kept by their content, never changed."""

from __future__ import annotations

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _


class PictureQuerySet(models.QuerySet["Picture"]):
    def keep(self, media_type: str, data: bytes) -> Picture:
        """The row of these very bytes; the same bytes are kept once."""
        found, _made = self.get_or_create(sha256=hashlib.sha256(data).hexdigest(), defaults={"media_type": media_type, "data": data})
        return found


class Picture(models.Model):
    """A frozen certificate names it by its sum, so no later upload and no deletion reaches what was issued."""

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=20, choices=[("image/png", "PNG"), ("image/svg+xml", "SVG")])
    data = models.BinaryField()

    objects = PictureQuerySet.as_manager()

    def __str__(self) -> str:
        return self.sha256[:12]


class SignaturePicture(models.Model):
    name = models.CharField(_("whose signature"), max_length=120, unique=True)
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("picture of a signature")
        verbose_name_plural = _("pictures of signatures")

    def __str__(self) -> str:
        return self.name
