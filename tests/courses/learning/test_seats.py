from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from courses.learning.enums import QuotaKind
from courses.learning.models import Claim, Offer, Quota
from courses.learning.seats import QuotaSpec, TooFewPlaces, claim_place, recount, release_place, set_capacity, set_quotas, split_place
from tests.threads import together

pytestmark = pytest.mark.django_db

BAR = QuotaSpec("city:бар", QuotaKind.LIMIT, "Бар", 2)
COUNCIL = QuotaSpec("organisation:рада", QuotaKind.LIMIT, "Рада", 1)
KEPT = QuotaSpec("kept:1", QuotaKind.KEPT, "Ладижин", 2)


def offer_of(capacity: int | None, *specs: QuotaSpec) -> Offer:
    offer = Offer.objects.create(capacity=capacity)
    set_quotas(offer=offer, capacity=capacity, specs=list(specs), wanted={})
    return offer


def counters(offer: Offer) -> tuple[int, int, dict[str, int]]:
    offer = Offer.objects.get(pk=offer.pk)
    return offer.taken, offer.kept, dict(offer.quotas.values_list("name", "taken"))


def states(offer: Offer) -> list[str]:
    return list(offer.claims.order_by("pk").values_list("state", flat=True))


def test_a_claim_leans_on_several_quotas():
    offer = offer_of(10)
    assert claim_place(offer=offer, quotas=[BAR, COUNCIL]).state == "given"
    assert claim_place(offer=offer, quotas=[BAR, COUNCIL]).state == "waiting"
    assert claim_place(offer=offer, quotas=[BAR]).state == "given"
    assert counters(offer) == (2, 0, {"Бар": 2, "Рада": 1})


def test_who_waits_for_a_full_quota_stops_nobody_else():
    offer = offer_of(3, COUNCIL)
    claim_place(offer=offer, quotas=[COUNCIL])
    claim_place(offer=offer, quotas=[COUNCIL])
    assert claim_place(offer=offer).state == "given"
    assert states(offer) == ["given", "waiting", "given"]


def test_promotion_gives_the_place_to_the_first_who_fits():
    offer = offer_of(2, COUNCIL)
    claim_place(offer=offer, quotas=[COUNCIL])
    other = claim_place(offer=offer)
    claim_place(offer=offer, quotas=[COUNCIL])
    claim_place(offer=offer)
    release_place(claim=other)
    assert states(offer) == ["given", "released", "waiting", "given"]
    assert counters(offer) == (2, 0, {"Рада": 1})


def test_kept_places_are_nobody_elses():
    offer = offer_of(3, KEPT)
    assert [claim_place(offer=offer).state for _time in range(2)] == ["given", "waiting"]
    assert Offer.objects.get().free == 0
    assert claim_place(offer=offer, quotas=[KEPT]).state == "given"
    assert counters(offer) == (2, 1, {"Ладижин": 1})


def test_beyond_the_kept_places_one_waits_like_everybody():
    offer = offer_of(2, KEPT)
    assert [claim_place(offer=offer, quotas=[KEPT]).state for _time in range(3)] == ["given", "given", "waiting"]


def test_a_freed_kept_place_waits_for_its_own_people():
    offer = offer_of(2, KEPT)
    own = claim_place(offer=offer, quotas=[KEPT])
    claim_place(offer=offer)
    release_place(claim=own)
    assert states(offer) == ["released", "waiting"]
    set_quotas(offer=offer, capacity=2, specs=[], wanted={})
    assert states(offer) == ["released", "given"]


def test_a_group_takes_kept_and_free_places_together():
    offer = offer_of(4, KEPT)
    claim = claim_place(offer=offer, quotas=[KEPT], size=3)
    assert (claim.state, counters(offer)) == ("given", (3, 0, {"Ладижин": 2}))
    release_place(claim=claim)
    assert counters(offer) == (0, 2, {"Ладижин": 0})


def test_a_group_that_waits_whole_is_not_overtaken():
    offer = offer_of(3)
    first = claim_place(offer=offer)
    group = claim_place(offer=offer, size=3)
    assert claim_place(offer=offer).state == "waiting"
    release_place(claim=first)
    assert Claim.objects.get(pk=group.pk).state == "given"


def test_one_place_is_split_from_a_group():
    offer = offer_of(3, KEPT)
    group = claim_place(offer=offer, quotas=[KEPT, BAR], size=2)
    one = split_place(claim=group)
    assert (one.size, one.state, Claim.objects.get(pk=group.pk).size) == (1, "given", 1)
    assert split_place(claim=group).pk == group.pk
    assert counters(offer) == (2, 0, {"Бар": 2, "Ладижин": 2})
    release_place(claim=one)
    assert counters(offer) == (1, 1, {"Бар": 1, "Ладижин": 1})


def test_counters_are_rebuilt_from_claims():
    offer = offer_of(5, KEPT)
    claim_place(offer=offer, quotas=[KEPT, BAR])
    claim_place(offer=offer, quotas=[BAR])
    before = counters(offer)
    Offer.objects.update(taken=0, kept=0)
    Quota.objects.update(taken=0)
    recount(offer=offer)
    assert counters(offer) == before == (2, 1, {"Бар": 2, "Ладижин": 1})


@pytest.mark.parametrize("specs", [[BAR, QuotaSpec("city:хмільник", QuotaKind.LIMIT, "Хмільник", 1)], [KEPT]])
def test_new_quotas_that_do_not_hold_what_was_given_change_nothing(specs):
    offer = offer_of(3)
    claims = [claim_place(offer=offer) for _time in range(3)]
    wanted = {claim.pk: ["city:хмільник"] for claim in claims}
    with pytest.raises(TooFewPlaces):
        set_quotas(offer=offer, capacity=3, specs=specs, wanted=wanted)
    assert counters(offer) == (3, 0, {})


def test_fewer_places_than_taken_and_kept_are_refused():
    offer = offer_of(4, KEPT)
    claim_place(offer=offer)
    with pytest.raises(TooFewPlaces) as refused:
        set_capacity(offer=offer, capacity=2)
    assert refused.value.taken == 3


@pytest.mark.parametrize("fields", [{"taken": 3}, {"kept": 3}, {"taken": 1, "kept": 2}])
def test_the_database_refuses_an_overfull_offer(fields):
    offer = offer_of(2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(**fields)


def test_the_database_refuses_an_overfull_quota():
    offer_of(9, BAR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Quota.objects.update(taken=3)


@pytest.mark.django_db(transaction=True)
def test_two_threads_for_the_last_place_of_a_quota(transactional_db):
    offer = offer_of(9)
    assert together(*[lambda: claim_place(offer=offer, quotas=[COUNCIL])] * 2) == []
    assert sorted(states(offer)) == ["given", "waiting"]
    assert counters(offer) == (1, 0, {"Рада": 1})


@pytest.mark.django_db(transaction=True)
def test_a_group_against_a_person_for_the_last_places(transactional_db):
    offer = offer_of(2)
    assert together(lambda: claim_place(offer=offer, size=2), lambda: claim_place(offer=offer)) == []
    assert sorted(states(offer)) == ["given", "waiting"]
    assert counters(offer)[0] in (1, 2)
