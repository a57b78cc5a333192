"""Names in any signs: what the typefaces lack is never drawn as an empty box, and never silently lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from certificates.glyphs import missing_signs, printable
from certificates.models import Certificate
from school.accounts.models import User
from tests.factories.certificates import make_certificate, make_holder

UKRAINIAN = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя’ʼ'`«»„“”–—-№₴"


@pytest.mark.parametrize("text", [UKRAINIAN, "Řehoř Čapek-Łęczycki", "Ñandú O’Brien", "Zoë"])
def test_words_that_the_sheet_can_show_stay_as_they_are(text: str) -> None:
    assert printable(text) == text
    assert missing_signs(text) == []


@pytest.mark.parametrize(
    ("text", "shown", "missing"),
    [
        ("Олег 😀", "Олег ", ["😀"]),
        ("Олег 👩🏽‍🚀 Коваль", "Олег  Коваль", ["👩", "🏽", "🚀"]),
        ("שלום", "????", ["ש", "ל", "ו", "ם"]),
        ("王", "?", ["王"]),
        ("ﬁн", "fiн", []),  # a ligature is its letters
        ("Nguyễn", "Nguyê\u0303n", []),  # a mark apart from its letter
        ("и\u0306ог", "йог", []),  # as some keyboards write it
        ("𝓐ня", "Aня", []),
        ("Ко\u00adваль\u200b", "Коваль", []),  # soft hyphens and zero spaces would be copied with the name
        ("Ко\u202eваль\u202c", "Коваль", []),  # nothing turns what stands beside it
        ("Марія\u2011Анна", "Марія-Анна", []),
        ("Марія\tАнна\nКоваль", "Марія Анна Коваль", []),
        ("", "", []),
    ],
)
def test_what_stands_in_place_of_signs_that_no_typeface_has(text: str, shown: str, missing: list[str]) -> None:
    assert printable(text) == shown
    assert missing_signs(text) == missing
    assert printable(shown) == shown


@pytest.mark.django_db
@pytest.mark.usefixtures("house")
class TestFrozen:
    def test_name_of_another_script_is_printed_in_latin_letters(self) -> None:
        frozen = make_certificate(make_holder(surname="王", given_name="伟", patronymic="", surname_latin="Wang", given_name_latin="Wei")).frozen
        assert (frozen["print"]["name"], frozen["full_name"]) == (frozen["latin_name"], "王 伟")
        assert "Wang" in frozen["print"]["name"]
        assert frozen["unprinted"] == ["伟", "王"]

    def test_name_with_an_emoji_keeps_its_letters(self) -> None:
        frozen = make_certificate(make_holder(surname="Коваль😀", given_name="Олег", patronymic="", surname_latin="", given_name_latin="")).frozen
        assert frozen["print"]["name"] == "Коваль Олег"
        assert frozen["unprinted"] == ["😀"]

    def test_usual_name_is_printed_as_it_is_written(self) -> None:
        frozen = make_certificate(make_holder(surname="Прокоп’юк-Ґудзь", given_name="Ї", patronymic="")).frozen
        assert frozen["print"]["name"] == "Прокоп’юк-Ґудзь Ї"
        assert frozen["unprinted"] == []


@pytest.mark.django_db
def test_coordinator_sees_which_signs_the_sheet_could_not_show(house: object, browser_of: Callable[[User], Client], halyna: User) -> None:
    odd = make_certificate(make_holder(surname="Коваль😀", surname_latin="", given_name_latin=""))
    usual = make_certificate()
    assert "немає цих знаків: 😀" in page(browser_of(halyna), odd)
    assert "немає цих знаків" not in page(browser_of(halyna), usual)
    register = browser_of(halyna).get("/teach/certificates/").content.decode().replace("\u00a0", " ")
    assert register.count("деяких знаків не вдалося надрукувати") == 1


def page(browser: Client, certificate: Certificate) -> str:
    return browser.get(f"/teach/certificates/{certificate.code}/").content.decode().replace("\u00a0", " ")
