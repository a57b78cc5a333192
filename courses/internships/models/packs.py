from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db import models

from .days import InternshipDay


def private_files() -> Any:
    return storages["default"]


def pack_name(pack: Pack, filename: str) -> str:
    return f"packs/{pack.day.code}/{filename}"


class Pack(models.Model):
    """The day on paper, for when there is no power: made the evening before and on demand, erased a week after the day."""

    day = models.ForeignKey(InternshipDay, on_delete=models.PROTECT, related_name="packs")
    file = models.FileField(upload_to=pack_name, storage=private_files, max_length=200, blank=True)
    people = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.day_id}, {self.made_at:%d.%m.%Y %H:%M}"
