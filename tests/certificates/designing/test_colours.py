from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from certificates.designing.colours import ACCENTS, PAPERS, check_colour, check_colours, contrast


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("paper", [value for value, _label in PAPERS])
@pytest.mark.parametrize("accent", [value for value, _label in ACCENTS])
def test_every_offered_pair_can_be_read(paper: str, accent: str) -> None:
    check_colours(paper, accent)
    assert contrast(paper, accent) >= 4.5


@pytest.mark.parametrize(("paper", "accent", "field"), [("#ffffff", "#959595", "accent"), ("#c0c0c0", "#1c1815", "paper")])
def test_pair_that_is_hard_to_read_is_refused_by_field(paper: str, accent: str, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_colours(paper, accent)
    assert list(refused.value.message_dict) == [field]


def test_three_to_one_is_enough_for_the_large_title() -> None:
    check_colours("#ffffff", "#949494")


@pytest.mark.parametrize("value", ["red", "#fff", "#12345g", "url(x)", "#ffffff;}"])
def test_what_is_no_colour_never_reaches_the_sheet(value: str) -> None:
    with pytest.raises(ValidationError):
        check_colour(value)


def test_colour_is_kept_in_small_letters() -> None:
    assert check_colour(" #8E1E30 ") == "#8e1e30"
