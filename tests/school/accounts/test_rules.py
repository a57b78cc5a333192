from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from school.accounts import roles
from school.accounts.models import Organisation, User
from school.accounts.profiles import give_consent, withdraw_consent
from school.accounts.rules import heads, is_administrator, is_coordinator, is_staff_member, may_learn, profile_required
from tests.factories.accounts import make_consent_text, make_head, make_newcomer, make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("groups", "coordinator", "administrator", "staff"),
    [
        ((), False, False, False),
        ((roles.TRAINER,), False, False, True),
        ((roles.COORDINATOR,), True, False, True),
        ((roles.ADMINISTRATOR,), True, True, True),
    ],
)
def test_groups_give_their_roles_and_no_more(groups: tuple[str, ...], coordinator: bool, administrator: bool, staff: bool) -> None:
    user = make_person(groups=groups)
    assert (is_coordinator(user), is_administrator(user), is_staff_member(user)) == (coordinator, administrator, staff)


def test_a_visitor_has_no_role() -> None:
    nobody = AnonymousUser()
    assert (is_coordinator(nobody), is_administrator(nobody), is_staff_member(nobody), may_learn(nobody)) == (False, False, False, False)


def test_a_head_speaks_for_one_organisation_within_the_dates(oksana: User, petro: User) -> None:
    own = Organisation.objects.get()
    other = make_organisation("Інша")
    make_head(petro, other, until=timezone.localdate() - timedelta(days=1))
    assert heads(oksana, own)
    assert not heads(oksana, other)
    assert not heads(petro, other)
    assert not heads(petro, own)


def test_learning_needs_a_profile_and_consent_to_the_text_in_force() -> None:
    newcomer, olena = make_newcomer(), make_person()
    assert (may_learn(newcomer), may_learn(olena)) == (False, True)
    text = make_consent_text()
    assert not may_learn(olena)
    give_consent(user=olena, text=text)
    assert may_learn(olena)
    withdraw_consent(user=olena)
    assert not may_learn(olena)


@profile_required
def guarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


def test_who_has_no_profile_is_led_there_and_back() -> None:
    request = RequestFactory().get("/runs/ABC/enrol/?key=1")
    request.user = make_newcomer()
    answer = guarded(request)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/my/profile/?next=%2Fruns%2FABC%2Fenrol%2F%3Fkey%3D1")
    request.user = make_person()
    assert guarded(request).content == b"in"
