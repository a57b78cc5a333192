"""The page of the search, as people meet it."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.search import storing
from cms.search.indexing import catch_up, sweep
from cms.search.models import SearchThing
from tests.factories.learning import home
from tests.factories.pages import publish

from .conftest import Shelf, found


def page_of(title: str, text: str = "", **fields: Any) -> Any:
    from cms.pages.models import StandardPage

    parent = home(fields.pop("language", "uk"))
    return publish(parent, StandardPage(title=title, body=[("text", f"<p>{text}</p>")], locale=parent.locale, **fields))


def test_a_published_page_is_found_and_an_unpublished_one_is_not(shelf: Shelf) -> None:
    page = page_of("Про центр", "Муніципальний центр працює з 2012 року.")
    catch_up()
    assert [(hit.title, hit.url) for hit in found("муніципального центру").hits] == [("Про центр", "/pro-tsentr/")]
    page.unpublish()
    catch_up()
    assert found("муніципального центру").hits == []


def test_a_page_renamed_meanwhile_is_found_by_its_new_name(shelf: Shelf) -> None:
    page = page_of("Стара назва", "Слова лишаються.")
    catch_up()
    page.title, page.slug = "Нова назва", "nova"
    page.save_revision().publish()
    catch_up()
    assert [(hit.title, hit.url) for hit in found("слова лишаються").hits] == [("Нова назва", "/nova/")]


def test_parts_of_a_moved_branch_follow_it(shelf: Shelf) -> None:
    from cms.pages.models import StandardPage

    branch, other = page_of("Гілка"), page_of("Інша")
    leaf = publish(branch, StandardPage(title="Листок", locale=branch.locale))
    catch_up()
    branch.refresh_from_db()
    branch.move(other, pos="last-child")
    catch_up()
    assert [hit.url for hit in found("листок").hits] == ["/insha/hilka/lystok/"]
    assert leaf.title == "Листок"


def test_a_page_for_the_signed_in_is_for_them_alone(shelf: Shelf) -> None:
    from wagtail.models import PageViewRestriction

    page = page_of("Внутрішнє", "Розклад чергувань.")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    catch_up()
    assert found("чергування").hits == []
    assert [hit.title for hit in found("чергування", tags={"public", "member"}).hits] == ["Внутрішнє"]


def test_a_page_behind_a_password_is_found_by_nobody(shelf: Shelf) -> None:
    from wagtail.models import PageViewRestriction

    page = page_of("Таємне", "Розклад чергувань.")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="x")
    catch_up()
    assert found("чергування", tags={"public", "member", "staff"}).hits == []


def test_the_page_says_how_many_and_marks_the_words(shelf: Shelf, client: Client) -> None:
    shelf.put("Строк <b>відповіді</b>", "Відповідь надають протягом п’яти днів & <i>не пізніше</i>.")
    html = client.get("/search/", {"q": "відповіддю дні"}).content.decode()
    assert "1 матеріал" in html
    assert "<mark>Відповідь</mark>" in html
    assert "&lt;i&gt;" in html and "<i>не" not in html and "<b>відповіді" not in html


def test_choices_narrow_and_keep_their_numbers(shelf: Shelf, client: Client) -> None:
    shelf.put("Перше", "Петиція.", year=2024, city="Вінниця", topics={"data": "Дані"})
    shelf.put("Друге", "Петиція.", year=2025, city="Львів", topics={"data": "Дані", "votes": "Голоси"}, status="lapsed")
    result = found("петиції")
    assert {facet.name: [(value.label, value.count) for value in facet.values] for facet in result.facets} == {
        "topic": [("Дані", 2), ("Голоси", 1)],
        "year": [("2025", 1), ("2024", 1)],
        "city": [("Вінниця", 1), ("Львів", 1)],
    }
    html = client.get("/search/", {"q": "петиції", "city": "Львів"}).content.decode()
    assert ("Друге" in html, ">Перше<" in html, "1 матеріал" in html) == (True, False, True)
    assert "Вінниця" in html  # the other city may still be added


@pytest.mark.parametrize("path", ["/search/", "/en/search/"])
def test_without_a_query_it_says_how_to_ask(client: Client, db: None, path: str) -> None:
    home()
    assert client.get(path).status_code == 200


def test_queries_do_not_grow_with_hits(shelf: Shelf, client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get("/search/", {"q": "петиція"})
        return len(caught)

    home()
    shelf.put("Перша", "Петиція.")
    asked()
    asked()  # by now the house is remembered
    one = asked()
    assert one == 8  # known words, matches, entries, ways, two of counting what is sought; and the test’s own savepoint
    for number in range(5):
        shelf.put(f"Ще {number}", "Петиція.")
    assert asked() == one


def test_suggestions_are_titles_that_go_on(shelf: Shelf, client: Client) -> None:
    shelf.put("Електронні петиції", "Слова.")
    shelf.put("Інше", "Електронні петиції в тексті.")
    html = client.get("/search/suggest/", {"q": "електронні пет"}).content.decode()
    assert ("Електронні петиції" in html, "Інше" in html) == (True, False)


def test_the_command_gives_json(shelf: Shelf) -> None:
    shelf.put("Назва", "Текст із «лапками» & знаками.")
    out = StringIO()
    call_command("search", "лапки", "--json", stdout=out)
    assert json.loads(out.getvalue()) == [{"title": "Назва", "url": "/1/", "kind": "test", "passage": "Текст із «лапками» & знаками."}]


def test_a_lost_index_is_said_and_the_sweep_repairs_it(shelf: Shelf, client: Client) -> None:
    home()
    shelf.put("Петиція", "Слова.")
    storing.drop_table()
    answer = client.get("/search/", {"q": "петиція"})
    assert (answer.status_code, "Пошук зараз ремонтують" in answer.content.decode()) == (503, True)
    assert client.get("/search/suggest/", {"q": "петиція"}).status_code == 200
    sweep()
    assert [hit.title for hit in found("петиції").hits] == ["Петиція"]


def test_the_sweep_finds_what_nobody_said(shelf: Shelf) -> None:
    number = shelf.put("Було", "Слова.")
    shelf.entries[number][0] = type(shelf.entries[number][0])(**{**shelf.entries[number][0].__dict__, "title": "Стало"})
    sweep()
    assert [hit.title for hit in found("слова").hits] == ["Стало"]
    del shelf.entries[number]
    sweep()
    assert (found("слова").hits, SearchThing.objects.filter(source="test").count()) == ([], 0)


def test_a_source_that_breaks_is_tried_again_and_the_others_go_on(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put("Ціле", "Слова.")
    whole = shelf.given

    def given(ids: Any) -> Any:
        if "x" in ids:
            raise ValueError("broken")
        return whole(ids)

    from dataclasses import replace

    from cms.search.sources import sources
    from cms.search.waiting import want

    sources.register(replace(sources.get("test"), entries=given))  # type: ignore[type-var]
    want("test", "x", "1")
    catch_up()
    assert list(SearchThing.objects.order_by("object").values_list("object", "failures", "problem")) == [("1", 0, ""), ("x", 1, "ValueError: broken")]


BAD = [
    "слово " * 2_000, "і та в на", '""""', "((((", '"((" OR )', "'; DROP TABLE search_words; --", "NEAR(a b)", "a AND OR NOT b", "title:", "title:\"",
    "-", "--", "-слово", "*", "слово*", "{title}: x", "a & b | !c", "x:*", "\\", "%s %(a)s", "😀🎉", "שלום עולם", "\u202eтекст", "\0слово", "№", "№ №", "^a", "a:b:c",
]  # fmt: skip


@pytest.mark.parametrize("query", BAD)
def test_whatever_is_asked_is_answered(shelf: Shelf, client: Client, query: str) -> None:
    home()
    shelf.put("Слово", "Якесь слово тут.")
    for path in ("/search/", "/search/suggest/"):
        assert client.get(path, {"q": query}).status_code == 200
    assert storing.table_stands()
