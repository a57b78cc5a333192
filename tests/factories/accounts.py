"""People and what they belong to, made by the room's own verbs."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone

from school.accounts.cities import load_cities
from school.accounts.models import Category, City, ConsentText, Membership, Organisation, User
from school.accounts.organisations import add_organisation
from school.accounts.profiles import save_profile

PASSWORD = "vinnytsia-2012"
_numbers = count(1)


def city(name: str = "Вінниця") -> City:
    """From the list; loaded again where a test with real transactions has emptied the tables."""
    if not City.objects.exists():
        load_cities(City)
    return City.objects.get(name_uk=name)


def make_newcomer(email: str = "", *, verified: bool = True, **fields: Any) -> User:
    """An account without a profile."""
    email = email or f"person{next(_numbers)}@example.org"
    user = User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    return user


def make_person(
    email: str = "", *, surname: str = "Іваненко", given_name: str = "Ірина", patronymic: str = "", groups: tuple[str, ...] = (), **fields: Any
) -> User:
    """An account with a complete profile."""
    user = make_newcomer(email, **fields)
    data = {"surname": surname, "given_name": given_name, "patronymic": patronymic, "category": Category.OTHER, "city": city()}
    save_profile(user=user, data=data, actor=user)
    user.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])
    return User.objects.get(pk=user.pk)


def make_organisation(name: str = "Вінницька міська рада", *, edrpou: str = "", confirmed: bool = False) -> Organisation:
    organisation = add_organisation(name=name, edrpou=edrpou, city=city(), actor=None)
    Organisation.objects.filter(pk=organisation.pk).update(confirmed=confirmed)
    return Organisation.objects.get(pk=organisation.pk)


def make_head(user: User, organisation: Organisation, *, since: date = date(2020, 1, 1), until: date | None = None) -> Membership:
    return Membership.objects.create(user=user, organisation=organisation, since=since, until=until)


def make_consent_text(version: str = "2026-11", **fields: Any) -> ConsentText:
    words = {"text_uk": f"Згода, версія {version}.", "text_en": f"Consent, version {version}.", "in_force_at": timezone.now()}
    return ConsentText.objects.create(version=version, **{**words, **fields})
