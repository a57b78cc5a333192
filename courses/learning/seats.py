"""One mechanism of places. Rows are locked in one order: the offer, then its quotas by id."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from .enums import ClaimState
from .models.seats import Claim, Offer, Quota
from .signals import place_given


def _lock(offer_id: int) -> Offer:
    offer = Offer.objects.select_for_update().get(pk=offer_id)
    list(offer.quotas.select_for_update().order_by("pk"))
    return offer


@transaction.atomic
def claim_place(*, offer: Offer, quota: Quota | None = None, size: int = 1) -> Claim:
    """Give `size` places or a turn in the queue. Nobody overtakes those who already wait."""
    offer = _lock(offer.pk)
    now = timezone.now()
    quota = offer.quotas.get(pk=quota.pk) if quota else None
    ahead = offer.claims.waiting().filter(Q(quota=None) | Q(quota=quota))
    if ahead.exists() or not _fits(offer, quota, size):
        return Claim.objects.create(offer=offer, quota=quota, size=size, state=ClaimState.WAITING, queued_at=now)
    _take(offer, quota, size)
    return Claim.objects.create(offer=offer, quota=quota, size=size, state=ClaimState.GIVEN, queued_at=now, given_at=now)


@transaction.atomic
def release_place(*, claim: Claim) -> None:
    """Free the places of a claim, or its turn in the queue, and let the next one in."""
    offer = _lock(claim.offer_id)
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if claim.state == ClaimState.RELEASED:
        return
    if claim.state == ClaimState.GIVEN:
        _take(offer, claim.quota, -claim.size)
    claim.state, claim.released_at = ClaimState.RELEASED, timezone.now()
    claim.save(update_fields=["state", "released_at"])
    _promote(offer)


@transaction.atomic
def set_capacity(*, offer: Offer, capacity: int | None) -> None:
    """Change the number of places; more places let people in from the queue at once."""
    offer = _lock(offer.pk)
    if capacity is not None and capacity < offer.taken:
        raise TooFewPlaces(offer.taken)
    offer.capacity = capacity
    offer.save(update_fields=["capacity"])
    _promote(offer)


class TooFewPlaces(Exception):
    """More places are taken than would remain; `taken` says how many."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


def recount(*, offer: Offer) -> None:
    """Rebuild the counters from the claims."""
    with transaction.atomic():
        offer = _lock(offer.pk)
        given = list(offer.claims.given())
        Offer.objects.filter(pk=offer.pk).update(taken=sum(claim.size for claim in given))
        for quota in offer.quotas.all():
            quota.taken = sum(claim.size for claim in given if claim.quota_id == quota.pk)
            quota.save(update_fields=["taken"])


def _fits(offer: Offer, quota: Quota | None, size: int) -> bool:
    if offer.capacity is not None and offer.taken + size > offer.capacity:
        return False
    return quota is None or quota.taken + size <= quota.places


def _take(offer: Offer, quota: Quota | None, size: int) -> None:
    Offer.objects.filter(pk=offer.pk).update(taken=F("taken") + size)
    offer.taken += size
    if quota is not None:
        Quota.objects.filter(pk=quota.pk).update(taken=F("taken") + size)
        quota.taken += size


def _promote(offer: Offer) -> None:
    """First come, first served, within each quota; stops when the offer says it is too late."""
    now = timezone.now()
    if offer.promote_until and now >= offer.promote_until:
        return
    for claim in offer.claims.waiting().select_related("quota"):
        quota = Quota.objects.get(pk=claim.quota_id) if claim.quota_id else None
        if not _fits(offer, quota, claim.size):
            if claim.quota_id is None:
                break
            continue
        _take(offer, quota, claim.size)
        claim.state, claim.given_at = ClaimState.GIVEN, now
        claim.save(update_fields=["state", "given_at"])
        place_given.send(Claim, claim=claim)
