from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from school.accounts.names import is_latin, tidy_name


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Олена   Петрівна ", "Олена Петрівна"),
        ("Лук'яненко", "Лук’яненко"),
        ("Короп`є", "Короп’є"),
        ("Нечуй-Левицька", "Нечуй-Левицька"),
        ("שרה", "שרה"),
        ("محمد عبد الله", "محمد عبد الله"),
        ("Nguyễn", "Nguyễn"),
        ("О\u200bлена\u202e", "Олена"),
        ("", ""),
    ],
)
def test_a_name_is_kept_as_written_with_its_spaces_and_apostrophes_tidied(written: str, kept: str) -> None:
    assert tidy_name(written) == kept


@pytest.mark.parametrize("written", ["Олена 🌻", "Олена2", "<b>Олена</b>", "{{ name }}", "Олена@", "O" + "\u0301" * 5])
def test_a_sign_that_cannot_be_printed_is_named_in_the_refusal(written: str) -> None:
    with pytest.raises(ValidationError, match="не може стояти в імені"):
        tidy_name(written)


def test_a_name_of_300_letters_is_refused_with_both_lengths() -> None:
    with pytest.raises(ValidationError, match="У цьому імені 300 літер, а на сертифікаті місце для 120"):
        tidy_name("Ж" * 300)


def test_a_name_of_120_letters_is_kept() -> None:
    assert tidy_name("Ж" * 120) == "Ж" * 120


def test_a_name_without_letters_is_refused() -> None:
    with pytest.raises(ValidationError, match="хоча б одна літера"):
        tidy_name("-")


@pytest.mark.parametrize(("text", "latin"), [("Olena", True), ("O'Neill-Smith", True), ("Олена", False), ("Zoë", False), ("", True)])
def test_latin_means_the_plain_alphabet(text: str, latin: bool) -> None:
    assert is_latin(text) is latin
