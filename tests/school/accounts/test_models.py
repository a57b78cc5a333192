from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from school.accounts.models import Membership, Organisation, Project, User
from school.accounts.profiles import give_consent
from tests.factories.accounts import make_consent_text, make_newcomer, make_organisation, make_person

pytestmark = pytest.mark.django_db


def test_an_address_is_one_in_any_letter_case() -> None:
    make_newcomer("Olena@Example.org")
    assert User.objects.get().email == "olena@example.org"
    with pytest.raises(IntegrityError):
        User.objects.create_user("OLENA@example.ORG")


def test_somebody_without_a_profile_goes_by_the_address() -> None:
    user = make_newcomer("new@example.org")
    assert (user.full_name, user.short_name) == ("new@example.org", "new@example.org")


def test_a_name_has_surname_first_and_latin_given_name_first() -> None:
    user = make_person(surname="Кравчук", given_name="Олена", patronymic="Петрівна")
    assert (user.full_name, user.short_name, user.profile.latin_name) == ("Кравчук Олена Петрівна", "Олена", "Olena Kravchuk")


def test_a_profile_is_complete_with_name_category_and_city() -> None:
    user = make_person()
    assert user.profile.complete
    user.profile.city = None
    assert not user.profile.complete


def test_the_database_refuses_an_erased_person_who_may_sign_in() -> None:
    user = make_newcomer()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(erased_at=timezone.now())


def test_a_person_with_a_profile_cannot_be_deleted() -> None:
    with pytest.raises(ProtectedError):
        make_person().delete()


def test_a_text_somebody_agreed_to_is_not_changed() -> None:
    text = make_consent_text()
    text.full_clean()
    give_consent(user=make_newcomer(), text=text)
    with pytest.raises(ValidationError, match="Додайте нову"):
        text.full_clean()


def test_two_organisations_cannot_share_a_code() -> None:
    make_organisation(edrpou="25512617")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(name="Інша", edrpou="25512617")


def test_a_membership_counts_till_the_end_of_its_last_day() -> None:
    row = Membership.objects.create(user=make_newcomer(), organisation=make_organisation(), since=date(2026, 1, 1), until=date(2026, 6, 30))
    assert list(Membership.objects.current(date(2026, 6, 30))) == [row]
    assert list(Membership.objects.current(date(2026, 7, 1))) == []


def test_a_project_names_its_funders_apart_from_partners() -> None:
    partners = [
        ("partner", {"name_uk": name, "name_en": name, "role": role, "logo": None, "address": ""})
        for name, role in (("Фонд", "funder"), ("Друг", "partner"))
    ]
    project = Project.objects.create(key="media", name_uk="Медіа", name_en="Media", partners=partners)
    assert [funder["name_uk"] for funder in project.funders] == ["Фонд"]
