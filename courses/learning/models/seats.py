"""Places are one mechanism for runs, days and webinars."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..enums import ClaimState


class Offer(models.Model):
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    taken = models.PositiveIntegerField(default=0, editable=False)
    promote_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(capacity=None) | Q(taken__lte=F("capacity")), name="offer_not_overfull"),
        ]

    def __str__(self) -> str:
        return f"{self.taken}/{self.capacity or '∞'}"

    @property
    def free(self) -> int | None:
        return None if self.capacity is None else self.capacity - self.taken


class Quota(models.Model):
    """A part of an offer kept for a group of people, by city or organisation."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="quotas")
    name = models.CharField(max_length=120)
    places = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="quota_not_overfull"),
            models.UniqueConstraint(fields=["offer", "name"], name="quota_once_per_offer"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.taken}/{self.places}"


class ClaimQuerySet(models.QuerySet):
    def waiting(self) -> ClaimQuerySet:
        return self.filter(state=ClaimState.WAITING).order_by("queued_at", "pk")

    def given(self) -> ClaimQuerySet:
        return self.filter(state=ClaimState.GIVEN)


class Claim(models.Model):
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="claims")
    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    size = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=20, choices=ClaimState)
    queued_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gte=1), name="claim_of_one_place_at_least")]
        indexes = [models.Index(fields=["offer", "state", "queued_at"])]

    def __str__(self) -> str:
        return f"{self.state} ×{self.size}"

    @property
    def place_in_queue(self) -> int:
        ahead = Q(queued_at__lt=self.queued_at) | Q(queued_at=self.queued_at, pk__lt=self.pk)
        return self.offer.claims.waiting().filter(ahead).count() + 1
