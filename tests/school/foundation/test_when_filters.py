"""Numbers with their words, as templates say them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import override

from school.foundation.calendar import KYIV
from school.foundation.templatetags.when import academic_hours, credits, hours, nearness, number


@pytest.mark.parametrize(
    ("value", "said"),
    [(1, "1 академічна година"), (3, "3 академічні години"), (Decimal("10.0"), "10 академічних годин"), (Decimal("1.5"), "1,5 академічної години")],
)
def test_academic_hours_agree_with_their_number(value: object, said: str) -> None:
    assert academic_hours(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(Decimal("0.3"), "0,3 кредиту ЄКТС"), (1, "1 кредит ЄКТС"), (2, "2 кредити ЄКТС"), (5, "5 кредитів ЄКТС")]
)
def test_credits_agree_with_their_number(value: object, said: str) -> None:
    assert credits(value) == said


def test_english_has_two_forms() -> None:
    with override("en"):
        assert (academic_hours(1), academic_hours(Decimal("2.5")), credits(1), hours(3)) == (
            "1 academic hour", "2.5 academic hours", "1 ECTS credit", "3 hours",
        )  # fmt: skip


def test_a_float_is_shown_as_people_write_it() -> None:
    assert number(0.9) == "0,9"


def test_number_stays_with_its_word_at_the_end_of_a_line() -> None:
    assert nearness(timezone.localdate(timezone=KYIV) + timedelta(days=5)) == "через 5\u00a0днів"
