"""The open register names whoever agreed to it, as long as they do, and nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from certificates.issuing import hide, replace, revoke, show
from certificates.models import Certificate
from certificates.named import WordingChanged, consent_of, hide_name_in_register, name_of, show_name_in_register, wording
from certificates.open_register import open_rows
from school.accounts.erasing import erase_person
from school.accounts.models import Consent, ConsentText, User
from school.accounts.personal import export
from school.accounts.profiles import give_consent, withdraw_consent
from school.foundation.history import history_of
from tests.factories.accounts import make_consent_text
from tests.factories.certificates import make_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
NAME = "Кравчук Олена Петрівна"


def agree(person: User) -> Consent:
    text = wording()
    assert text is not None
    return show_name_in_register(person=person, version=text.version)


def names() -> list[str]:
    return [name_of(row) for row in open_rows()]


def test_nobody_is_named_until_they_agree_and_after_that_they_alone(olena: User, petro: User) -> None:
    make_certificate(olena)
    make_certificate(petro)
    give_consent(user=petro, text=make_consent_text())
    assert names() == ["", ""]
    agree(olena)
    assert names() == ["", NAME]


def test_one_consent_is_for_every_certificate_and_those_to_come(olena: User) -> None:
    make_certificate(olena)
    agree(olena)
    make_certificate(olena)
    assert names() == [NAME, NAME]


def test_withdrawn_consent_takes_the_name_away_at_once(olena: User) -> None:
    make_certificate(olena)
    agree(olena)
    hide_name_in_register(person=olena)
    assert names() == [""]
    agree(olena)
    assert names() == [NAME]


def test_whoever_withdraws_everything_withdraws_this_too(olena: User) -> None:
    make_certificate(olena)
    agree(olena)
    withdraw_consent(user=olena)
    assert names() == [""]


def test_withdrawing_the_name_leaves_the_consent_to_learning(olena: User) -> None:
    give_consent(user=olena, text=make_consent_text())
    agree(olena)
    hide_name_in_register(person=olena)
    assert [row.text.purpose for row in Consent.objects.filter(user=olena, withdrawn_at=None)] == ["learning"]


def test_printed_name_stays_whatever_the_profile_says_today(olena: User) -> None:
    make_certificate(olena)
    agree(olena)
    olena.profile.surname = "Їжакевич"
    olena.profile.save()
    assert names() == [NAME]


def test_page_that_its_holder_hides_names_nobody(olena: User) -> None:
    found = make_certificate(olena)
    agree(olena)
    hide(certificate=found, actor=olena)
    assert names() == [""]
    show(certificate=found, actor=olena)
    assert names() == [NAME]


def test_revoked_one_names_nobody(olena: User, halyna: User) -> None:
    found = make_certificate(olena)
    agree(olena)
    revoke(certificate=found, actor=halyna, reason="Помилка")
    assert names() == [""]


def test_replaced_one_does_not_keep_the_name_that_was_wrong(olena: User, halyna: User) -> None:
    found = make_certificate(olena)
    agree(olena)
    replace(certificate=found, actor=halyna, reason="Помилка", changes={"surname": "Кравченко"})
    assert names() == ["Кравченко Олена Петрівна", ""]


def test_erased_person_is_named_no_more(olena: User) -> None:
    found = make_certificate(olena)
    agree(olena)
    erase_person(user=olena, actor=olena)
    assert consent_of(olena) is None
    Certificate.objects.filter(pk=found.pk).update(hidden_at=None)
    Consent.objects.update(withdrawn_at=None)
    assert names() == [""]


def test_whoever_cannot_sign_in_to_withdraw_is_not_named(olena: User) -> None:
    make_certificate(olena)
    agree(olena)
    User.objects.filter(pk=olena.pk).update(is_active=False)
    assert names() == [""]


def test_twice_is_once_and_both_are_in_the_history(olena: User) -> None:
    for _again in range(2):
        agree(olena)
    for _again in range(2):
        hide_name_in_register(person=olena)
    said = [(event.verb, event.data) for event in history_of(olena).filter(verb__contains="consent").order_by("pk")]
    assert said == [("give_consent", {"purpose": "register", "version": "2026-11"}), ("withdraw_consent", {"purpose": "register"})]


def test_wording_that_has_changed_meanwhile_is_not_agreed_to(olena: User) -> None:
    make_certificate(olena)
    make_consent_text("2027-01", purpose="register")
    with pytest.raises(WordingChanged):
        show_name_in_register(person=olena, version="2026-11")
    assert names() == [""]


def test_consent_stands_as_given_when_a_new_wording_comes(olena: User) -> None:
    make_certificate(olena)
    agree(olena)
    make_consent_text("2027-01", purpose="register")
    assert names() == [NAME]
    assert agree(olena).text.version == "2026-11"


def test_archive_of_a_person_says_what_they_agreed_to(olena: User) -> None:
    agree(olena)
    hide_name_in_register(person=olena)
    (told,) = export(olena)["consents"]
    assert (told["purpose"], told["version"], told["text"]) == ("register", "2026-11", ConsentText.objects.get().text_uk)
    assert told["withdrawn_at"] is not None


@pytest.mark.parametrize("rows", [1, 3])
def test_register_asks_as_often_for_one_name_as_for_three(client: Client, rows: int, django_assert_num_queries: Callable[..., object]) -> None:
    for _row in range(rows):
        agree(make_certificate().person)
    client.get("/verify/register/")
    with django_assert_num_queries(3):
        assert client.get("/verify/register/").content.decode().count("Їжакевич") == rows
