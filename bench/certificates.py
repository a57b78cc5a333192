"""How many certificates one worker makes: issuing (the award, frozen, numbered, kept) and rendering, each as its job does it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from certificates.awards import award_of
from certificates.issuing import issue
from certificates.models import Certificate
from school.foundation import history, jobs
from school.foundation.models import Job
from school.foundation.printing import render_pdf

from . import cohort, drawing, seals, verifying, ways
from .crowd import finish
from .school import School
from .table import Row, compared

GROUP = "certificates"
ROUNDS, EACH = 6, 10
BARE = "<!doctype html><html lang='uk'><title>Bare</title><h1>Bare</h1></html>"


def run(school: School) -> list[Row]:
    people = [school.crowd.pop() for _ in range(ROUNDS * EACH + 1)]
    finish(people)

    def issue_one(enrolment: Any) -> None:
        issue(award=award_of("course", enrolment.code))

    issued = _race(people, issue_one, lambda row: history.record(row, "bench"))
    made = list(Certificate.objects.order_by("pk"))
    found = {job.key: job.pk for job in Job.objects.filter(kind="certificates.render")}

    def render_one(certificate: Certificate) -> None:
        if not jobs.run_job(found[certificate.code]):
            raise RuntimeError(f"{certificate} was not rendered")

    rendered = _race(made, render_one, lambda _row: render_pdf(BARE))
    return [
        *_rows("rendering, to an empty A4 page by WeasyPrint", rendered),
        *_rows("issuing, to one event written", issued),
        *drawing.rows(GROUP, made[0]),
        *seals.rows(GROUP, made[0]),
        *verifying.rows(GROUP, made[0]),
        *ways.rows(GROUP, made[0]),
        *cohort.rows(GROUP, school),
    ]


Speeds = dict[str, tuple[float, float]]


def _race(items: Sequence[Any], thing: Callable[[Any], object], bare: Callable[[Any], object]) -> Speeds:
    """Per second of the clock and of the CPU, medians of rounds in which thing and baseline take turns; the first is dropped."""
    thing(items[0])
    bare(items[0])
    speeds: dict[str, list[tuple[float, float]]] = {"thing": [], "bare": []}
    for number in range(ROUNDS):
        batch = items[1 + number * EACH : 1 + (number + 1) * EACH]
        for name, work in (("thing", thing), ("bare", bare)):
            clock, cpu = time.perf_counter(), time.process_time()
            for item in batch:
                work(item)
            speeds[name].append((EACH / (time.perf_counter() - clock), EACH / (time.process_time() - cpu)))
    return {name: (median(row[0] for row in rows), median(row[1] for row in rows)) for name, rows in speeds.items()}


def _rows(what: str, speeds: Speeds) -> list[Row]:
    units = ("per second", "per second of CPU")
    return [compared(GROUP, f"certificates of one worker: {what}", speeds["thing"][n], speeds["bare"][n], unit=unit) for n, unit in enumerate(units)]
