"""A case tells its story with numbers, says when it is invented, and is compared with others."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cms.library.cases.presenting import change_words, city_shelf, topic_shelf
from cms.library.models import CasePage, Topic
from school.accounts.models import City
from tests.factories.accounts import city
from tests.factories.cases import cases_page, make_case

pytestmark = pytest.mark.django_db


def page_of(client: Client, case: CasePage) -> str:
    return client.get(case.url).content.decode().replace("\u00a0", " ").replace("\u2060", "")


def test_the_page_tells_the_story_and_says_that_it_is_a_teaching_example(client: Client) -> None:
    case = make_case(
        problem="<p>Черга з сьомої ранку.</p>", otherwise="<p>Спершу виміряли б.</p>", cost_amount=Decimal(420_000), months=5,
        results=[{"indicator": "чекання", "before": 74, "after": 16, "unit": "хв"}],
    )  # fmt: skip
    html = page_of(client, case)
    for words in ("Черга з сьомої ранку.", "Спершу виміряли б.", "420 000 грн", "5 місяців", "−78 %", "Навчальний приклад", "вигадані"):
        assert words in html


def test_a_real_case_does_not_say_that_it_is_invented(client: Client) -> None:
    assert "Навчальний приклад" not in page_of(client, make_case(city=city()))


def test_the_name_of_a_city_stays_as_it_was_when_the_city_is_renamed(client: Client) -> None:
    case = make_case(city=city())
    City.objects.filter(pk=case.city_id).update(name_uk="Новоназва")
    assert "Вінниця, Вінницька область" in page_of(client, case)
    assert "Новоназва" not in page_of(client, case)


def test_a_case_names_its_city() -> None:
    case = make_case()
    case.city_name_uk = ""
    with pytest.raises(ValidationError) as refused:
        case.full_clean()
    assert list(refused.value.message_dict) == ["city"]


def test_json_ld_names_a_real_place_and_no_invented_one(client: Client) -> None:
    def told(case: CasePage) -> Any:
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get(case.url).content.decode())
        assert found
        return json.loads(found[1])

    real = told(make_case(city=city(), title='Лапки "і" <script>'))
    assert real["@type"] == ["Article", "LearningResource"]
    assert real["contentLocation"]["name"] == "Вінниця"
    assert (real["headline"], real["learningResourceType"]) == ('Лапки "і" <script>', "case study")
    invented = told(make_case())
    assert "contentLocation" not in invented and invented["learningResourceType"] == "teaching example"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [(74, 16, "−78\u00a0%"), (10, 15, "+50\u00a0%"), (5, 5, "без змін"), (0, 5, ""), (None, 5, ""), (5, None, ""), (-10, -5, "+50\u00a0%")],
)
def test_change_is_told_in_per_cent(before: int | None, after: int | None, words: str) -> None:
    assert change_words(*(None if number is None else Decimal(number) for number in (before, after))) == words


def test_cases_are_compared_in_the_order_chosen(client: Client) -> None:
    first, second = make_case(title="Перший", problem="<p>Своя біда</p>"), make_case(title="Другий", city=city())
    answer = client.get(f"/library/cases/compare/?case={second.slug}&case={first.slug}&case=no-such&case={second.slug}")
    html = answer.content.decode()
    assert html.index("Другий") < html.index("Перший")
    assert "Своя біда" in html and '<meta name="robots" content="noindex">' in html
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("query", ["", "?case=one", "?case=one&case=one", "?case=%00&case='"])
def test_comparing_fewer_than_two_says_what_to_do(client: Client, query: str) -> None:
    make_case(slug="one")
    answer = client.get(f"/library/cases/compare/{query}")
    assert answer.status_code == 200
    assert "Виберіть щонайменше два кейси" in answer.content.decode()


def test_more_than_four_are_cut_and_said(client: Client) -> None:
    slugs = [make_case(title=f"Кейс №{number}").slug for number in range(5)]
    html = client.get("/library/cases/compare/?" + "&".join(f"case={slug}" for slug in slugs)).content.decode()
    assert "Показано лише перші 4" in html.replace("\u00a0", " ")
    assert "Кейс №3" in html and "Кейс №4" not in html


def test_a_draft_is_not_compared(client: Client) -> None:
    hidden = make_case(slug="hidden")
    hidden.unpublish()
    make_case(slug="seen")
    assert "Виберіть щонайменше два кейси" in client.get("/library/cases/compare/?case=hidden&case=seen").content.decode()


def test_shelves_tell_of_a_city_and_of_a_topic() -> None:
    topic = Topic.objects.create(slug="media", name_uk="Медіа", name_en="Media")
    assert (city_shelf(city(), "uk"), topic_shelf(topic, "uk")) == (None, None)
    for number in range(4):
        make_case(city=city(), title=f"Кейс {number}", year=2020 + number, topics=[topic])
    shelf = city_shelf(city(), "uk")
    assert shelf is not None and (shelf.total, [card["year"] for card in shelf.items]) == (4, [2023, 2022, 2021])
    assert topic_shelf(topic, "uk").url == cases_page().url + "?topic=media"  # type: ignore[union-attr]
    assert topic_shelf(topic, "en") is None


@pytest.mark.parametrize("number", [1, 3])
def test_a_case_takes_the_same_queries_for_any_number_of_neighbours(client: Client, django_assert_num_queries: Any, number: int) -> None:
    case = make_case(results=[{"indicator": "чекання", "before": 74, "after": 16}])
    for _ in range(number):
        make_case(results=[{"indicator": "чекання", "before": 74, "after": 16}])
    client.get(case.url)
    with django_assert_num_queries(QUERIES):
        client.get(case.url)


QUERIES = 16
