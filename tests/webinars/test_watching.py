"""Watched time is the union of played parts."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from school.accounts.models import User
from tests.factories.webinars import make_webinar
from webinars.models import WatchedSegment
from webinars.watching import Watched, record_watching, union, watched_by


def test_parts_that_overlap_or_touch_become_one() -> None:
    assert union([(10, 20), (0, 5), (5, 8), (15, 30)]) == [(0, 8), (10, 30)]


@pytest.mark.django_db
def test_seeking_to_the_end_adds_nothing_and_watching_twice_adds_nothing(olena: User) -> None:
    webinar = make_webinar(seconds=600)
    record_watching(user=olena, webinar=webinar, segments=[[0, 60]])
    record_watching(user=olena, webinar=webinar, segments=[[0, 60]], position=599)
    assert watched_by(olena, webinar) == Watched([(0, 60)], 10, 0)


@pytest.mark.django_db
def test_hundred_per_cent_is_said_only_when_all_is_watched(olena: User) -> None:
    webinar = make_webinar(seconds=600)
    assert record_watching(user=olena, webinar=webinar, segments=[[0, 599]]).percent == 99
    assert record_watching(user=olena, webinar=webinar, segments=[[590, 600]]).percent == 100


@pytest.mark.django_db
@pytest.mark.parametrize("part", [[5], [20, 10], ["a", "b"], None, [True, False], [float("nan"), 5], [700, 900], {"0": 1}])
def test_nonsense_is_left_out_and_the_rest_is_kept(olena: User, part: Any) -> None:
    webinar = make_webinar(seconds=600)
    assert record_watching(user=olena, webinar=webinar, segments=[part, [0, 6]]).segments == [(0, 6)]


@pytest.mark.django_db
def test_person_goes_on_where_they_stopped(olena: User) -> None:
    webinar = make_webinar(seconds=600)
    record_watching(user=olena, webinar=webinar, segments=[[0, 90]], position=90)
    assert watched_by(olena, webinar).position == 90


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_once_leave_parts_that_do_not_overlap(olena: User) -> None:
    webinar = make_webinar(seconds=600)
    start = threading.Barrier(2)

    def watch(first: int) -> None:
        start.wait()
        for step in range(10):
            record_watching(user=olena, webinar=webinar, segments=[[first + step * 10, first + step * 10 + 12]])
        connection.close()

    threads = [threading.Thread(target=watch, args=(first,)) for first in (0, 50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(WatchedSegment.objects.values_list("start", "end")) == [(0, 152)]
