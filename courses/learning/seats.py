"""One mechanism of places. Rows are locked in one order: the offer, then its quotas by id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from .enums import ClaimState, QuotaKind
from .models.seats import Claim, Offer, Quota, QuotaUse
from .signals import place_given


@dataclass(frozen=True)
class QuotaSpec:
    """A quota that a claim leans on; the row is made when it is first met."""

    key: str
    kind: QuotaKind
    name: str
    places: int


class TooFewPlaces(Exception):
    """More places are taken than would remain; `taken` says how many, `name` in which quota."""

    def __init__(self, taken: int, name: str = "") -> None:
        super().__init__(taken, name)
        self.taken, self.name = taken, name


def down_to(wanted: int, held: int) -> tuple[int, int | None]:
    """The number that stands, and the one to come down to when more is held than wanted."""
    return (held, wanted) if held > wanted else (wanted, None)


class Counters:
    """The locked counters of an offer and its quotas."""

    def __init__(self, offer_id: int) -> None:
        self.offer = Offer.objects.select_for_update().get(pk=offer_id)
        self.quotas = {quota.pk: quota for quota in self.offer.quotas.select_for_update().order_by("pk")}

    def ensure(self, specs: Iterable[QuotaSpec]) -> list[Quota]:
        known = {quota.key: quota for quota in self.quotas.values()}
        for spec in specs:
            if spec.key not in known:
                known[spec.key] = quota = self.offer.quotas.create(key=spec.key, kind=spec.kind, name=spec.name, places=spec.places)
                self.quotas[quota.pk] = quota
        return [known[spec.key] for spec in specs]

    def full(self, claim: Claim) -> Quota | None:
        """The quota whose limit stands in the way."""
        limits = (self.quotas[use.quota_id] for use in claim.uses.all())
        return next((quota for quota in limits if quota.kind == QuotaKind.LIMIT and quota.taken + claim.size > quota.places), None)

    def shares(self, claim: Claim) -> dict[int, int]:
        """How many places each quota counts: limits all of them, kept places as many as are left there."""
        need, shares = claim.size, {}
        for use in claim.uses.all():
            quota = self.quotas[use.quota_id]
            if quota.kind == QuotaKind.KEPT:
                shares[quota.pk] = min(quota.left, need)
                need -= shares[quota.pk]
            else:
                shares[quota.pk] = claim.size
        return shares

    def from_kept(self, shares: dict[int, int]) -> int:
        return sum(size for pk, size in shares.items() if self.quotas[pk].kind == QuotaKind.KEPT)

    def has_room(self, general: int) -> bool:
        """Whether so many places are free for everybody."""
        return self.offer.free is None or general <= self.offer.free

    def give(self, claim: Claim) -> None:
        self._count(claim, self.shares(claim), 1)
        claim.state, claim.given_at = ClaimState.GIVEN, timezone.now()
        claim.save(update_fields=["state", "given_at"])

    def take_back(self, claim: Claim) -> None:
        self._count(claim, {use.quota_id: use.size for use in claim.uses.all()}, -1)
        self._come_down()

    def _come_down(self) -> None:
        """Where more is taken than there is to be, what was given back is gone, till the number fits."""
        for quota in self.quotas.values():
            if quota.shrink_to is not None:
                quota.places, quota.shrink_to = down_to(quota.shrink_to, quota.taken)
                quota.save(update_fields=["places", "shrink_to"])
        if self.offer.shrink_to is not None:
            self.offer.capacity, self.offer.shrink_to = down_to(self.offer.shrink_to, self.offer.taken + self.offer.kept)
            self.offer.save(update_fields=["capacity", "shrink_to"])

    def _count(self, claim: Claim, shares: dict[int, int], sign: int) -> None:
        size, kept = sign * claim.size, sign * self.from_kept(shares)
        Offer.objects.filter(pk=self.offer.pk).update(taken=F("taken") + size, kept=F("kept") - kept)
        self.offer.taken, self.offer.kept = self.offer.taken + size, self.offer.kept - kept
        for use in claim.uses.all():
            share = shares[use.quota_id]
            if share:
                Quota.objects.filter(pk=use.quota_id).update(taken=F("taken") + sign * share)
                self.quotas[use.quota_id].taken += sign * share
            use.size = share if sign > 0 else 0
            use.save(update_fields=["size"])

    def queue(self) -> list[Claim]:
        return list(self.offer.claims.waiting().prefetch_related("uses"))


@transaction.atomic
def claim_place(*, offer: Offer, quotas: Iterable[QuotaSpec] = (), size: int = 1) -> Claim:
    """Give `size` places or a turn in the queue. Nobody overtakes those who wait for the same places."""
    counters = Counters(offer.pk)
    rows = counters.ensure(list(quotas))
    ahead = counters.queue()
    claim = Claim.objects.create(offer=counters.offer, size=size, state=ClaimState.WAITING, queued_at=timezone.now())
    QuotaUse.objects.bulk_create(QuotaUse(claim=claim, quota=row) for row in rows)
    if _in_turn(counters, [*ahead, claim]) and not counters.full(claim):
        counters.give(claim)
    return claim


def _in_turn(counters: Counters, queue: list[Claim]) -> bool:
    """Whether the last one of the queue may have a place now: kept places are its own, free ones go in order."""
    *ahead, claim = queue
    general = claim.size - counters.from_kept(counters.shares(claim))
    if not general:
        return True
    blocked = any(counters.full(one) is None and one.size > counters.from_kept(counters.shares(one)) for one in ahead)
    return not blocked and counters.has_room(general)


@transaction.atomic
def release_place(*, claim: Claim) -> None:
    """Free the places of a claim, or its turn in the queue, and let the next one in."""
    counters = Counters(claim.offer_id)
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if claim.state == ClaimState.RELEASED:
        return
    if claim.state == ClaimState.GIVEN:
        counters.take_back(claim)
    claim.state, claim.released_at = ClaimState.RELEASED, timezone.now()
    claim.save(update_fields=["state", "released_at"])
    _promote(counters)


@transaction.atomic
def split_place(*, claim: Claim) -> Claim:
    """One place out of a claim for several, as a claim of its own; the counters stay. The last one is the claim itself."""
    Counters(claim.offer_id)
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if claim.size == 1:
        return claim
    one = Claim.objects.create(offer_id=claim.offer_id, size=1, state=claim.state, queued_at=claim.queued_at, given_at=claim.given_at)
    for use in claim.uses.select_related("quota"):
        share = min(use.size, 1)
        QuotaUse.objects.create(claim=one, quota=use.quota, size=share)
        use.size -= share
        use.save(update_fields=["size"])
    claim.size -= 1
    claim.save(update_fields=["size"])
    return one


@transaction.atomic
def set_capacity(*, offer: Offer, capacity: int | None, gently: bool = False) -> None:
    """Change the number of places; more let people in from the queue at once. `gently`: fewer than are taken come down as places are given back."""
    counters = Counters(offer.pk)
    _resize(counters, capacity, gently)
    _promote(counters)


def _resize(counters: Counters, capacity: int | None, gently: bool) -> None:
    offer, held = counters.offer, counters.offer.taken + counters.offer.kept
    if capacity is not None and capacity < held and not gently and capacity != offer.shrink_to:
        raise TooFewPlaces(held)
    offer.capacity, offer.shrink_to = (None, None) if capacity is None else down_to(capacity, held)
    offer.save(update_fields=["capacity", "shrink_to", "taken", "kept"])


@transaction.atomic
def set_quotas(*, offer: Offer, capacity: int | None, specs: list[QuotaSpec], wanted: dict[int, list[str]], gently: bool = False) -> None:
    """Places and quotas together, `gently` as in `set_capacity`. `wanted` names for each claim that stands the keys it leans on; all is counted anew."""
    counters = Counters(offer.pk)
    QuotaUse.objects.filter(claim__offer=offer).delete()
    offer.quotas.exclude(key__in=[spec.key for spec in specs]).delete()
    counters.quotas = {pk: quota for pk, quota in counters.quotas.items() if quota.key in {spec.key for spec in specs}}
    for quota, spec in zip(counters.ensure(specs), specs, strict=True):
        quota.kind, quota.name, quota.places = spec.kind, spec.name, spec.places
    standing = list(offer.claims.exclude(state=ClaimState.RELEASED).order_by("given_at", "pk"))
    by_key = {quota.key: quota for quota in counters.quotas.values()}
    QuotaUse.objects.bulk_create(QuotaUse(claim=claim, quota=by_key[key]) for claim in standing for key in wanted.get(claim.pk, []) if key in by_key)
    _recount(counters, capacity, gently)
    _promote(counters)


def recount(*, offer: Offer) -> None:
    """Rebuild the counters from the claims."""
    with transaction.atomic():
        counters = Counters(offer.pk)
        for quota in counters.quotas.values():
            quota.places = quota.wanted
        _recount(counters, counters.offer.wanted, gently=True)


def _recount(counters: Counters, capacity: int | None, gently: bool) -> None:
    """Quotas come with the places they are to have."""
    for quota in counters.quotas.values():
        quota.taken = 0
    taken = 0
    for claim in counters.offer.claims.given().order_by("given_at", "pk").prefetch_related("uses"):
        taken += claim.size
        shares = counters.shares(claim)
        for use in claim.uses.all():
            use.size = shares[use.quota_id]
            counters.quotas[use.quota_id].taken += use.size
            use.save(update_fields=["size"])
    for quota in counters.quotas.values():
        if quota.taken > quota.places and not gently and quota.places != quota.shrink_to:
            raise TooFewPlaces(quota.taken, quota.name)
        quota.places, quota.shrink_to = down_to(quota.places, quota.taken)
        quota.save()
    counters.offer.taken = taken
    counters.offer.kept = sum(quota.left for quota in counters.quotas.values() if quota.kind == QuotaKind.KEPT)
    _resize(counters, capacity, gently)


def _promote(counters: Counters) -> None:
    """First come, first served, but whoever is over a limit is passed by; stops when the offer says it is too late."""
    until = counters.offer.promote_until
    if until and timezone.now() >= until:
        return
    stopped = False
    for claim in counters.queue():
        if counters.full(claim):
            continue
        general = claim.size - counters.from_kept(counters.shares(claim))
        if general and (stopped or not counters.has_room(general)):
            stopped = True
            continue
        counters.give(claim)
        place_given.send(Claim, claim=claim)
