"""Places of a day by city, organisation and reserve: what an application leans on, what is full, what may be changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.learning.enums import ClaimState, QuotaKind
from courses.learning.models import Claim, Quota
from courses.learning.seats import QuotaSpec, set_quotas
from school.accounts.models.organisations import fold

from .models import InternshipDay, KeptPlaces, ReservedSeat


def quotas_for(day: InternshipDay, *, city: str, organisation: str, email: str = "") -> list[QuotaSpec]:
    """The quotas that somebody from there leans on. Kept places come first come, so the row order of the day is theirs."""
    specs = [
        QuotaSpec(f"kept:{row.pk}", QuotaKind.KEPT, row.name, row.places)
        for row in day.kept_places.all()
        if row.holds(city=city, organisation=organisation, email=email)
    ]
    if day.per_city and city:
        specs.append(QuotaSpec(f"city:{fold(city)}", QuotaKind.LIMIT, city, day.per_city))
    if day.per_organisation and organisation:
        specs.append(QuotaSpec(f"organisation:{fold(organisation)}", QuotaKind.LIMIT, organisation, day.per_organisation))
    return specs


def quotas_of(application: Any) -> list[QuotaSpec]:
    return quotas_for(application.day, city=application.city, organisation=application.organisation, email=application.user.email)


def arrange_places(*, day: InternshipDay, capacity: int | None, gently: bool = False) -> None:
    """Bring places and quotas in line with the day; more places let people in from the queue, fewer come down `gently` or not at all."""
    specs, wanted = _leaning(day)
    set_quotas(offer=day.offer, capacity=capacity, specs=list(specs.values()), wanted=wanted, gently=gently)


def _leaning(day: InternshipDay) -> tuple[dict[str, QuotaSpec], dict[int, list[str]]]:
    """Every quota of the day by key, and for each claim that stands the keys it leans on."""
    specs = {f"kept:{row.pk}": QuotaSpec(f"kept:{row.pk}", QuotaKind.KEPT, row.name, row.places) for row in day.kept_places.all()}
    wanted: dict[int, list[str]] = {}
    for seat in ReservedSeat.objects.filter(reservation__day=day).select_related("reservation__organisation__city"):
        house = seat.reservation.organisation
        own = quotas_for(day, city=house.city.name_uk if house.city else "", organisation=house.name)
        specs |= {spec.key: spec for spec in own}
        wanted[seat.claim_id] = [spec.key for spec in own]
    for application in day.applications.exclude(claim=None).select_related("user"):
        application.day = day
        own = quotas_of(application)
        specs |= {spec.key: spec for spec in own}
        wanted[application.claim_id] = [spec.key for spec in own]
    return specs, wanted


@dataclass(frozen=True)
class Holder:
    """Who has places, whoever they are: a person, or an organisation with seats not named yet."""

    city: str
    organisation: str
    email: str
    size: int


def holders(day: InternshipDay) -> list[Holder]:
    people = day.applications.filter(claim__state=ClaimState.GIVEN).select_related("user")
    seats = ReservedSeat.objects.filter(reservation__day=day, claim__state=ClaimState.GIVEN).select_related(
        "claim", "reservation__organisation__city"
    )
    houses = ((seat.reservation.organisation, seat.claim.size) for seat in seats)
    return [
        *(Holder(row.city, row.organisation, row.user.email, 1) for row in people),
        *(Holder(house.city.name_uk if house.city else "", house.name, "", size) for house, size in houses),
    ]


def why_too_few(day: InternshipDay, *, capacity: int | None, limits: dict[str, int | None], kept: Iterable[KeptPlaces]) -> tuple[str, str] | None:
    """The field and the words when what has been given does not fit the new numbers; None when it does. Numbers that stand are not asked about."""
    rows = holders(day)
    for field, word in (("per_city", "city"), ("per_organisation", "organisation")):
        limit = limits[field]
        if limit is not None and limit != getattr(day, field) and (over := all_over(rows, word, limit)):
            text = _("«%(name)s» has places already: %(n)d. Withdraw someone first, or allow at least as many.")
            return field, text % {"name": over[0][0], "n": over[0][1]}
    if capacity is None:
        return None
    unused = sum(row.places - min(row.places, sum(one.size for one in rows if _held(row, one))) for row in kept)
    stands = day.offer.capacity if capacity == day.offer.wanted else capacity
    if stands is not None and day.offer.taken + unused > stands:
        text = _("%(n)d places are taken and %(kept)d are kept for others: at least %(sum)d are needed.")
        return "capacity", text % {"n": day.offer.taken, "kept": unused, "sum": day.offer.taken + unused}
    return None


def all_over(rows: list[Holder], word: str, limit: int) -> list[tuple[str, int]]:
    """Cities or organisations that hold more than the limit, and how many."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts[getattr(row, word)] += row.size
    return [(name, count) for name, count in counts.items() if name and count > limit]


def _held(row: KeptPlaces, one: Holder) -> bool:
    return row.holds(city=one.city, organisation=one.organisation, email=one.email)


def full_quota(claim: Claim) -> Quota | None:
    """The limit that a waiting claim is over just now."""
    uses = claim.uses.select_related("quota").filter(quota__kind=QuotaKind.LIMIT)
    return next((use.quota for use in uses if use.quota.left < claim.size), None)


def why_waiting(claim: Claim) -> str:
    """In the language of the moment: which places are all taken."""
    quota = full_quota(claim)
    if quota is None:
        return _("All places are taken.")
    return _("All places for «%(name)s» are taken: there are %(n)d.") % {"name": quota.name, "n": quota.wanted}


def quota_rows(day: InternshipDay) -> list[dict[str, Any]]:
    """Quotas against places for the board: limits that somebody leans on, and everything that is kept."""
    return [
        {"name": quota.name, "kept": quota.kind == QuotaKind.KEPT, "taken": quota.taken, "places": quota.wanted, "full": quota.left == 0}
        for quota in day.offer.quotas.order_by("kind", "-taken", "name")
        if quota.taken or quota.kind == QuotaKind.KEPT
    ]
