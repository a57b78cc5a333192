"""What editors keep and see: words that mean the same, what was sought in vain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from cms.search.models import SoughtQuery, Synonym
from cms.search.sought import in_vain, note
from school.accounts.models import User
from tests.factories.learning import home

from .conftest import Shelf, found

YEAR = timedelta(days=365)


def titles(query: str) -> list[str]:
    return [hit.title for hit in found(query).hits]


def test_words_that_mean_the_same_find_each_other_at_once(shelf: Shelf) -> None:
    shelf.put("Повна назва", "Засади електронного урядування.")
    shelf.put("Коротка", "Засади е-урядування.")
    shelf.put("English", "Principles of e-governance.", language="en")
    assert titles("e-governance") == ["English"]
    Synonym.objects.create(words="е-урядування\nелектронне урядування\ne-governance")
    for query in ("е-урядуванням", "електронному урядуванню", "e-governance"):
        assert sorted(titles(query)) == ["English", "Коротка", "Повна назва"]


def test_an_abbreviation_stands_for_its_words_beside_others(shelf: Shelf) -> None:
    Synonym.objects.create(words="ЦНАП\nцентр надання адміністративних послуг")
    shelf.put("Черга", "Черга в центрі надання адміністративних послуг.")
    shelf.put("Інше", "Черга в центрі міста.")
    assert titles("черги ЦНАПу")[0] == "Черга"


def test_what_is_sought_is_counted_without_anybody(shelf: Shelf, client: Client) -> None:
    home()
    shelf.put("Петиція", "Слова.")
    for query in ("Петиція", "велосипедист", "Велосипедист "):
        client.get("/search/", {"q": query})
    assert sorted(SoughtQuery.objects.values_list("query", "times", "found")) == [("велосипедист", 2, 0), ("петиція", 1, 1)]
    assert [(row["query"], row["all_times"]) for row in in_vain(YEAR)] == [("велосипедист", 2)]


def test_addresses_and_telephones_are_not_kept(db: None) -> None:
    for query in ("olena@example.org", "+38 (067) 123 45 67", "а", "слово" * 30):
        note(query, language="uk", found=0)
    assert SoughtQuery.objects.count() == 0


def test_an_editor_sees_what_was_sought_in_vain_and_a_stranger_does_not(halyna: User, petro: User, browser_of: Callable[[User], Client]) -> None:
    home()
    note("велосипедист", language="uk", found=0)
    answer = browser_of(halyna).get("/cms/reports/search/")
    assert (answer.status_code, "велосипедист" in answer.content.decode()) == (200, True)
    assert browser_of(petro).get("/cms/reports/search/").status_code == 302
