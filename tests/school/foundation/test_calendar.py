"""Kyiv days: midnight, the nights when clocks change, and how days are said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from school.foundation.calendar import KYIV, day_words, deadline, kyiv_day, last_day, nearness, span_words

NOON = datetime(2026, 5, 5, 9, tzinfo=UTC)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    return date(2026, 5, 5)


@pytest.mark.parametrize(
    ("day", "over"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 22, tzinfo=UTC)),  # clocks go forward the next night
        (date(2026, 3, 29), datetime(2026, 3, 29, 21, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 21, tzinfo=UTC)),  # and back
        (date(2026, 10, 25), datetime(2026, 10, 25, 22, tzinfo=UTC)),
        (date(2026, 12, 31), datetime(2026, 12, 31, 22, tzinfo=UTC)),
        (date(2028, 2, 28), datetime(2028, 2, 28, 22, tzinfo=UTC)),
    ],
)
def test_day_is_over_at_midnight_in_kyiv(day: date, over: datetime) -> None:
    assert deadline(day) == over
    assert last_day(deadline(day)) == day


def test_days_when_clocks_change_have_23_and_25_hours() -> None:
    def length(day: date) -> timedelta:
        return deadline(day).astimezone(UTC) - deadline(day - timedelta(days=1)).astimezone(UTC)

    assert [length(date(2026, 3, 29)), length(date(2026, 10, 25)), length(date(2026, 5, 5))] == [timedelta(hours=hours) for hours in (23, 25, 24)]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 1, 21, 59, 59, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2026, 1, 1, 22, 0, tzinfo=UTC), date(2026, 1, 2)),
        (datetime(2026, 7, 1, 20, 59, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 21, 0, tzinfo=UTC), date(2026, 7, 2)),
        (date(2026, 7, 1), date(2026, 7, 1)),
    ],
)
def test_moment_belongs_to_the_day_of_kyiv(moment: datetime | date, day: date) -> None:
    assert kyiv_day(moment) == day


def test_last_day_of_a_term_that_ends_within_a_day_is_that_day() -> None:
    assert last_day(datetime(2026, 5, 5, 18, tzinfo=KYIV)) == date(2026, 5, 5)


@pytest.mark.parametrize(
    ("language", "day", "year", "words"),
    [
        ("uk", date(2026, 11, 23), False, "23 листопада"),
        ("uk", date(2027, 11, 23), False, "23 листопада 2027"),
        ("uk", date(2026, 11, 23), True, "23 листопада 2026 року"),
        ("en", date(2026, 11, 23), False, "23 November"),
        ("en", date(2027, 11, 23), False, "23 November 2027"),
    ],
)
def test_day_is_said_with_its_year_when_it_is_another(today: date, language: str, day: date, year: bool, words: str) -> None:
    with override(language):
        assert day_words(day, year=year) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 9, 7), None, "7 вересня"),
        (date(2026, 9, 7), date(2026, 9, 7), "7 вересня"),
        (date(2026, 9, 7), date(2026, 9, 30), "7 – 30 вересня"),
        (date(2026, 9, 7), date(2026, 10, 3), "7 вересня – 3 жовтня"),
        (date(2026, 11, 23), date(2027, 1, 3), "23 листопада – 3 січня 2027"),
        (datetime(2026, 9, 7, 0, tzinfo=KYIV), deadline(date(2026, 9, 30)), "7 – 30 вересня"),
    ],
)
def test_span_says_a_month_once(today: date, start: datetime | date, end: datetime | date | None, words: str) -> None:
    with override("uk"):
        assert span_words(start, end) == words


@pytest.mark.parametrize(
    ("days", "uk", "en"),
    [
        (0, "сьогодні", "today"), (1, "завтра", "tomorrow"), (2, "післязавтра", "the day after tomorrow"), (-1, "вчора", "yesterday"),
        (3, "через 3 дні", "in 3 days"), (5, "через 5 днів", "in 5 days"), (21, "через 21 день", "in 21 days"),
        (-2, "2 дні тому", "2 days ago"), (-11, "11 днів тому", "11 days ago"), (60, "через 2 місяці", "in 2 months"), (-150, "5 місяців тому", "5 months ago"),
    ],
)  # fmt: skip
def test_nearness_agrees_with_its_number_in_both_languages(today: date, days: int, uk: str, en: str) -> None:
    said = []
    for language in ("uk", "en"):
        with override(language):
            said.append(nearness(today + timedelta(days=days)))
    assert said == [uk, en]
