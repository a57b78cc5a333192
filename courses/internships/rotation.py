"""Groups that go round the departments: who is in which, and where each is when. No database here, and no chance.

A Latin rectangle sends every group to another station at each time; greedy placing and swaps spread the people of a
city over the groups. Small enough to need no solver: swaps stop at a local best, which `bench internships` compares
with every possible division on small cases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

MOST_ROUNDS = 50  # of swaps over all pairs; each round that helps lowers the cost by one at least


class Person(NamedTuple):
    key: Hashable
    city: str


@dataclass(frozen=True)
class Station:
    key: Hashable
    seats: int | None = None  # people at once; None: as many as come


class Stop(NamedTuple):
    group: int
    time: int
    station: Hashable


class Clash(NamedTuple):
    """`kind`: overfull (people at a station over its seats), repeat (a group at a station again), nowhere (a group without one)."""

    kind: str
    group: int | None
    time: int
    station: Hashable | None
    people: int = 0


def divide(people: Sequence[Person], groups: int) -> list[list[Hashable]]:
    """Groups whose sizes differ by one at most, the people of each city spread over them as evenly as swaps can make it."""
    sizes = [len(people) // groups + (number < len(people) % groups) for number in range(groups)]
    placed: list[list[Person]] = [[] for _number in range(groups)]
    totals = Counter(person.city for person in people)
    for person in sorted(people, key=lambda one: (-totals[one.city], one.city, str(one.key))):
        open_groups = [number for number in range(groups) if len(placed[number]) < sizes[number]]
        placed[min(open_groups, key=lambda number: (_of_city(placed[number], person.city), len(placed[number]), number))].append(person)
    _swap(placed)
    return [[person.key for person in members] for members in placed]


def unevenness(cities: Sequence[Counter[str]]) -> int:
    """The sum of squares of how many of a city are in a group: least when every city is spread evenly."""
    return sum(number * number for group in cities for number in group.values())


def _of_city(members: Sequence[Person], city: str) -> int:
    return sum(person.city == city for person in members)


def _swap(placed: list[list[Person]]) -> None:
    """Exchange two people of two groups while that spreads their cities more evenly."""
    counts = [Counter(person.city for person in members) for members in placed]
    for _round in range(MOST_ROUNDS):
        if not any(_swap_between(placed, counts, one, two) for one, two in combinations(range(len(placed)), 2)):
            return


def _swap_between(placed: list[list[Person]], counts: list[Counter[str]], one: int, two: int) -> bool:
    helped = False
    for at, left in enumerate(placed[one]):
        for to, right in enumerate(placed[two]):
            left = placed[one][at]
            if left.city == right.city or _gain(counts[one], counts[two], left.city, right.city) <= 0:
                continue
            placed[one][at], placed[two][to] = right, left
            for count, gone, come in ((counts[one], left.city, right.city), (counts[two], right.city, left.city)):
                count[gone] -= 1
                count[come] += 1
            helped = True
            break
    return helped


def _gain(one: Counter[str], two: Counter[str], leaves: str, comes: str) -> int:
    """By how much the sum of squares falls when `leaves` goes from one to two and `comes` the other way."""
    return 2 * (one[leaves] - two[leaves] - 1) + 2 * (two[comes] - one[comes] - 1)


def send_round(sizes: Sequence[int], times: int, stations: Sequence[Station]) -> list[Stop]:
    """Where each group is at each time: first the Latin rectangle, then swaps of two groups at a time while clashes lessen."""
    if not stations:
        return []
    order = sorted(range(len(stations)), key=lambda at: (stations[at].seats is None, stations[at].seats or 0))
    big_first = sorted(range(len(sizes)), key=lambda number: sizes[number])
    plan = {(number, time): order[(place + time) % len(stations)] for place, number in enumerate(big_first) for time in range(times)}
    _lessen(plan, sizes, times, stations)
    return [Stop(number, time, stations[at].key) for (number, time), at in sorted(plan.items())]


def _lessen(plan: dict[tuple[int, int], int], sizes: Sequence[int], times: int, stations: Sequence[Station]) -> None:
    best = _weight(plan, sizes, stations)
    for _round in range(MOST_ROUNDS):
        before = best
        for time in range(times):
            for one, two in combinations(range(len(sizes)), 2):
                if best == 0:
                    return
                plan[one, time], plan[two, time] = plan[two, time], plan[one, time]
                now = _weight(plan, sizes, stations)
                if now < best:
                    best = now
                else:
                    plan[one, time], plan[two, time] = plan[two, time], plan[one, time]
        if best == before:
            return


def _weight(plan: Mapping[tuple[int, int], int], sizes: Sequence[int], stations: Sequence[Station]) -> int:
    """People over the seats, and a whole group for each station it would see again."""
    people: Counter[tuple[int, int]] = Counter()
    visits: Counter[tuple[int, int]] = Counter()
    for (number, time), at in plan.items():
        people[at, time] += sizes[number]
        visits[number, at] += 1
    over = sum(max(0, count - (stations[at].seats or count)) for (at, _time), count in people.items())
    return over + sum((count - 1) * sizes[number] for (number, _at), count in visits.items())


def clashes(sizes: Sequence[int], times: int, stations: Sequence[Station], stops: Sequence[Stop]) -> list[Clash]:
    """Everything that does not fit, in the order of the day."""
    where = {(stop.group, stop.time): stop.station for stop in stops}
    seats = {station.key: station.seats for station in stations}
    found: list[Clash] = []
    seen: set[tuple[int, Hashable]] = set()
    for time in range(times):
        people: Counter[Hashable] = Counter()
        for number, size in enumerate(sizes):
            station = where.get((number, time))
            if station is None:
                found.append(Clash("nowhere", number, time, None))
                continue
            people[station] += size
            if (number, station) in seen:
                found.append(Clash("repeat", number, time, station))
            seen.add((number, station))
        limits = ((station, count, seats.get(station)) for station, count in people.items())
        found += [Clash("overfull", None, time, station, count) for station, count, limit in limits if limit is not None and count > limit]
    return found
