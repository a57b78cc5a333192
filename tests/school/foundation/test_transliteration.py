"""Cabinet resolution No. 55: the whole table, at the start of a word and elsewhere."""

from __future__ import annotations

import unicodedata

import pytest

from school.foundation.transliteration import APOSTROPHES, slugify_uk, transliterate

ANYWHERE = [
    "а",
    "a",
    "б",
    "b",
    "в",
    "v",
    "г",
    "h",
    "ґ",
    "g",
    "д",
    "d",
    "е",
    "e",
    "ж",
    "zh",
    "з",
    "z",
    "и",
    "y",
    "і",
    "i",
    "к",
    "k",
    "л",
    "l",
    "м",
    "m",
    "н",
    "n",
    "о",
    "o",
    "п",
    "p",
    "р",
    "r",
    "с",
    "s",
    "т",
    "t",
    "у",
    "u",
    "ф",
    "f",
    "х",
    "kh",
    "ц",
    "ts",
    "ч",
    "ch",
    "ш",
    "sh",
    "щ",
    "shch",
]
START = {"є": ("ye", "ie"), "ї": ("yi", "i"), "й": ("y", "i"), "ю": ("yu", "iu"), "я": ("ya", "ia")}


@pytest.mark.parametrize(("letter", "latin"), zip(ANYWHERE[::2], ANYWHERE[1::2], strict=True))
def test_letter_is_the_same_wherever_it_stands(letter: str, latin: str) -> None:
    assert transliterate(f"{letter} а{letter}") == f"{latin} a{latin}"
    assert transliterate(letter.upper() + "а") == latin.capitalize() + "a"


@pytest.mark.parametrize("letter", START)
def test_five_letters_differ_at_the_start_of_a_word(letter: str) -> None:
    start, elsewhere = START[letter]
    assert transliterate(f"{letter} а{letter} а-{letter}") == f"{start} a{elsewhere} a-{start}"


def test_soft_sign_and_every_apostrophe_are_left_out() -> None:
    assert transliterate("Львів") == "Lviv"
    assert [transliterate(f"Короп{sign}є") for sign in APOSTROPHES] == ["Koropie"] * len(APOSTROPHES)


@pytest.mark.parametrize(
    ("uk", "latin"),
    [("зг", "zgh"), ("Зг", "Zgh"), ("ЗГ", "ZGH"), ("Щ", "Shch"), ("ЩУКА", "SHCHUKA"), ("ЄВГЕН ЮЩЕНКО", "YEVHEN YUSHCHENKO"), ("Згурський-Розгон", "Zghurskyi-Rozghon")],
)  # fmt: skip
def test_capitals_of_a_word_stay_capitals(uk: str, latin: str) -> None:
    assert transliterate(uk) == latin


@pytest.mark.parametrize("text", ["Latin 2026", "", "😀 ― «»", "Nguyễn"])
def test_what_is_not_ukrainian_stays(text: str) -> None:
    assert transliterate(text) == text


def test_letters_written_in_two_signs_are_the_same_letters() -> None:
    """A name pasted from a Mac holds «й» as «и» and a breve."""
    assert transliterate(unicodedata.normalize("NFD", "Їжакевич Андрій")) == "Yizhakevych Andrii"
    assert slugify_uk(unicodedata.normalize("NFD", "Чий це їжак?")) == "chyi-tse-yizhak"


@pytest.mark.parametrize(
    ("title", "slug"), [("Що таке «е-послуга»?", "shcho-take-e-posluha"), ("  --  ", ""), ("🌻", ""), ("Розділ № 1", "rozdil-1")]
)
def test_slug_has_small_latin_letters_digits_and_hyphens_only(title: str, slug: str) -> None:
    assert slugify_uk(title) == slug
