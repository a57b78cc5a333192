"""Lists that the database sorts and cuts into pages keep the order of the Ukrainian alphabet, in both databases."""

from __future__ import annotations

import random

import pytest

from school.accounts.models import Organisation
from school.foundation.alphabet import by_alphabet, ordered

pytestmark = pytest.mark.django_db
NAMES = [
    "Smith", "Аль-Масрі", "Гаврилюк", "Ґалаґан", "Ґонта", "Дем’янчук", "Демянюк", "Евентов", "Ёлкін", "Єрмак", "ЄРМАКОВ", "Жук", "Ивченко", "Івченко",
    "Ігнатенко", "Їжакевич", "Йосипчук", "Коваль Юрій", "Коваль-Остапчук", "Ковальчук", "Лукаш", "Лук’яненко", "Щербак", "Юзвак", "Ягода",
]  # fmt: skip


def shuffled() -> list[str]:
    names = list(NAMES)
    random.Random(7).shuffle(names)
    return names


def test_database_sorts_as_the_alphabet_does() -> None:
    Organisation.objects.bulk_create(Organisation(name=name, folded=name) for name in shuffled())
    rows = Organisation.objects.order_by(*by_alphabet("name"))
    assert list(rows.values_list("name", flat=True)) == NAMES
    assert list(rows[3:5].values_list("name", flat=True)) == ["Ґалаґан", "Ґонта"]
    assert list(rows.reverse()[:2].values_list("name", flat=True)) == ["Ягода", "Юзвак"]


def test_program_and_database_compare_by_the_same_words() -> None:
    assert sorted(shuffled(), key=ordered) == NAMES


def test_nothing_and_letters_of_others_are_taken_as_they_are() -> None:
    Organisation.objects.bulk_create(Organisation(name=name, folded=name) for name in ("Łódź", "", "Żyto", "12", "Ґ"))
    assert list(Organisation.objects.order_by(*by_alphabet("name")).values_list("name", flat=True)) == ["", "12", "Łódź", "Żyto", "Ґ"]
