"""Notes at a moment of a recording: nobody but their writer reads them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .records import Webinar

LONGEST = 4000


class Note(models.Model):
    webinar = models.ForeignKey(Webinar, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="webinar_notes")
    at_seconds = models.PositiveIntegerField()
    text = models.TextField(max_length=LONGEST)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["at_seconds", "pk"]
        indexes = [models.Index(fields=["user", "webinar", "at_seconds"])]

    def __str__(self) -> str:
        return f"{self.at_seconds}: {self.pk}"
