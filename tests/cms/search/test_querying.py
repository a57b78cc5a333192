from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Shelf, found

Find = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("людей", "Кожна людина має право."),
        ("дитина", "Права дітей."),
        ("у Києві", "Місто Київ."),
        ("років", "Кожного року."),
        ("бюджети", "Про бюджет громади."),
        ("об'єкт", "Обʼєктами обліку є…"),
        ("компютер", "За комп’ютером."),
        ("комп`ютери", "Комп'ютер."),
        ("грунт", "Ґрунти області."),
        ("проекти", "Громадський проєкт."),
        ("проєкт", "Перелік проектів."),
        ("eлектронний", "Електронних документів."),
        ("е-урядування", "Про е‑урядуванням."),
        ("урядування", "Засади е-урядування."),
        ("еурядування", "Засади е-\u2060урядування."),
        ("запит", "За\u00adпити громадян."),
        ("запит", "За\u0301пит на інформацію."),
        ("йод", "Йод та ґудзик"),
        ("services", "A public service."),
        ("café", "The cafe of the council."),
    ],
)
def test_finds_a_word_however_it_is_written(shelf: Shelf, find: Find, query: str, text: str) -> None:
    shelf.put("Те, що треба", text)
    shelf.put("Зовсім інше", "Ніщо з названого вище тут не трапляється.")
    assert find(query) == ["Те, що треба"]


def test_what_has_all_the_words_stands_before_what_has_some(shelf: Shelf, find: Find) -> None:
    shelf.put("Обидва", "Строк відповіді.")
    shelf.put("Один", "Строк дії договору.")
    assert (find("строки відповідей"), found("строки відповідей").tried.after) == (["Обидва", "Один"], 1)


def test_gives_some_of_the_words_where_nothing_has_all(shelf: Shelf, find: Find) -> None:
    shelf.put("Один", "Строк дії договору.")
    assert (find("строк велосипеда"), found("строк велосипеда").tried.some) == (["Один"], True)


def test_a_phrase_stands_as_it_was_said(shelf: Shelf, find: Find) -> None:
    shelf.put("Так", "Закон про електронне урядування.")
    shelf.put("Ні", "Урядування електронне й паперове.")
    assert find("«електронне урядування»") == ["Так"]
    assert find('"електронного урядування"') == []


def test_a_word_after_a_minus_is_not_there(shelf: Shelf, find: Find) -> None:
    shelf.put("Голосування", "Вибори міського голови.")
    shelf.put("Онлайн", "Вибори в застосунку.")
    assert find("вибори -застосунки") == ["Голосування"]


def test_a_field_is_looked_for_in_titles_only(shelf: Shelf, find: Find) -> None:
    shelf.put("Петиції", "Як подати.")
    shelf.put("Звернення", "Петиція — теж звернення.")
    assert find("title:петиція") == ["Петиції"]
    assert find("назва:петиція") == ["Петиції"]
    assert sorted(find("петиція")) == ["Звернення", "Петиції"]


def test_an_unfinished_word_is_a_beginning(shelf: Shelf, find: Find) -> None:
    shelf.put("Так", "Електронне урядування.")
    assert find("електронне урядув") == ["Так"]


@pytest.mark.parametrize("query", ["№ 2657-XII", "2657-ХІІ", "№2657–XII", "закон 2657-xii"])
def test_the_number_of_an_act_goes_first(shelf: Shelf, find: Find, query: str) -> None:
    shelf.put("Стаття", "Закон № 2657-XII згадано тут: закон, закон, 2657-XII.")
    shelf.put("Про інформацію", "Закон України.", number="2657-XII")
    assert find(query)[0] == "Про інформацію"


def test_a_short_number_too(shelf: Shelf, find: Find) -> None:
    shelf.put("Не він", "У списку 55 пунктів, № 55.")
    shelf.put("Таблиця транслітерації", "Постанова.", number="№ 55")
    assert find("№ 55") == ["Таблиця транслітерації", "Не він"]


@pytest.mark.parametrize("query", ["урядувння", "урядувавння", "урядувнаня", "урядовання"])
def test_a_slip_of_a_letter_is_mended(shelf: Shelf, find: Find, query: str) -> None:
    shelf.put("Так", "Електронне урядування.")
    assert find(query) == ["Так"]
    assert found(query).tried.mended[query] == ["урядування"]


def test_a_word_only_others_may_find_is_not_told(shelf: Shelf) -> None:
    shelf.put("Таємне", "Мікрохвильовка.", tags={"teach:x": ""})
    shelf.put("Відкрите", "Зовсім інше.")
    result = found("мікрохвильовко мікрохвилювка")
    assert (result.hits, result.tried.mended) == ([], {})


def test_another_keyboard_is_understood(shelf: Shelf, find: Find) -> None:
    shelf.put("Так", "Адміністративна послуга.")
    assert find("gjckeuf") == ["Так"]
    assert found("gjckeuf").tried.layout == "послуга"


def test_titles_weigh_more_than_text(shelf: Shelf, find: Find) -> None:
    shelf.put("Друге", "Петиція згадана серед інших слів, коротко.")
    shelf.put("Петиції в громаді", "Слова про інше.")
    assert find("петиція") == ["Петиції в громаді", "Друге"]


def test_one_thing_is_one_hit_and_its_other_parts_are_counted(shelf: Shelf) -> None:
    number = shelf.put("Закон", "Стаття перша. Запит.", part="1")
    shelf.put("Закон", "Стаття друга. Запит і ще запит.", part="2", object=number)
    result = found("запити")
    assert [(hit.title, hit.others) for hit in result.hits] == [("Закон", 1)]
    assert result.total == 1


def test_the_readers_language_comes_first(shelf: Shelf, find: Find) -> None:
    number = shelf.put("Prozorro", "Prozorro")
    shelf.put("Prozorro in English", "Prozorro", language="en", part="en", object=number)
    assert find("prozorro", language="en") == ["Prozorro in English"]
    assert find("prozorro", language="uk") == ["Prozorro"]


def test_nothing_of_nothing(shelf: Shelf, find: Find) -> None:
    shelf.put("Так", "Текст.")
    assert find("") == find("   ") == find("велосипедист") == []
