from __future__ import annotations

import pytest

from school.accounts.cities import load_cities, read_cities, sort_key
from school.accounts.models import City

pytestmark = pytest.mark.django_db


def test_the_list_holds_a_hundred_cities_with_names_in_both_languages() -> None:
    rows = read_cities()
    assert len(rows) == 100
    assert len({row["katottg"] for row in rows}) == 100
    assert len({row["slug"] for row in rows}) == 100
    assert [row for row in rows if not (row["name_uk"] and row["name_en"] and row["oblast_uk"] and row["oblast_en"])] == []


def test_loading_twice_changes_nothing() -> None:
    load_cities(City)
    load_cities(City)
    assert City.objects.count() == 100


def test_cities_stand_in_the_order_of_the_ukrainian_alphabet() -> None:
    load_cities(City)
    names = [city.name_uk for city in City.objects.all()]
    assert names[0] == "Алчевськ"
    assert names.index("Енергодар") < names.index("Євпаторія") < names.index("Житомир")
    assert names.index("Звягель") < names.index("Івано-Франківськ") < names.index("Кадіївка")


def test_the_key_sorts_letters_that_unicode_puts_elsewhere() -> None:
    assert sorted(["Їжак", "Ґанок", "Єва", "Ірпінь", "Гай", "Ель", "Икс", "Йод"], key=sort_key) == [
        "Гай", "Ґанок", "Ель", "Єва", "Икс", "Ірпінь", "Їжак", "Йод",
    ]  # fmt: skip
