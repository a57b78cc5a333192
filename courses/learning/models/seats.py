"""Places are one mechanism for runs, days and webinars."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..enums import ClaimState, QuotaKind


class Offer(models.Model):
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    taken = models.PositiveIntegerField(default=0, editable=False)
    kept = models.PositiveIntegerField(default=0, editable=False)  # reserved by quotas and not taken yet
    shrink_to = models.PositiveIntegerField(null=True, editable=False)  # more were taken: what is given back is not given again down to this
    promote_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gte=F("taken") + F("kept")), name="offer_not_overfull"),
            models.CheckConstraint(condition=Q(shrink_to=None) | Q(shrink_to__lt=F("capacity")), name="offer_shrinks_downwards"),
        ]

    def __str__(self) -> str:
        return f"{self.taken}/{self.capacity or '∞'}"

    @property
    def free(self) -> int | None:
        """Free for everybody: what is kept for somebody is not."""
        return None if self.capacity is None else self.capacity - self.taken - self.kept

    @property
    def wanted(self) -> int | None:
        """How many places there are to be."""
        return self.capacity if self.shrink_to is None else self.shrink_to


class Quota(models.Model):
    """What a part of the people may take at most, or what is kept for them. `key` says for whom, in the words of the room that made it."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="quotas")
    key = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=QuotaKind)
    name = models.CharField(max_length=250)
    places = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0, editable=False)
    shrink_to = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="quota_not_overfull"),
            models.CheckConstraint(condition=Q(shrink_to=None) | Q(shrink_to__lt=F("places")), name="quota_shrinks_downwards"),
            models.UniqueConstraint(fields=["offer", "key"], name="quota_once_per_offer"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.taken}/{self.places}"

    @property
    def left(self) -> int:
        return self.places - self.taken

    @property
    def wanted(self) -> int:
        return self.places if self.shrink_to is None else self.shrink_to


class ClaimQuerySet(models.QuerySet):
    def waiting(self) -> ClaimQuerySet:
        return self.filter(state=ClaimState.WAITING).order_by("queued_at", "pk")

    def given(self) -> ClaimQuerySet:
        return self.filter(state=ClaimState.GIVEN)


class Claim(models.Model):
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="claims")
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


class QuotaUse(models.Model):
    """A claim leans on a quota; `size` of its places are counted there, none while it waits."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="uses")
    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="uses")
    size = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["quota"]
        constraints = [models.UniqueConstraint(fields=["claim", "quota"], name="claim_leans_once_on_a_quota")]

    def __str__(self) -> str:
        return f"{self.claim_id} → {self.quota_id}: {self.size}"
