"""How much of what is said to be played may count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from webinars.watching.counting import Budget, Played, count, missing, played_parts, sensible, union

HEARD = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_parts_that_overlap_or_touch_become_one() -> None:
    assert union([(10, 20), (0, 5), (5, 8), (15, 30)]) == [(0, 8), (10, 30)]


def test_what_is_missing_lies_between_the_parts() -> None:
    assert missing([(0, 10), (20, 30)], (5, 40)) == [(10, 20), (30, 40)]
    assert missing([(0, 10)], (2, 8)) == []
    assert missing([], (0, 5)) == [(0, 5)]


@pytest.mark.parametrize("part", [[5], [20, 10], ["a", "b"], None, [True, False], [float("nan"), 5], [700, 900], {"0": 1}])
def test_nonsense_is_left_out_and_the_rest_is_kept(part: Any) -> None:
    assert sensible([part, [0, 6]], 600) == [Played(0, 6)]


@pytest.mark.parametrize("row", [None, 5, {}, {"start": 1}, {"start": "0", "end": 5}, {"start": 9, "end": 3}, {"start": 700, "end": 800}])
def test_nonsense_with_times_is_left_out_too(row: Any) -> None:
    assert played_parts([row, {"start": 0, "end": 6, "at": 1e30, "rate": "fast"}], 600, timedelta(0)) == [Played(0, 6)]


def test_parts_are_cut_where_the_time_since_the_last_report_ends() -> None:
    counted = count([Played(0, 20), Played(50, 80)], [], Budget(recent=30, ever=1000), HEARD)
    assert (counted.parts, counted.live, counted.refused) == ([(0, 20), (50, 60)], 30, 20)


def test_what_was_watched_already_costs_nothing() -> None:
    counted = count([Played(0, 100), Played(100, 110)], [(0, 100)], Budget(recent=10, ever=10), HEARD)
    assert (counted.parts, counted.refused) == ([(0, 110)], 0)


def test_parts_of_before_the_last_report_draw_on_all_the_time_since_the_webinar_was_opened() -> None:
    budget = Budget(recent=10, ever=500)
    counted = count([Played(0, 400, at=HEARD - timedelta(hours=1))], [], budget, HEARD)
    assert (counted.later, counted.refused, budget.recent, budget.ever) == (400, 0, 10, 100)


def test_even_those_never_exceed_twice_the_time_there_was() -> None:
    counted = count([Played(0, 400, at=HEARD - timedelta(hours=1))], [], Budget(recent=10, ever=100), HEARD)
    assert (counted.parts, counted.refused) == ([(0, 100)], 300)


def test_faster_than_twice_is_not_watching() -> None:
    counted = count([Played(0, 30, rate=4.0), Played(30, 40, rate=2.0)], [], Budget(recent=99, ever=99), HEARD)
    assert (counted.parts, counted.refused) == ([(30, 40)], 30)
