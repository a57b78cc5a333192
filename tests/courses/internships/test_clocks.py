"""A device's clock may be wrong, may jump, may be all there is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from courses.internships.clocks import Reading, corrected

NINE = datetime(2026, 12, 17, 9, tzinfo=UTC)
NOON = datetime(2026, 12, 17, 12, tzinfo=UTC)
NO = timedelta(0)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


@pytest.mark.parametrize("wrong", [minutes(0), minutes(40), minutes(-40), timedelta(days=-3)])
def test_clock_that_is_wrong_but_steady_is_put_right_without_doubt(wrong: timedelta) -> None:
    seen = Reading(NINE + wrong, offset=-wrong, clock="a", mono=100)
    sync = Reading(NOON + wrong, clock="a", mono=100 + 3 * 3600)
    assert corrected(seen, sync, NOON) == (NINE, False)


def test_clock_that_jumped_is_told_by_the_monotonic_one_and_is_doubtful() -> None:
    seen = Reading(NINE, offset=NO, clock="a", mono=100)
    sync = Reading(NOON + minutes(40), clock="a", mono=100 + 3 * 3600)
    assert corrected(seen, sync, NOON) == (NINE, True)


def test_clock_put_right_between_the_sighting_and_the_sync_leaves_the_true_time() -> None:
    seen = Reading(NINE + minutes(40), offset=minutes(-40), clock="a", mono=5)
    sync = Reading(NOON, clock="b", mono=9)
    assert corrected(seen, sync, NOON) == (NINE, True)


def test_device_that_never_met_the_server_is_believed_while_it_runs_and_doubted_after_a_restart() -> None:
    seen = Reading(NINE + minutes(7), clock="a", mono=100)
    assert corrected(seen, Reading(NOON + minutes(7), clock="a", mono=10_900), NOON) == (NINE, False)
    assert corrected(seen, Reading(NOON + minutes(7), clock="b", mono=3), NOON) == (NINE, True)


def test_small_drift_is_no_jump() -> None:
    seen = Reading(NINE, offset=timedelta(seconds=-60), clock="a", mono=0)
    assert corrected(seen, Reading(NOON, clock="b", mono=0), NOON) == (NINE, False)


def test_nobody_arrives_in_the_future() -> None:
    seen = Reading(NOON + minutes(5), offset=NO)
    assert corrected(seen, Reading(NOON), NOON) == (NOON, True)
