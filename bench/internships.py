"""A day with a thousand applications: the board, the door's sync, the rotation and how near it comes to the best."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import combinations
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.internships.days import announce_day
from courses.internships.models import Application, Internship, InternshipDay
from courses.internships.rotation import Person, Station, clashes, divide, send_round, unevenness
from courses.learning.models import Claim
from courses.learning.seats import recount
from school.accounts.models import User

from .clock import browser, cpu_ms, getting, sql_of
from .learning import MOST, bare_things
from .scanning import scan_rows
from .school import School
from .table import Row, compared, counted

GROUP = "internships"
FEW, MANY = 10, 1_000
BATCH = 50  # sightings that a device sends at once
CITIES = ("Вінниця", "Львів", "Одеса", "Рівне", "Тернопіль", "Чернівці", "Умань", "Житомир", "Луцьк", "Харків")
SMALL = ("ААААБББВВГ", "ААААААБВГД", "АБВГДЕЖЗИК", "ААБББВВВГГ", "ААААААААББ")


def run(school: School) -> list[Row]:
    users = [row.user for row in school.crowd[:MANY]]
    few, many = _day(school, users[:FEW]), _day(school, users)
    board = {day.pk: reverse("internships:teach_day", args=[day.code]) + "?tab=accepted" for day in (few, many)}
    halyna = browser(school.halyna)
    rows = [
        counted(
            GROUP, "SQL of the board: 1,000 applications to 10", sql_of(getting(halyna, board[few.pk])), sql_of(getting(halyna, board[many.pk])), 20
        )
    ]
    spent = cpu_ms({**bare_things(school), "board": getting(halyna, board[many.pk])})
    rows.append(compared(GROUP, "board of 1,000 applications, to a bare Wagtail page", spent["board"], spent["bare page, signed in"], most=MOST))
    return [*rows, *scan_rows(GROUP, halyna, many), *_sync_rows(halyna, many), *_rotation_rows()]


def _day(school: School, users: list[User]) -> InternshipDay:
    """Everybody accepted: the rows that the verbs would write, in bulk."""
    now = timezone.now()
    programme = Internship.objects.create(key=uuid4(), source_locale="uk", title_uk="Один день у раді", hours=Decimal(8), published_at=now)
    day = announce_day(
        internship=programme, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=7), apply_by_at=now - timedelta(days=2),
        capacity=None, actor=school.halyna, venue_uk="Зала", address_uk="вул. Соборна, 59",
    )  # fmt: skip
    claims = Claim.objects.bulk_create(Claim(offer=day.offer, state="given", queued_at=now, given_at=now) for _user in users)
    Application.objects.bulk_create(
        Application(
            day=day, user=user, state="accepted", claim=claim, applied_at=now, decided_at=now, why="Готуємо електронний запис.",
            organisation="Міська рада", position="спеціаліст", city=CITIES[number % len(CITIES)],
        )
        for number, (user, claim) in enumerate(zip(users, claims, strict=True))
    )  # fmt: skip
    recount(offer=day.offer)
    return day


def _sync_rows(halyna: Client, day: InternshipDay) -> list[Row]:
    codes = iter(day.applications.order_by("pk").values_list("code", flat=True))
    _send(halyna, day, [next(codes) for _n in range(2)])
    few = _sql_of_batch(halyna, day, [next(codes) for _n in range(FEW)])
    many = _sql_of_batch(halyna, day, [next(codes) for _n in range(BATCH)])
    began, batches = time.perf_counter(), 8
    for _batch in range(batches):
        _send(halyna, day, [next(codes) for _n in range(BATCH)])
    rate = batches * BATCH / (time.perf_counter() - began)
    return [
        counted(GROUP, f"SQL of a batch from the door: {BATCH} sightings to {FEW}", few, many, None),
        Row(GROUP, f"check-ins synchronised, {BATCH} a batch, list of 1,000 sent back", round(rate, 1), "a second"),
    ]


def _sql_of_batch(halyna: Client, day: InternshipDay, codes: Iterable[str]) -> int:
    with CaptureQueriesContext(connection) as seen:
        _send(halyna, day, codes)
    return len(seen)


def _send(halyna: Client, day: InternshipDay, codes: Iterable[str]) -> None:
    now = timezone.now().isoformat()
    rows = [
        {"id": str(uuid4()), "application": code, "how": "pass", "way": "in", "device_at": now, "offset": 0, "clock": "bench", "mono": 1}
        for code in codes
    ]
    body = {"device": "телефон", "device_at": now, "clock": "bench", "mono": 2, "sightings": rows}
    answer = halyna.post(reverse("internships:door_sync", args=[day.code]), json.dumps(body), content_type="application/json")
    states = Counter(row["state"] for row in answer.json().get("results", []))
    if states != {"kept": len(rows)}:
        raise RuntimeError(f"the door answered {answer.status_code}: {answer.content[:300]!r}")


def _rotation_rows() -> list[Row]:
    people = [Person(number, CITIES[number * number % len(CITIES)]) for number in range(60)]
    stations = [Station(number, 10) for number in range(6)]
    began = time.perf_counter()
    sizes = [len(group) for group in divide(people, 6)]
    stops = send_round(sizes, 6, stations)
    seconds = time.perf_counter() - began
    if clashes(sizes, 6, stations, stops):
        raise RuntimeError("the rotation has a clash")
    worst = max(_over_best(case, groups) for case in SMALL for groups in (2, 3))
    return [
        Row(GROUP, "rotation of 60 people, 6 groups, 6 departments", round(seconds * 1000, 2), "ms", goal="≤ 1000 ms", ok=seconds <= 1),
        Row(
            GROUP, "unevenness over the best of every division, 10 small cases, the worst", round(worst, 3), "× best",
            goal="≤ 1.1 × best", ok=worst <= 1.1,
        ),
    ]  # fmt: skip


def _over_best(cities: str, groups: int) -> float:
    found = divide([Person(number, city) for number, city in enumerate(cities)], groups)
    sizes = [len(members) for members in found]

    def cost(division: Iterable[Iterable[object]]) -> int:
        return unevenness([Counter(cities[int(str(number))] for number in members) for members in division])

    return cost(found) / min(cost(division) for division in _every(tuple(range(len(cities))), sizes))


def _every(numbers: tuple[int, ...], sizes: list[int]) -> Iterator[list[tuple[int, ...]]]:
    if not sizes:
        yield []
        return
    for members in combinations(numbers, sizes[0]):
        left = tuple(number for number in numbers if number not in members)
        for rest in _every(left, sizes[1:]):
            yield [members, *rest]
