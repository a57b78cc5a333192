from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from school.accounts import roles
from school.accounts.models import Membership, Organisation, User
from school.foundation.history import history_of
from school.foundation.models import Letter
from tests.factories.accounts import make_organisation, make_person

pytestmark = pytest.mark.django_db


def address(name: str, *args: Any) -> str:
    return reverse(f"wagtailusers_users:{name}", args=args)


def test_a_person_is_added_by_address_and_sets_the_password_by_letter(admin: User, browser_of: Any) -> None:
    answer = browser_of(admin).post(
        address("add"), {"email": "new@example.org", "last_name": "Коваль", "first_name": "Ігор", "groups": [Group.objects.get(name=roles.EDITOR).pk]}
    )
    assert answer.status_code == 302
    user = User.objects.get(email="new@example.org")
    assert (user.full_name, user.has_usable_password()) == ("Коваль Ігор", False)
    assert [group.name for group in user.groups.all()] == [roles.EDITOR]
    assert Letter.objects.get().purpose == "account_made"


def test_a_change_of_roles_leaves_a_trace(admin: User, petro: User, browser_of: Any) -> None:
    said = {
        "email": petro.email,
        "last_name": "Сторонній",
        "first_name": "Петро",
        "is_active": "on",
        "groups": [Group.objects.get(name=roles.COORDINATOR).pk],
    }
    assert browser_of(admin).post(address("edit", petro.pk), said).status_code == 302
    event = history_of(petro).get(verb="change_roles")
    assert (event.data["before"]["groups"], event.data["after"]["groups"], event.actor) == ([], [roles.COORDINATOR], admin)


def test_people_are_listed_and_found_by_surname(admin: User, olena: User, petro: User, browser_of: Any) -> None:
    page = browser_of(admin).get(address("index"), {"q": "Кравчук"}).content.decode()
    assert "olena@example.org" in page
    assert "petro@example.org" not in page


def test_a_person_is_erased_with_a_reason_and_not_deleted(admin: User, olena: User, browser_of: Any) -> None:
    browser = browser_of(admin)
    assert 'name="reason"' in browser.get(address("delete", olena.pk)).content.decode()
    assert browser.post(address("delete", olena.pk), {"reason": ""}).status_code == 200
    assert browser.post(address("delete", olena.pk), {"reason": "asked in a letter"}).status_code == 302
    assert User.objects.get(pk=olena.pk).erased_at is not None
    assert history_of(olena).get(verb="erase_person").reason == "asked in a letter"


def test_the_only_administrator_is_not_erased(admin: User, browser_of: Any) -> None:
    browser_of(admin).post(address("delete", admin.pk), {"reason": "why not"})
    assert User.objects.get(pk=admin.pk).erased_at is None


def test_bulk_deletion_of_people_is_refused(admin: User, olena: User, browser_of: Any) -> None:
    answer = browser_of(admin).post(f"/cms/bulk/accounts/user/delete/?id={olena.pk}")
    assert answer.status_code == 302
    assert User.objects.filter(pk=olena.pk).exists()


def test_an_administrator_by_group_can_neither_make_nor_touch_a_superuser(admin: User, groups: None, browser_of: Any) -> None:
    helper = make_person(groups=(roles.ADMINISTRATOR,))
    browser = browser_of(helper)
    browser.post(address("add"), {"email": "new@example.org", "is_superuser": "on"})
    assert not User.objects.get(email="new@example.org").is_superuser
    assert browser.get(address("edit", admin.pk)).status_code == 302
    browser.post(address("delete", admin.pk), {"reason": "coup"})
    assert User.objects.get(pk=admin.pk).erased_at is None


@pytest.mark.parametrize("who", ["taras", "halyna", "petro"])
def test_others_do_not_manage_people(request: pytest.FixtureRequest, olena: User, browser_of: Any, who: str) -> None:
    browser = browser_of(request.getfixturevalue(who))
    assert browser.get(address("index")).status_code == 302
    browser.post(address("delete", olena.pk), {"reason": "spite"})
    assert User.objects.get(pk=olena.pk).erased_at is None


def test_a_coordinator_confirms_an_organisation(halyna: User, browser_of: Any) -> None:
    organisation = make_organisation("Спілка «Поруч»")
    browser = browser_of(halyna)
    assert browser.get(reverse("organisation_review", args=[organisation.pk])).status_code == 200
    assert browser.post(reverse("organisation_review", args=[organisation.pk]), {"do": "confirm"}).status_code == 302
    assert Organisation.objects.get().confirmed


def test_a_coordinator_sees_the_effect_before_merging(halyna: User, browser_of: Any) -> None:
    into, double = make_organisation("Міська рада", confirmed=True), make_organisation("Міська рада!", edrpou="25512617")
    page = browser_of(halyna).get(reverse("organisation_review", args=[double.pk]), {"into": into.pk}, headers={"accept-language": "en"})
    assert "25512617" in page.content.decode()
    assert Organisation.objects.live().count() == 2
    browser_of(halyna).post(reverse("organisation_review", args=[double.pk]), {"do": "merge", "into": into.pk})
    assert list(Organisation.objects.live()) == [into]


@pytest.mark.parametrize("who", ["taras", "petro"])
def test_others_do_not_touch_organisations(request: pytest.FixtureRequest, browser_of: Any, who: str) -> None:
    organisation = make_organisation()
    browser_of(request.getfixturevalue(who)).post(reverse("organisation_review", args=[organisation.pk]), {"do": "confirm"})
    assert not Organisation.objects.get().confirmed


def test_a_head_is_appointed_by_address(admin: User, oksana: User, browser_of: Any) -> None:
    organisation = make_organisation("Інша")
    said = {"email": "oksana@example.org", "organisation": organisation.pk, "role": "head", "since": "2026-01-01", "until": ""}
    answer = browser_of(admin).post(reverse("wagtailsnippets_accounts_membership:add"), said)
    assert answer.status_code == 302
    assert Membership.objects.get(organisation=organisation).user == oksana
    assert history_of(organisation).filter(verb="appoint_head").count() == 1


def test_the_lists_of_the_editors_side_open(admin: User, oksana: User, browser_of: Any) -> None:
    browser = browser_of(admin)
    for model in ("organisation", "membership", "project", "consenttext"):
        assert browser.get(reverse(f"wagtailsnippets_accounts_{model}:list")).status_code == 200
        assert browser.get(reverse(f"wagtailsnippets_accounts_{model}:add")).status_code == 200
