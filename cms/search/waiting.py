"""What has changed waits in a row of its own, written in the change's transaction. A task is only a doorbell, and the sweep rings too.

One row an object, however often it changes: ten savings in a minute are one piece of work, and one killed half-way is done again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from school.foundation.limits import allow

from .models import SearchThing

AGAIN = timedelta(minutes=1)  # after a failure, longer each time
log = structlog.get_logger(__name__)


def want(source: str, *objects: str) -> None:
    """These objects of the source have changed, or are gone."""
    want_all((source, one) for one in objects)


def want_all(changed: Iterable[tuple[str, str]]) -> None:
    rows = sorted(set(changed))
    if not rows:
        return
    for source in {source for source, _object in rows}:
        objects = [one for other, one in rows if other == source]
        SearchThing.objects.filter(source=source, object__in=objects).update(wanted=F("wanted") + 1, again_at=None, failures=0)
    SearchThing.objects.bulk_create([SearchThing(source=source, object=one) for source, one in rows], ignore_conflicts=True, batch_size=200)
    transaction.on_commit(_ring)


def _ring() -> None:
    if settings.JOBS_INLINE:  # tests and the making of the demo: what waits is indexed by who asks for it
        return
    from .tasks import catch_up

    _rung(catch_up)


def ring_sweep() -> None:
    """The index was found lost: not to be said more often than once a minute."""
    from .tasks import sweep

    if not settings.JOBS_INLINE and allow("search-sweep", limit=1, seconds=60):
        _rung(sweep)


def _rung(task: Any) -> None:
    try:
        task.delay()
    except Exception:  # the broker is away: the sweep comes by
        log.warning("search_not_rung", exc_info=True)


def due() -> list[SearchThing]:
    now = timezone.now()
    return list(SearchThing.objects.waiting().filter(Q(again_at=None) | Q(again_at__lte=now)).order_by("pk")[:100])


def failed(thing: SearchThing, problem: Exception) -> None:
    """Tried again later; the sweep and the report of editors name it."""
    log.error("search_not_indexed", thing=str(thing), exc_info=True)
    wait = AGAIN * 2 ** min(thing.failures, 10)
    words = f"{type(problem).__name__}: {problem}"[:500]
    SearchThing.objects.filter(pk=thing.pk).update(failures=F("failures") + 1, again_at=timezone.now() + wait, problem=words)
