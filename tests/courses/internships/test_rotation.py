"""Groups go round: nobody meets a clash that could be avoided, and no city sits all in one group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import pytest

from courses.internships.rotation import Clash, Person, Station, clashes, divide, send_round, unevenness

CITIES = ["Вінниця"] * 12 + ["Львів"] * 7 + ["Одеса"] * 6 + ["Рівне"] * 5


def people(cities: list[str]) -> list[Person]:
    return [Person(number, city) for number, city in enumerate(cities)]


def spread(cities: list[str], groups: list[list[int]]) -> list[Counter[str]]:
    return [Counter(cities[number] for number in members) for members in groups]


def test_everybody_is_in_one_group_and_sizes_differ_by_one_at_most() -> None:
    groups = divide(people(CITIES), 4)
    assert sorted(number for members in groups for number in members) == list(range(30))
    assert sorted(map(len, groups)) == [7, 7, 8, 8]


def test_each_city_is_spread_as_evenly_as_its_number_allows() -> None:
    for city, total in Counter(CITIES).items():
        numbers = [group[city] for group in spread(CITIES, divide(people(CITIES), 4))]
        assert (sum(numbers), max(numbers) - min(numbers)) == (total, 1 if total % 4 else 0), city


def every_division(numbers: tuple[int, ...], sizes: list[int]) -> Iterator[list[list[int]]]:
    if not sizes:
        yield []
        return
    for members in combinations(numbers, sizes[0]):
        for rest in every_division(tuple(set(numbers) - set(members)), sizes[1:]):
            yield [list(members), *rest]


@pytest.mark.parametrize("cities", ["ААААББВ", "ААБББВВГГ", "АБВГДЕЖЗ", "ААААААББ", "ААББВВГГ"])
@pytest.mark.parametrize("groups", [2, 3])
def test_small_divisions_are_as_even_as_the_best_of_all(cities: str, groups: int) -> None:
    found = divide(people(list(cities)), groups)
    sizes = [len(members) for members in found]
    best = min(unevenness(spread(list(cities), division)) for division in every_division(tuple(range(len(cities))), sizes))
    assert unevenness(spread(list(cities), found)) == best


def test_same_people_in_another_order_are_divided_alike() -> None:
    assert divide(people(CITIES), 4) == divide(people(CITIES)[::-1], 4)


@pytest.mark.parametrize(("number", "groups"), [(0, 3), (1, 3), (2, 2)])
def test_few_people_leave_groups_small_or_empty(number: int, groups: int) -> None:
    assert sum(map(len, divide(people(["Київ"] * number), groups))) == number


def rooms(*seats: int | None) -> list[Station]:
    return [Station(f"відділ {number}", seats) for number, seats in enumerate(seats)]


@pytest.mark.parametrize(("groups", "times", "stations"), [(6, 6, 6), (4, 3, 4), (3, 3, 5), (1, 4, 4), (2, 2, 2)])
def test_every_group_is_somewhere_else_each_time_and_alone_there(groups: int, times: int, stations: int) -> None:
    sizes, places = [10] * groups, rooms(*[10] * stations)
    stops = send_round(sizes, times, places)
    assert len({(stop.group, stop.time) for stop in stops}) == groups * times
    assert len({(stop.station, stop.time) for stop in stops}) == groups * times
    assert clashes(sizes, times, places, stops) == []


def test_two_groups_share_a_station_when_its_room_holds_both() -> None:
    sizes, places = [5, 5, 5, 5], rooms(10, 10)
    assert clashes(sizes, 2, places, send_round(sizes, 2, places)) == []


def test_smaller_group_goes_to_the_smaller_room() -> None:
    sizes, places = [8, 7], rooms(7, 8)
    [clash] = clashes(sizes, 2, places, send_round(sizes, 2, places))
    assert (clash.kind, clash.people) == ("overfull", 8)  # once the larger group must see the smaller room
    assert clashes(sizes, 1, places, send_round(sizes, 1, places)) == []


def test_more_times_than_stations_is_said_as_a_repeat() -> None:
    places = rooms(None, None)
    kinds = [clash.kind for clash in clashes([5, 5], 3, places, send_round([5, 5], 3, places))]
    assert kinds == ["repeat", "repeat"]


def test_group_sent_nowhere_is_named_with_its_time() -> None:
    stops = [stop for stop in send_round([5, 5], 2, rooms(9, 9)) if (stop.group, stop.time) != (1, 0)]
    assert clashes([5, 5], 2, rooms(9, 9), stops) == [Clash("nowhere", 1, 0, None)]


def test_no_stations_no_stops() -> None:
    assert send_round([5], 2, []) == []
