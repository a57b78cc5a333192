"""What is a number and what only looks like one."""

from __future__ import annotations

import pytest

from school.foundation.numbers import is_number, read_json, whole, whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("0042", 42),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("", None),
        ("²", None),
        ("٣", None),
        ("-1", None),
        ("1.5", None),
        (" 1", None),
    ],
)
def test_only_plain_digits_are_a_number(text: str, number: int | None) -> None:
    assert whole_number(text) == number


def test_more_digits_than_allowed_are_none() -> None:
    assert (whole_number("123456", 5), whole_number("12345", 5)) == (None, 12345)


@pytest.mark.parametrize(
    ("value", "is_one"), [(0, True), (-1.5, True), (10**15, False), (float("inf"), False), (float("nan"), False), (True, False), ("1", False)]
)
def test_number_is_what_can_be_reckoned_with(value: object, is_one: bool) -> None:
    assert is_number(value) is is_one
    assert is_number(10**400) is False


@pytest.mark.parametrize("value", [True, 1.0, "1", None, 2**31, -(2**31)])
def test_only_an_integer_that_fits_is_whole(value: object) -> None:
    with pytest.raises(ValueError, match="whole"):
        whole(value)
    assert whole(2**31 - 1) == 2**31 - 1


@pytest.mark.parametrize("raw", [b"NaN", "[Infinity]", '{"a": -Infinity}', "1e400", "1" + "0" * 400, "[" * 100_000, b"\xff", "{"])
def test_json_that_nobody_can_reckon_with_is_refused(raw: bytes | str) -> None:
    with pytest.raises(ValueError):  # whichever reader refused it
        read_json(raw)


def test_json_is_read_as_it_stands_and_nothing_is_null() -> None:
    assert (read_json('{"a": [1, 1.5, true]}'), read_json(b""), read_json(None)) == ({"a": [1, 1.5, True]}, None, None)
