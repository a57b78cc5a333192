"""Measuring: the server's CPU time of a request, the things compared taking turns; SQL by count."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from school.accounts.models import User

ROUNDS = 9
REQUESTS = 12  # of each thing in a round
Thing = Callable[[], object]


def browser(user: User | None = None) -> Client:
    """A visitor by HTTPS, as behind nginx; errors of the server are raised here."""
    client = Client(headers={"host": "school.example.org", "x-forwarded-proto": "https"})
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def getting(client: Client, url: str) -> Thing:
    def get() -> None:
        status = client.get(url).status_code
        if status != 200:
            raise RuntimeError(f"{url} answered {status}")

    return get


@contextmanager
def _without_collector() -> Iterator[None]:
    """Garbage of one thing must not be collected at the cost of another."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def cpu_ms(things: dict[str, Thing], *, rounds: int = ROUNDS, requests: int = REQUESTS) -> dict[str, float]:
    """Median CPU milliseconds of a call of each thing. All take turns, call by call; the first, cold call of each is dropped."""
    for thing in things.values():
        thing()
    spent: dict[str, list[float]] = {name: [] for name in things}
    for _round in range(rounds):
        with _without_collector():
            for _request in range(requests):
                for name, thing in things.items():
                    began = time.process_time()
                    thing()
                    spent[name].append((time.process_time() - began) * 1000)
    return {name: median(times) for name, times in spent.items()}


def sql_of(thing: Thing) -> int:
    """Queries of the second call: what a process remembers for seconds was asked by the first."""
    thing()
    with CaptureQueriesContext(connection) as seen:
        thing()
    return len(seen)
