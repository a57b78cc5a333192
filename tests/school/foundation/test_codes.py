"""Codes people type: what looks alike is the same."""

from __future__ import annotations

import pytest

from school.foundation.codes import ALPHABET, fold_code, new_long_code

CODE = "ABCEHK1MOPTXY3".replace("O", "0")


@pytest.mark.parametrize(
    "typed",
    ["АВСЕНК1МОРТХУ3", "авсенкімортхуз", "abcehklm0ptxy3", " ABCE-HK1M-0PTX-Y3 ", "ABCE\u00a0HK1M\u20110PTX — Y3", "ABCE–HKIMOPTXY3"],
)  # fmt: skip
def test_cyrillic_small_and_split_are_read_as_one_code(typed: str) -> None:
    assert fold_code(typed) == CODE


def test_every_sign_of_a_code_is_read_as_itself() -> None:
    assert fold_code(ALPHABET) == ALPHABET
    assert fold_code(ALPHABET.lower()) == ALPHABET


def test_code_of_a_certificate_has_sixteen_signs() -> None:
    assert len(new_long_code()) == 16
