"""A recording is replaced by a better cut: what people watched goes with it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from school.foundation import history

from ..models import Viewing, Webinar
from .counting import Segment, length_of, union

TimeMap = Sequence[Sequence[float]]  # from old_start to old_end stands at new_start now


@transaction.atomic
def remap_watched(webinar: Webinar, time_map: TimeMap | None = None, *, actor: object = None) -> int:
    """Put everybody's parts and places at their new times; what the new cut leaves out is lost, what was reached stays reached.

    Without a map the times are the same; only what lies beyond the new end goes. Answers how many people it touched.
    """
    duration = webinar.duration_seconds or 0
    spans = [(float(start), float(end), float(to)) for start, end, to in time_map] if time_map else [(0.0, float(duration), 0.0)]
    touched = 0
    for viewing in Viewing.objects.select_for_update().filter(webinar=webinar).order_by("pk"):
        parts = moved(viewing.segments, spans, duration)
        place = place_moved(viewing.position, spans, duration)
        if parts == viewing.segments and place == viewing.position:
            continue
        viewing.parts, viewing.seconds, viewing.position = [list(part) for part in parts], length_of(parts), place
        viewing.later_seconds = min(viewing.later_seconds, viewing.seconds)
        viewing.version += 1
        viewing.save()
        touched += 1
    history.record(webinar, "remap_watched", actor=actor, data={"map": [list(span) for span in spans], "people": touched})
    return touched


def moved(parts: Sequence[Segment], spans: TimeMap, duration: int) -> list[Segment]:
    found = []
    for old_start, old_end, new_start in spans:
        for start, end in parts:
            first, last = max(start, old_start), min(end, old_end)
            if first < last:
                shift = new_start - old_start
                found.append((max(round(first + shift), 0), min(round(last + shift), duration)))
    return union([part for part in found if part[0] < part[1]])


def place_moved(position: int, spans: TimeMap, duration: int) -> int:
    """Where one stopped; what was cut out there, goes on with what follows."""
    for old_start, old_end, new_start in sorted(spans, key=lambda span: span[0]):
        if position < old_end:
            return min(max(round(new_start + max(position - old_start, 0)), 0), duration)
    return duration
