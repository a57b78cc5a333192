from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile

from school.accounts.erasing import erase_person, export_person
from school.accounts.models import Consent, Profile, User
from school.accounts.personal import NOBODY
from school.accounts.profiles import give_consent, save_profile
from school.foundation import privacy
from school.foundation.history import history_of
from school.foundation.mail import write_letter
from school.foundation.models import Event, Letter, LetterState
from tests.factories.accounts import make_consent_text, make_head, make_organisation, make_person

pytestmark = pytest.mark.django_db


def test_names_and_contacts_go_and_the_number_stays(olena: User) -> None:
    save_profile(user=olena, data={"organisation": make_organisation(), "position": "редакторка"}, actor=olena)
    erase_person(user=olena, actor=olena)
    olena = User.objects.get(pk=olena.pk)
    assert str(olena) in (f"person {olena.pk}", f"особа {olena.pk}")
    assert olena.email == f"erased-{olena.code.lower()}@invalid.invalid"
    assert (olena.is_active, olena.has_usable_password()) == (False, False)
    profile = Profile.objects.get(user=olena)
    assert (profile.surname, profile.given_name, profile.patronymic, profile.latin_name, profile.position, profile.organisation) == (
        "",
        "",
        "",
        "",
        "",
        None,
    )


def test_city_and_category_stay_for_counting(olena: User) -> None:
    erase_person(user=olena, actor=olena)
    assert Profile.objects.filter(city__name_uk="Вінниця", category="other").count() == 1


def test_events_stay_and_one_more_says_who_erased(olena: User, admin: User) -> None:
    before = Event.objects.count()
    erase_person(user=olena, actor=admin, reason="asked in a letter")
    assert Event.objects.count() == before + 1
    event = history_of(olena).get(verb="erase_person")
    assert (event.actor, event.reason) == (admin, "asked in a letter")


def test_erasing_twice_writes_one_event(olena: User) -> None:
    for _again in range(2):
        erase_person(user=olena, actor=olena)
    assert history_of(olena).filter(verb="erase_person").count() == 1


def test_letters_lose_their_words_and_those_that_wait_are_not_sent(olena: User) -> None:
    write_letter("account_notice", key="notice:1", to=olena.email, language="uk", context={"name": "Олена"})
    erase_person(user=olena, actor=olena)
    letter = Letter.objects.get()
    assert (letter.to, letter.subject, letter.text, letter.html, letter.state) == (NOBODY, "", "", "", LetterState.FAILED)


def test_ways_of_signing_in_go(olena: User) -> None:
    Authenticator.objects.create(user=olena, type=Authenticator.Type.TOTP, data={"secret": "x"})
    erase_person(user=olena, actor=olena)
    assert not Authenticator.objects.exists()
    assert not EmailAddress.objects.exists()


def test_consent_ends_and_a_head_stops_speaking_for_the_organisation(olena: User) -> None:
    give_consent(user=olena, text=make_consent_text())
    organisation = make_organisation()
    make_head(olena, organisation)
    erase_person(user=olena, actor=olena)
    assert Consent.objects.get().withdrawn_at is not None
    assert organisation.memberships.get().until is not None


def test_an_address_can_be_registered_again_after_erasing(olena: User) -> None:
    erase_person(user=olena, actor=olena)
    assert make_person("olena@example.org").pk != olena.pk


@pytest.fixture
def keeper_of_files() -> Iterator[None]:
    privacy.register(
        "papers",
        export=lambda user: {"papers": [{"title": "Робота", "file": ContentFile("текст".encode(), name="works/2026/essay.txt")}]},
        forget=lambda user: None,
    )
    yield
    del privacy._keepers["papers"]


def test_files_that_a_room_hands_over_lie_in_the_archive(olena: User, keeper_of_files: None) -> None:
    with zipfile.ZipFile(io.BytesIO(export_person(user=olena))) as archive:
        told = json.loads(archive.read("papers.json"))
        assert told == {"papers": [{"title": "Робота", "file": "files/papers/1-essay.txt"}]}
        assert archive.read("files/papers/1-essay.txt").decode() == "текст"


def test_the_archive_tells_letters_consents_and_events(olena: User) -> None:
    give_consent(user=olena, text=make_consent_text("2026-11"))
    write_letter("account_notice", key="notice:1", to=olena.email, language="en", context={"name": "Олена"})
    with zipfile.ZipFile(io.BytesIO(export_person(user=olena))) as archive:
        account = json.loads(archive.read("account.json"))
    assert [consent["version"] for consent in account["consents"]] == ["2026-11"]
    assert [letter["subject"] for letter in account["letters"]] == ["A way of signing in has changed"]
    assert {event["verb"] for event in account["events"]} == {"save_profile", "give_consent"}
