"""One spelling for the index and for a query."""

from __future__ import annotations

import pytest

from cms.search.lemmas import forms
from cms.search.normalising import fold_number, said, tokens


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("е-урядування", ["еурядування", "урядування"]),
        ("е‑урядування", ["еурядування", "урядування"]),
        ("е-\u2060урядування", ["еурядування", "урядування"]),
        ("інтернет-голосування", ["інтернетголосування", "інтернет", "голосування"]),
        ("об'єкт об’єкт обʼєкт об`єкт об′єкт", ["обєкт"] * 5),
        ("Ґанок", ["ганок"]),
        ("проєкт Проекту", ["проект", "проекту"]),
        ("eлектрoнний", ["електронний"]),
        ("за\u00adпит за\u0301пит", ["запит", "запит"]),
        ("и\u0306од", ["йод"]),
        ("café", ["cafe"]),
        ("- слово - 'інше'", ["слово", "інше"]),
        ("2657-XII", ["2657xii", "2657", "xii"]),
    ],
)
def test_said(written: str, words: list[str]) -> None:
    assert said(written) == words


def test_tokens_know_where_they_stand() -> None:
    assert [(token.start, token.end, token.word) for token in tokens("Про е-урядування, так.")] == [
        (0, 3, "про"),
        (4, 16, "е-урядування"),
        (18, 21, "так"),
    ]


@pytest.mark.parametrize(
    ("written", "number"),
    [("№ 55", "55"), ("2657-XII", "2657-xii"), ("2657–ХІІ", "2657-xii"), ("№ 1034-р", "1034-р"), ("851-IV від 2003", "851-iv"), ("без числа", "")],
)
def test_numbers_of_acts(written: str, number: str) -> None:
    assert fold_number(written) == number


@pytest.mark.parametrize(
    ("word", "normal"),
    [
        ("людей", ("людина",)),
        ("міст", ("місто", "міст")),
        ("проєктів", ("проект",)),
        ("ґрунтів", ("грунт",)),
        ("services", ("servic",)),
        ("2024", ("2024",)),
    ],
)
def test_normal_forms(word: str, normal: tuple[str, ...]) -> None:
    assert forms(word) == normal
