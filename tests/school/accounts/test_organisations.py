from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from school.accounts.models import Membership, Organisation
from school.accounts.organisations import confirm_organisation, find_organisation, likely_doubles, merge_effect, merge_organisations
from school.accounts.profiles import save_profile
from school.foundation.history import history_of
from tests.factories.accounts import make_head, make_newcomer, make_organisation, make_person

pytestmark = pytest.mark.django_db


def test_the_same_name_in_other_letters_and_quotes_is_the_same_organisation() -> None:
    known = make_organisation("Редакція «Вінницькі новини»")
    assert find_organisation(name='редакція  "вінницькі НОВИНИ"', actor=None) == known


def test_an_organisation_is_found_by_its_code_whatever_the_name() -> None:
    known = make_organisation(edrpou="25512617")
    assert find_organisation(name="Міськрада", edrpou="25512617", actor=None) == known


def test_an_unknown_organisation_is_added_unconfirmed() -> None:
    petro = make_newcomer()
    added = find_organisation(name="Громадська спілка «Поруч»", actor=petro)
    assert (added.name, added.confirmed) == ("Громадська спілка «Поруч»", False)
    assert history_of(added).get().actor == petro


def test_search_takes_words_in_any_order_and_a_beginning_of_the_code() -> None:
    known = make_organisation("Вінницька міська рада", edrpou="25512617")
    assert list(Organisation.objects.matching("РАДА вінн")) == [known]
    assert list(Organisation.objects.matching("2551")) == [known]
    assert list(Organisation.objects.matching("обласна рада")) == []


def test_confirming_twice_writes_one_event() -> None:
    organisation = make_organisation()
    for _again in range(2):
        confirm_organisation(organisation=organisation, actor=None)
    assert Organisation.objects.get().confirmed
    assert history_of(organisation).filter(verb="confirm_organisation").count() == 1


def test_a_likely_double_shares_the_long_words() -> None:
    known, double = make_organisation("Вінницька міська рада"), make_organisation("Вінницька міськ. рада (виконком)")
    make_organisation("Одеська обласна рада")
    assert likely_doubles(known) == [double]


def test_merging_moves_people_and_leaves_a_signpost() -> None:
    into, double = make_organisation("Міська рада", confirmed=True), make_organisation("Мiськрада", edrpou="25512617")
    user = make_person()
    save_profile(user=user, data={"organisation": double}, actor=user)
    make_head(user, double)
    effect = merge_effect(double=double, into=into)
    assert (effect.people, effect.memberships, effect.takes_code) == (1, 1, True)
    assert merge_organisations(double=double, into=into, actor=None) == 1
    user.profile.refresh_from_db()
    assert user.profile.organisation == into
    assert list(into.memberships.values_list("user", flat=True)) == [user.pk]
    assert Organisation.objects.get(pk=double.pk).merged_into == into
    assert Organisation.objects.get(pk=into.pk).edrpou == "25512617"
    assert find_organisation(name="Мiськрада", actor=None) == into


def test_merging_twice_does_nothing_more() -> None:
    into, double = make_organisation("А"), make_organisation("Б")
    merge_organisations(double=double, into=into, actor=None)
    assert merge_organisations(double=double, into=into, actor=None) == 0
    assert history_of(double).filter(verb="merge_organisations").count() == 1


def test_a_head_of_both_keeps_one_open_row() -> None:
    into, double, user = make_organisation("А"), make_organisation("Б"), make_newcomer()
    make_head(user, into, since=date(2020, 1, 1))
    make_head(user, double, since=date(2021, 1, 1))
    merge_organisations(double=double, into=into, actor=None)
    rows = Membership.objects.order_by("since").values_list("organisation", "until")
    assert list(rows) == [(into.pk, None), (into.pk, timezone.localdate())]


def test_two_different_codes_are_not_doubles() -> None:
    into, double = make_organisation("А", edrpou="11111111"), make_organisation("Б", edrpou="22222222")
    with pytest.raises(ValidationError, match="різні коди ЄДРПОУ"):
        merge_organisations(double=double, into=into, actor=None)


def test_nothing_is_merged_into_what_was_merged_away() -> None:
    first, second, third = (make_organisation(name) for name in "АБВ")
    merge_organisations(double=second, into=first, actor=None)
    with pytest.raises(ValidationError, match="об’єднано з іншою"):
        merge_organisations(double=third, into=second, actor=None)
