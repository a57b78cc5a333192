"""Parts played of a cut that has been replaced since: a page stood open, or a device was away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from school.foundation.numbers import is_number

from ..models import Webinar
from .counting import Segment
from .remapping import TimeMap, moved, place_moved


def in_times_of_now(webinar: Webinar, number: int, told: dict[str, Any]) -> dict[str, Any]:
    """What a player told of cut `number`, at the seconds of the cut shown now."""
    for time_map in maps_since(webinar, number):
        told = _moved(told, time_map)
    return told


def parts_of_now(webinar: Webinar, number: int, parts: Sequence[Segment]) -> Sequence[Segment]:
    """The same for parts alone."""
    for time_map in maps_since(webinar, number):
        parts = moved(parts, time_map, _whole(time_map))
    return parts


def maps_since(webinar: Webinar, number: int) -> list[TimeMap]:
    """What each cut shown after `number` did to the times, up to the one shown now."""
    if number >= webinar.shown_number:
        return []
    shown = Q(shown=True) | Q(replaced_at__isnull=False)
    after = {of: (following, time_map) for of, following, time_map in webinar.cuts.filter(shown).values_list("map_of", "number", "time_map")}
    maps: list[TimeMap] = []
    while number in after:
        number, time_map = after[number]
        if time_map:
            maps.append(time_map)
    return maps


def _whole(time_map: TimeMap) -> int:
    return round(max((new + end - start for start, end, new in time_map), default=0))


def _moved(told: dict[str, Any], time_map: TimeMap) -> dict[str, Any]:
    whole = _whole(time_map)
    segments = [part for row in told["segments"] if _is_part(row) for part in moved([(int(row[0]), int(row[1]))], time_map, whole)]
    played = told["played"] and [piece for row in told["played"] if isinstance(row, dict) for piece in _pieces(row, time_map, whole)]
    position = told["position"]
    if is_number(position):
        position = place_moved(int(position), time_map, whole)
    return {**told, "segments": segments, "played": played, "position": position}


def _is_part(row: Any) -> bool:
    return isinstance(row, list) and len(row) == 2 and all(map(is_number, row))


def _pieces(row: dict[str, Any], time_map: TimeMap, whole: int) -> list[dict[str, Any]]:
    if not _is_part([row.get("start"), row.get("end")]):
        return []
    return [{**row, "start": start, "end": end} for start, end in moved([(int(row["start"]), int(row["end"]))], time_map, whole)]
