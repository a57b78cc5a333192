from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .certificates import Certificate


class ShareQuerySet(models.QuerySet):
    def working(self) -> ShareQuerySet:
        return self.filter(withdrawn_at=None, ends_at__gt=timezone.now())


class Share(models.Model):
    """A holder's link to a certificate, with an end. The address is known only to whoever has it: `foundation.Link` keeps its hash."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="shares")
    note = models.CharField(max_length=120, blank=True)  # for whom, in the holder's words; nobody else reads it
    created_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    opened = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(opened=0, opened_at=None) | Q(opened__gt=0, opened_at__isnull=False), name="opened_share_says_when")
        ]

    def __str__(self) -> str:
        return f"{self.certificate} → {self.ends_at:%Y-%m-%d}"

    @property
    def works(self) -> bool:
        return self.withdrawn_at is None and self.ends_at > timezone.now()
