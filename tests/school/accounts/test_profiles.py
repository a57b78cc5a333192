from __future__ import annotations

from typing import Any

import pytest

from school.accounts.models import Category, Consent, User
from school.accounts.profiles import propose_latin, save_profile, withdraw_consent
from school.foundation.history import history_of
from tests.factories.accounts import city, make_consent_text, make_newcomer

pytestmark = pytest.mark.django_db


def fill(user: User, **data: Any) -> Any:
    return save_profile(user=user, data=data, actor=user)


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Згурський", "Zghurskyi"),
        ("Їжакевич", "Yizhakevych"),
        ("Короп’є", "Koropie"),
        ("Кам’янець-Подільський", "Kamianets-Podilskyi"),
        ("Юрій", "Yurii"),
        ("محمد", ""),
    ],
)
def test_the_proposal_follows_resolution_55(name: str, latin: str) -> None:
    assert propose_latin(name) == latin


def test_an_empty_latin_name_is_filled_on_saving() -> None:
    profile = fill(make_newcomer(), surname="Щербак", given_name="Юлія")
    assert (profile.surname_latin, profile.given_name_latin) == ("Shcherbak", "Yuliia")


def test_a_spelling_from_the_passport_is_kept() -> None:
    user = make_newcomer()
    fill(user, surname="Щербак", given_name="Юлія", given_name_latin="Julia")
    profile = fill(user, surname="Щербакова")
    assert (profile.surname_latin, profile.given_name_latin) == ("Shcherbakova", "Julia")


def test_an_official_spelling_follows_the_corrected_name() -> None:
    user = make_newcomer()
    fill(user, surname="Кравчук")
    assert fill(user, surname="Кравченко", surname_latin="Kravchuk").surname_latin == "Kravchenko"


def test_the_event_names_the_fields_and_no_words() -> None:
    user = make_newcomer()
    fill(user, surname="Кравчук", given_name="Олена", category=Category.STUDENT, city=city())
    event = history_of(user).get(verb="save_profile")
    assert event.data == {"changed": ["surname", "given_name", "surname_latin", "given_name_latin", "category", "city"]}


def test_saving_the_same_again_writes_no_event() -> None:
    user = make_newcomer()
    fill(user, surname="Кравчук")
    fill(user, surname="Кравчук")
    assert history_of(user).filter(verb="save_profile").count() == 1


def test_consent_is_recorded_once_with_the_version_of_its_text() -> None:
    user, text = make_newcomer(), make_consent_text("2026-11")
    for _again in range(2):
        save_profile(user=user, data={}, actor=user, consent_text=text)
    assert [(row.text.version, row.withdrawn_at) for row in Consent.objects.filter(user=user)] == [("2026-11", None)]
    assert history_of(user).get(verb="give_consent").data == {"purpose": "learning", "version": "2026-11"}


def test_withdrawn_consent_stays_on_record() -> None:
    user, text = make_newcomer(), make_consent_text()
    save_profile(user=user, data={}, actor=user, consent_text=text)
    assert withdraw_consent(user=user) == 1
    assert withdraw_consent(user=user) == 0
    assert Consent.objects.get(user=user).withdrawn_at is not None
    assert history_of(user).filter(verb="withdraw_consent").count() == 1
