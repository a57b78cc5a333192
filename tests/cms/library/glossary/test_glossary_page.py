"""The glossary: both languages side by side, by letters, narrowed by a word; each term with an address that lasts."""

import json
import re

import pytest
from django.test import Client

from cms.library.models import LibraryIndexPage, Term
from tests.factories.library import glossary_page, make_term
from tests.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages() -> None:
    glossary_page()
    glossary_page("en")


def names(client: Client, address: str) -> list[str]:
    return re.findall(r'<h3><a href="[^"]*">(.*?)</a>', client.get(address).content.decode())


def json_ld(client: Client, address: str) -> dict:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get(address).content.decode())
    assert found
    return json.loads(found[1])


def test_terms_stand_in_the_order_of_the_ukrainian_alphabet(client: Client) -> None:
    for name in ("їжак", "ґанок", "ідентифікація", "ера", "є", "гречка", "житло", "дія", "иней"):
        make_term(name, f"word {name}")

    assert names(client, "/library/glossary/") == ["Гречка", "Ґанок", "Дія", "Ера", "Є", "Житло", "Иней", "Ідентифікація", "Їжак"]
    letters = re.findall(r'<a href="#letter-\d+">(.)</a>', client.get("/library/glossary/").content.decode())
    assert letters == ["Г", "Ґ", "Д", "Е", "Є", "Ж", "И", "І", "Ї"]


def test_the_english_page_stands_in_english_order_with_ukrainian_beside(client: Client) -> None:
    make_term("підпис", "signature")
    make_term("документ", "archive")

    page = client.get("/en/library/glossary/")

    assert names(client, "/en/library/glossary/") == ["Archive", "Signature"]
    assert '<p class="strong">Документ</p>' in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("підпис", ["Електронний підпис"]),
        ("SIGNATURE", ["Електронний підпис"]),
        ("зв'язок", ["Зв’язок"]),
        ("КЕП", ["Електронний підпис"]),
        ("електронний зв’язок", []),
        ("", ["Електронний підпис", "Зв’язок"]),
        ("%\0'\"<b>", []),
        ("я" * 10_000, []),
    ],
)
def test_a_typed_word_narrows_in_either_language(client: Client, typed: str, found: list[str]) -> None:
    make_term("електронний підпис", "electronic signature", other_uk="КЕП")
    make_term("зв’язок", "link")

    response = client.get("/library/glossary/", {"q": typed})

    assert re.findall(r'<h3><a href="[^"]*">(.*?)</a>', response.content.decode()) == found


def test_what_was_not_found_says_what_to_do(client: Client) -> None:
    make_term()

    assert "Жоден термін не має цих слів" in words_of(client.get("/library/glossary/", {"q": "щось"}))


def test_a_term_keeps_its_address_when_its_name_changes(client: Client) -> None:
    term = make_term("е-голосування", "e-voting")
    term.name_uk = "електронне голосування"
    term.full_clean()
    term.save()

    assert Term.objects.get().slug == "e-holosuvannia"
    assert client.get("/library/glossary/e-holosuvannia/").status_code == 200
    assert client.get("/library/glossary/nema/").status_code == 404


def test_two_terms_of_one_name_have_two_addresses() -> None:
    assert [make_term("реєстр", f"register {n}").slug for n in range(3)] == ["reiestr", "reiestr-2", "reiestr-3"]


def test_a_draft_has_no_address_yet(client: Client) -> None:
    make_term("чернетка", "draft", live=False)

    assert client.get("/library/glossary/chernetka/").status_code == 404
    assert names(client, "/library/glossary/") == []


def test_the_page_of_a_term_says_it_in_both_languages_with_source_and_neighbours(client: Client) -> None:
    other = make_term("е-підпис", "e-signature")
    hidden = make_term("чернетка", "draft", live=False)
    term = make_term(source_uk="Закон про електронні документи, ст. 5", source_url="https://zakon.example/851-15")
    term.see_also.set([other, hidden])
    term.save()

    response = client.get("/library/glossary/elektronnyi-dokument/")

    page = response.content.decode()
    assert "Що таке електронний документ." in page
    assert "What electronic document is." in page
    assert re.search(r'<a href="https://zakon\.example/851-15" rel="noopener">Закон', page)
    assert re.findall(r'<li><a href="(/library/glossary/[^"]+)">', page) == ["/library/glossary/e-pidpys/"]


def test_head_links_of_a_term_lead_to_the_same_term_in_the_other_language(client: Client, settings) -> None:
    make_term()
    page = client.get("/library/glossary/elektronnyi-dokument/").content.decode()

    assert f'hreflang="en" href="{settings.PUBLIC_URL}/en/library/glossary/elektronnyi-dokument/"' in page
    assert f'rel="canonical" href="{settings.PUBLIC_URL}/library/glossary/elektronnyi-dokument/"' in page


def test_programs_are_told_of_a_defined_term(client: Client, settings) -> None:
    make_term(other_uk="е-документ")

    said = json_ld(client, "/library/glossary/elektronnyi-dokument/")

    here = f"{settings.PUBLIC_URL}/library/glossary/"
    assert said == {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": f"{here}elektronnyi-dokument/",
        "url": f"{here}elektronnyi-dokument/",
        "name": "електронний документ",
        "description": "Що таке електронний документ.",
        "inLanguage": "uk",
        "termCode": "elektronnyi-dokument",
        "alternateName": ["е-документ"],
        "inDefinedTermSet": here,
    }
    assert json_ld(client, "/library/glossary/")["hasDefinedTerm"][0]["name"] == "електронний документ"


def test_the_map_for_search_engines_has_every_published_term(client: Client, settings) -> None:
    make_term()
    make_term("чернетка", "draft", live=False)

    found = re.findall(r"<loc>([^<]*glossary[^<]*)</loc>", client.get("/sitemap.xml").content.decode())

    assert found == [f"{settings.PUBLIC_URL}{prefix}/library/glossary/{slug}" for prefix in ("", "/en") for slug in ("", "elektronnyi-dokument/")]


def test_the_library_shows_the_newest_terms_with_their_addresses(client: Client) -> None:
    make_term()
    page = client.get(LibraryIndexPage.objects.get(locale__language_code="uk").url).content.decode()

    assert '<li><a href="/library/glossary/elektronnyi-dokument/">Електронний документ</a></li>' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_however_many_terms(client: Client, rows: int, django_assert_num_queries) -> None:
    for number in range(rows):
        make_term(f"термін {number}", f"term {number}")
    client.get("/library/glossary/")

    with django_assert_num_queries(8):
        client.get("/library/glossary/")
