"""Whoever looks for a case narrows the list; failures stand among the rest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override

from cms.library.cases.costs import band_of, cost_words
from cms.library.cases.listing import listing
from cms.library.models import Topic
from tests.factories.accounts import city
from tests.factories.cases import cases_page, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def three() -> None:
    topic = Topic.objects.create(slug="e-services", name_uk="Е-послуги", name_en="E-services")
    make_case(title="Черга", outcome="worked", instrument="queue", year=2023, cost_amount=Decimal(90_000), topics=[topic])
    make_case(title="Застосунок", outcome="failed", instrument="app", year=2020, cost_amount=Decimal(870_000), city_name_uk="Сонячне", oblast="UA-51")
    make_case(title="Петиції", outcome="partly", instrument="petition", year=2018, cost_amount=Decimal(0), city=city())


def shown(query: str = "") -> list[str]:
    return [card["title"] for card in listing(cases_page(), QueryDict(query))["cards"]]


def numbers(name: str, query: str = "") -> dict[str, int]:
    facet = next(facet for facet in listing(cases_page(), QueryDict(query))["facets"] if facet["name"] == name)
    return {option["value"]: option["count"] for option in facet["options"]}


def test_all_are_shown_newest_first_and_failures_stand_among_them(three: None) -> None:
    assert shown() == ["Черга", "Застосунок", "Петиції"]
    assert numbers("outcome") == {"worked": 1, "partly": 1, "failed": 1}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("outcome=failed", ["Застосунок"]),
        ("outcome=failed&outcome=partly", ["Застосунок", "Петиції"]),
        ("instrument=queue", ["Черга"]),
        ("topic=e-services", ["Черга"]),
        ("year=2018", ["Петиції"]),
        ("city=soniachne", ["Застосунок"]),
        ("city=vinnytsia", ["Петиції"]),
        ("oblast=UA-05", ["Черга", "Петиції"]),
        ("cost=free", ["Петиції"]),
        ("cost=small", ["Черга"]),
        ("cost=middle", ["Застосунок"]),
        ("outcome=failed&instrument=queue", []),
        ("q=СОНЯЧНЕ", ["Застосунок"]),
        ("outcome=nothing&year=&cost='--", ["Черга", "Застосунок", "Петиції"]),
        ("page=99", ["Черга", "Застосунок", "Петиції"]),
    ],
)
def test_the_list_is_narrowed(three: None, query: str, found: list[str]) -> None:
    assert shown(query) == found


def test_numbers_of_a_facet_count_under_the_other_choices_and_not_its_own(three: None) -> None:
    assert numbers("outcome", "outcome=failed&oblast=UA-05") == {"worked": 1, "partly": 1, "failed": 0}
    assert numbers("instrument", "outcome=failed") == {"app": 1}


def test_a_chip_takes_one_condition_away(three: None) -> None:
    chips = listing(cases_page(), QueryDict("outcome=failed&year=2020&page=2"))["chips"]
    assert [(chip["label"], chip["url"]) for chip in chips] == [("не спрацювало", "?year=2020"), ("2020", "?outcome=failed")]


def test_the_page_works_in_both_languages_and_says_the_number(client: Client, three: None) -> None:
    make_case(language="en", title="A queue")
    assert "Знайдено 3 кейси" in client.get("/library/cases/").content.decode()
    english = client.get("/en/library/cases/?outcome=worked").content.decode()
    assert "1 case found" in english and "A queue" in english and "Zelenyi Yar" in english


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(client: Client, django_assert_num_queries: Any, number: int) -> None:
    topic = Topic.objects.create(slug="media", name_uk="Медіа", name_en="Media")
    for _ in range(number):
        make_case(topics=[topic], results=[{"indicator": "чекання", "before": 74, "after": 16, "unit": "хв"}])
    client.get("/library/cases/")
    with django_assert_num_queries(QUERIES):
        client.get("/library/cases/")


QUERIES = 13


@pytest.mark.parametrize(
    ("amount", "currency", "band", "words"),
    [
        (None, "UAH", "unknown", ""),
        (Decimal(0), "EUR", "free", "без витрат"),
        (Decimal("99999.99"), "UAH", "small", "99\u00a0999,99 грн"),
        (Decimal(100_000), "UAH", "middle", "100\u00a0000 грн"),
        (Decimal(1_000_000), "UAH", "middle", "1\u00a0000\u00a0000 грн"),
        (Decimal("1000000.01"), "UAH", "large", "1\u00a0000\u00a0000,01 грн"),
        (Decimal(26_000), "EUR", "foreign", "26\u00a0000 євро"),
        (Decimal(500), "USD", "foreign", "500 дол. США"),
    ],
)
def test_cost_stands_in_its_band(amount: Decimal | None, currency: str, band: str, words: str) -> None:
    with override("uk"):
        assert band_of(amount, currency) == band
        assert cost_words(amount, currency) == words
