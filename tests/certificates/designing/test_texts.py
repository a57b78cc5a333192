"""Words of a template: variables are filled, everything else that looks like code is refused in words."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from certificates.designing.texts import VARIABLES, check_text, fill

VALUES = {"course": "Основи", "hours": "18", "city": "", "name": "Їжакевич {hours}"}


@pytest.mark.parametrize(
    "text",
    ["за курс", "за курс {course}, {hours} год.", "у школі[, м. {city}]", "знання > 60 %, M&A, 5 < 6", "за курс [{centre}]", ""],
)
def test_plain_words_and_known_variables_are_taken(text: str) -> None:
    check_text(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("за {kurs}", "{kurs}"),
        ("за {course", "дужка"),
        ("за course}", "дужка"),
        ("за {{course}}", "Код"),
        ("{{ settings.SECRET_KEY }}", "Код"),
        ("{% load static %}", "Код"),
        ("${course}", "Код"),
        ("<b>за</b>", "HTML"),
        ("<script>alert(1)</script>", "HTML"),
        ("<!-- х -->", "HTML"),
        ("за&nbsp;курс", "HTML"),
        ("місто {city}", "[, {city}]"),
        ("школа [, {city}", "Квадратна"),
        ("школа [[{city}]]", "Квадратна"),
        ("{course.__class__}", "{course.__class__}"),
        ("{}", "{}"),
    ],
)
def test_what_is_no_plain_word_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_text(text)
    assert words in refused.value.messages[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("за «{course}», {hours} год.", "за «Основи», 18 год."),
        ("у школі[, м. {city}].", "у школі."),
        ("у школі[, {course}].", "у школі, Основи."),
        ("{name}", "Їжакевич {hours}"),
        ("  два   пробіли ", "два пробіли"),
    ],
)
def test_facts_stand_in_the_words_and_an_empty_one_takes_its_words_along(text: str, said: str) -> None:
    assert fill(text, VALUES) == said


def test_every_chip_puts_in_what_is_taken() -> None:
    for name, variable in VARIABLES.items():
        check_text(variable.chip(name))
