"""What people really watched: one row a person and webinar, to which seconds are only added."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .records import Webinar


class Viewing(models.Model):
    """`parts` is the union of what was really played, `[[start, end], …]` in whole seconds, in order, never touching.

    A heartbeat changes this one row, by a conditional UPDATE on `version` (docs/decisions/0012).
    """

    webinar = models.ForeignKey(Webinar, on_delete=models.PROTECT, related_name="viewings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="viewings")
    parts = models.JSONField(default=list)
    seconds = models.PositiveIntegerField(default=0)  # the length of `parts`
    later_seconds = models.PositiveIntegerField(default=0)  # of them brought later by a device, by its own clock
    refused_seconds = models.PositiveIntegerField(default=0)  # said to be played, but time did not allow it
    room = models.FloatField(default=0)  # seconds that may be played besides what passes from `heard_at` on
    batches = models.JSONField(default=list)  # ids of the last ones taken
    position = models.PositiveIntegerField(default=0)  # where the person stopped
    opened_at = models.DateTimeField()  # since when the server knows that it may be watched
    heard_at = models.DateTimeField()  # the last report
    seen_at = models.DateTimeField()  # the last word about the position
    passed_at = models.DateTimeField(null=True)  # the concluding test
    reached_at = models.DateTimeField(null=True)  # complete (`watched.is_complete`), once and for all
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-seen_at"]
        constraints = [
            models.UniqueConstraint(fields=["webinar", "user"], name="viewed_once_per_webinar"),
            models.CheckConstraint(condition=Q(later_seconds__lte=F("seconds")), name="brought_later_is_watched"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.webinar_id}"

    @property
    def segments(self) -> list[tuple[int, int]]:
        return [(start, end) for start, end in self.parts]
