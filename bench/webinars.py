"""A heartbeat of watching beside a bare answer, the union of many parts, and a thousand people watching at once."""

from __future__ import annotations

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from statistics import quantiles
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from school.accounts.models import User
from tests.factories.webinars import make_webinar
from webinars.models import Viewing, Webinar
from webinars.watching.counting import Budget, Played, union
from webinars.watching.counting import count as count_parts
from webinars.watching.watched import record_watching

from .clock import Thing, browser, cpu_ms, sql_of
from .learning import bare_things, beside_bare
from .school import School
from .table import Row

GROUP = "webinars"
BEAT, WATCHERS, PARTS, WORKERS = 15, 1_000, 10_000, 8
SECONDS = int(os.environ.get("WATCH_SECONDS", "120"))
SLOWEST = 500  # ms, p95 of a heartbeat


def run(school: School) -> list[Row]:
    webinar = make_webinar(seconds=7200, captions="")
    heart = beats(browser(school.olena), webinar)
    asked = sql_of(heart)
    name = f"heartbeat of {BEAT} s of watching (POST)"
    spent = cpu_ms({**bare_things(school), name: heart})
    return [
        Row(GROUP, f"SQL of a {name}, session and person in it", asked, "queries", goal="≤ 4", ok=asked <= 4),
        *beside_bare(GROUP, name, spent, "signed in"),
        *union_rows(),
        *crowd_rows(webinar),
    ]


def beats(client: Client, webinar: Webinar) -> Thing:
    """Each call is the next heartbeat of one who goes on watching."""
    address, numbers = reverse("webinars:watched", args=[webinar.code]), count()

    def beat() -> None:
        post(client, address, next(numbers))

    return beat


def post(client: Client, address: str, number: int) -> None:
    start = number * BEAT
    part = {"start": start, "end": start + BEAT, "at": time.time() * 1000, "rate": 1}
    sent = {"batch": f"{number}", "segments": [[start, start + BEAT]], "played": [part], "position": start + BEAT, "sent_at": time.time() * 1000}
    status = client.post(address, json.dumps(sent), content_type="application/json").status_code
    if status != 200:
        raise RuntimeError(f"a heartbeat was answered {status}")


def union_rows() -> list[Row]:
    """Parts that never touch, the hardest case, and one more that joins them all."""
    parts = [(number * 3, number * 3 + 1) for number in range(PARTS)]
    now = timezone.now()
    took = cpu_ms(
        {
            "union": lambda: union(parts),
            "add": lambda: count_parts([Played(0, 3 * PARTS)], parts[: PARTS // 10], Budget(1e9, 1e9), now),
        },
        rounds=3,
        requests=3,
    )
    return [
        Row(GROUP, f"union of {PARTS:,} parts", round(took["union"], 2), "ms CPU"),
        Row(GROUP, f"a part that closes {PARTS // 10:,} gaps", round(took["add"], 2), "ms CPU"),
    ]


def crowd_rows(webinar: Webinar) -> list[Row]:
    """A thousand people, each with a heartbeat every 15 seconds at a moment of their own, through the whole stack of Django."""
    if connection.vendor != "postgresql":
        print("No PostgreSQL: a thousand watchers are not measured.", file=sys.stderr)
        return []
    people = _watchers(webinar)
    rounds = max(SECONDS // BEAT, 1)
    took = _play(webinar, people, rounds)
    lost = Viewing.objects.filter(webinar=webinar, user__in=people).exclude(seconds=rounds * BEAT).count()
    p95 = quantiles(took, n=20)[-1]
    name = f"{WATCHERS:,} watchers for {rounds * BEAT} s"
    return [
        Row(GROUP, f"{name}: heartbeats answered", len(took), "requests"),
        Row(GROUP, f"{name}: p95 of a heartbeat", round(p95, 1), "ms", goal=f"≤ {SLOWEST} ms", ok=p95 <= SLOWEST),
        Row(GROUP, f"{name}: people whose seconds are not all there", lost, "people", goal="0", ok=lost == 0),
    ]


def _watchers(webinar: Webinar) -> list[User]:
    password = make_password(None)
    rows = [User(email=f"watcher-{number}@example.org", password=password) for number in range(WATCHERS)]
    people = User.objects.bulk_create(rows, batch_size=500)
    for user in people:
        record_watching(user=user, webinar=webinar, since=timezone.now() - timedelta(hours=3))
    return people


def _play(webinar: Webinar, people: list[User], rounds: int) -> list[float]:
    """Milliseconds from the moment a heartbeat was due to its answer: a queue counts as waiting."""
    address = reverse("webinars:watched", args=[webinar.code])
    clients = [browser(user) for user in people]
    began = time.monotonic() + 1

    def beat(turn: tuple[int, int]) -> float:
        number, who = turn
        due = began + (number + who / WATCHERS) * BEAT
        time.sleep(max(due - time.monotonic(), 0))
        post(clients[who], address, number)
        return (time.monotonic() - due) * 1000

    turns: list[Any] = [(number, who) for number in range(rounds) for who in range(WATCHERS)]
    opened: list[Any] = []

    def connect() -> None:
        connection.connect()
        opened.append(connection.connection)

    with ThreadPoolExecutor(WORKERS, initializer=connect) as pool:
        took = list(pool.map(beat, turns))
    for one in opened:  # a database somebody is connected to cannot be dropped
        one.close()
    return took
