from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from school.accounts.adding import add_person
from school.accounts.models import User
from school.foundation.history import history_of
from school.foundation.models import Letter
from tests.factories.accounts import city, make_newcomer

pytestmark = pytest.mark.django_db


def test_a_person_from_a_list_gets_an_account_and_a_letter(halyna: User) -> None:
    city()
    user, added = add_person(
        email=" New@Example.org", language="uk", actor=halyna, surname="Коваль", given_name="Ігор", organisation="Редакція", city="Вінниця"
    )
    assert (added, user.email, user.full_name, user.profile.latin_name) == (True, "new@example.org", "Коваль Ігор", "Ihor Koval")
    assert (user.profile.city.name_uk, user.profile.organisation.name, user.has_usable_password()) == ("Вінниця", "Редакція", False)
    assert history_of(user).get(verb="add_person").actor == halyna
    assert "/accounts/password/reset/key/" in Letter.objects.get(purpose="account_made").text


def test_a_known_person_is_left_as_they_are(halyna: User) -> None:
    known = make_newcomer("known@example.org")
    assert add_person(email="KNOWN@example.org", language="uk", actor=halyna, surname="Інший") == (known, False)
    assert not Letter.objects.exists()


@pytest.mark.parametrize(("email", "surname"), [("not-an-address", "Коваль"), ("new@example.org", "Коваль 🌻"), ("new@example.org", "Ж" * 300)])
def test_a_row_that_cannot_stand_is_refused_and_leaves_nothing(halyna: User, email: str, surname: str) -> None:
    before = User.objects.count()
    with pytest.raises(ValidationError):
        add_person(email=email, language="uk", actor=halyna, surname=surname)
    assert User.objects.count() == before
