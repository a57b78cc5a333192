"""A worker in a process of its own, for the tests to kill: `python -m tests.webinars.recordings.worker`, each line of stdin one.

At the place of its line it says HERE and waits; without one it works to the end and says what there is, as JSON."""

from __future__ import annotations

import json
import time
from typing import Any

import django

from tests.forked import serve


def here() -> None:
    print("HERE", flush=True)
    time.sleep(600)


def stop_at(place: str) -> None:
    """`picture` stops while ffmpeg is at work in that stage; `picture-kept` once its files are kept and no row tells of them."""
    from webinars.recordings import preparing, storing
    from webinars.recordings.encoding import SEGMENT  # noqa: F401

    stage, _dash, kept = place.partition("-")
    real_begin, real_run, real_row = preparing.Work.begin, preparing.run, storing._row
    now: list[str] = []

    def begin(self: Any, stage: Any) -> None:
        now[:] = [str(stage.value)]
        real_begin(self, stage)
        if not kept and stage.value == place == "probe":
            here()

    def run(arguments: Any, **told: Any) -> str:
        if not kept and now == [stage]:
            told["on_time"] = lambda seconds: here()
            said = real_run(arguments, **told)
            here()  # it was too quick to be met on its way
            return said
        return real_run(arguments, **told)

    def row(*told: Any) -> Any:
        if kept and now == [stage]:
            here()
        return real_row(*told)

    preparing.Work.begin, preparing.run, storing._row = begin, run, row  # type: ignore[method-assign]


def main(place: str) -> None:
    from school.foundation import jobs
    from school.foundation.models import Job, JobState
    from webinars.models import Cut

    if place:
        stop_at(place)
    Job.objects.filter(state=JobState.RUNNING).update(state=JobState.QUEUED)  # as the sweep finds a worker that is silent
    for job in Job.objects.filter(state=JobState.QUEUED):
        jobs.run_job(job.pk)
    cut = Cut.objects.select_related("webinar").get()
    rows = list(cut.renditions.order_by("pk"))
    print(
        json.dumps(
            {
                "state": cut.state,
                "problem": cut.problem,
                "kinds": [row.kind for row in rows],
                "made": {row.kind: row.created_at.isoformat() for row in rows},
                "whole": all(row.file.storage.exists(row.file.name) for row in rows),
                "recording": cut.webinar.recording.name,
                "jobs": list(Job.objects.values_list("state", flat=True)),
            }
        )
    )


if __name__ == "__main__":
    django.setup()
    serve(main)
