from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from school.accounts.models import Consent, Organisation, Profile, User
from tests.factories.accounts import city, make_consent_text, make_newcomer, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer() -> User:
    return make_newcomer("new@example.org", language="en")


@pytest.fixture
def browser(newcomer: User, browser_of: Any) -> Client:
    return browser_of(newcomer)


def said(**changes: Any) -> dict[str, Any]:
    words = {
        "surname": "Кравчук",
        "given_name": "Олена",
        "patronymic": "Петрівна",
        "category": "journalist",
        "city": city().pk,
        "language": "en",
        "organisation": "",
        "position": "",
    }
    return {**words, **changes}


def send(browser: Client, **changes: Any) -> Any:
    return browser.post("/en/my/profile/", said(**changes))


def test_a_stranger_is_led_to_sign_in() -> None:
    for name in ("profile", "latin", "organisations", "privacy", "erase"):
        with override("uk"):
            address = reverse(f"accounts:{name}")
        assert Client().get(address).headers["Location"] == f"/accounts/login/?next={address}"


def test_the_profile_works_without_scripts(browser: Client, newcomer: User) -> None:
    answer = send(browser)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/my/")
    profile = Profile.objects.get(user=newcomer)
    assert (profile.full_name, profile.latin_name, profile.category, profile.city.name_uk) == (
        "Кравчук Олена Петрівна",
        "Olena Kravchuk",
        "journalist",
        "Вінниця",
    )


def test_after_saving_the_person_goes_on_to_where_they_came_from(browser: Client) -> None:
    assert send(browser, next="/en/courses/").headers["Location"] == "/en/courses/"


def test_another_site_is_not_a_place_to_go_on_to(browser: Client) -> None:
    assert send(browser, next="https://evil.example.com/").headers["Location"] == "/en/my/"


def test_consent_is_asked_and_its_version_recorded(browser: Client, newcomer: User) -> None:
    make_consent_text("2026-11", text_en="We keep your name.")
    assert "We keep your name." in browser.get("/en/my/profile/").content.decode()
    refused = send(browser)
    assert refused.status_code == 400
    assert "Without your consent the school cannot enrol you" in refused.content.decode()
    assert not Profile.objects.exclude(surname="").exists()
    assert send(browser, consent="on").status_code == 302
    assert Consent.objects.get(user=newcomer).text.version == "2026-11"


def test_who_agreed_is_not_asked_again_until_the_text_changes(browser: Client) -> None:
    make_consent_text("2026-11")
    send(browser, consent="on")
    assert 'name="consent"' not in browser.get("/en/my/profile/").content.decode()
    make_consent_text("2027-01")
    assert 'name="consent"' in browser.get("/en/my/profile/").content.decode()


def test_an_organisation_is_found_by_name_or_code(browser: Client, newcomer: User) -> None:
    known = make_organisation("Вінницька міська рада", edrpou="25512617", confirmed=True)
    for written in ("вінницька  міська рада", "25512617"):
        assert send(browser, organisation=written).status_code == 302
        assert Profile.objects.get(user=newcomer).organisation == known


def test_an_unknown_code_is_refused_with_what_to_do(browser: Client) -> None:
    answer = send(browser, organisation="12345678")
    assert answer.status_code == 400
    assert "There is no organisation with the code 12345678" in answer.content.decode()
    assert 'value="12345678"' in answer.content.decode()


def test_a_new_organisation_is_added_unconfirmed(browser: Client) -> None:
    send(browser, organisation="Спілка «Поруч»")
    assert list(Organisation.objects.values_list("name", "confirmed")) == [("Спілка «Поруч»", False)]


def test_organisations_are_offered_confirmed_first_with_code_and_city(browser: Client) -> None:
    make_organisation("Вінницька міська рада (?)")
    make_organisation("Вінницька міська рада", edrpou="25512617", confirmed=True)
    answer = browser.get("/en/my/profile/organisations/?q=МІСЬКА вінн").json()
    assert answer == {
        "organisations": [
            {"name": "Вінницька міська рада", "note": "25512617, Vinnytsia"},
            {"name": "Вінницька міська рада (?)", "note": "Vinnytsia"},
        ]
    }


def test_one_letter_offers_nothing(browser: Client) -> None:
    make_organisation("Вінницька міська рада")
    assert browser.get("/my/profile/organisations/?q=в").json() == {"organisations": []}


def test_the_latin_spelling_is_proposed(browser: Client) -> None:
    assert browser.get("/my/profile/latin/", {"name": "Згурський"}).json() == {"latin": "Zghurskyi"}
    assert browser.get("/my/profile/latin/", {"name": "محمد"}).json() == {"latin": ""}


def test_cyrillic_in_the_latin_field_is_refused(browser: Client) -> None:
    answer = send(browser, surname_latin="Кравчук")
    assert answer.status_code == 400
    assert "Only Latin letters" in answer.content.decode()


@pytest.mark.parametrize(
    ("surname", "sentence"),
    [
        ("Ж" * 300, "This name has 300 letters, and a certificate has room for 120."),
        ("Олена 🌻", "The sign «🌻» cannot stand in a name on a certificate."),
        ("", "This field is required."),
    ],
)
def test_a_name_that_cannot_stand_is_refused_in_words_and_the_rest_is_kept(browser: Client, surname: str, sentence: str) -> None:
    answer = send(browser, surname=surname, position="редакторка")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page
    assert 'value="редакторка"' in page


def test_a_name_written_from_right_to_left_is_kept(browser: Client, newcomer: User) -> None:
    assert send(browser, surname="عبد الله", given_name="محمد", patronymic="").status_code == 302
    profile = Profile.objects.get(user=newcomer)
    assert (profile.full_name, profile.latin_name) == ("عبد الله محمد", "")


def test_markup_in_a_field_is_shown_as_text(browser: Client) -> None:
    send(browser, position="<script>alert(1)</script>")
    page = browser.get("/en/my/profile/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_letters_come_in_the_chosen_language(browser: Client, newcomer: User) -> None:
    send(browser, language="uk")
    newcomer.refresh_from_db()
    assert newcomer.language == "uk"
