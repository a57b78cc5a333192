"""A person's own programme, read from a published version; what differs between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .models import Application, InternshipDay


@dataclass(frozen=True)
class Row:
    """One part of somebody's day, in their language."""

    starts: str
    ends: str
    kind: str
    title: str
    place: str
    host: str
    rotates: bool = False
    station: int | None = None  # by id: a department renamed since is still itself

    @property
    def said(self) -> str:
        return f"{self.starts}–{self.ends} {self.title}" + (f" ({self.place})" if self.place else "")


def group_of(frozen: dict[str, Any], application: Application) -> int | None:
    return next((int(number) for number, group in frozen["groups"].items() if application.code in group["members"]), None)


def programme_of(frozen: dict[str, Any], application: Application, language: str | None = None) -> list[Row]:
    """Every part of the day, with the department where this person's group is then."""
    number = group_of(frozen, application)
    return programme_of_group(frozen, number, language or application.language)


def programme_of_group(frozen: dict[str, Any], number: int | None, language: str) -> list[Row]:
    stops = frozen["groups"].get(str(number), {}).get("stops", {})
    return [_row(slot, stops.get(str(slot["id"])) if slot["rotates"] else None, language) for slot in frozen["slots"]]


def _row(slot: dict[str, Any], stop: dict[str, Any] | None, language: str) -> Row:
    said = {name: (stop or slot)[f"{name}_{language}"] or (stop or slot)[f"{name}_uk"] for name in ("title", "place", "host")}
    return Row(slot["starts"], slot["ends"], slot["kind"], rotates=slot["rotates"], station=stop["station"] if stop else None, **said)


def visits_to(frozen: dict[str, Any] | None, station: int) -> list[tuple[str, str, list[str]]]:
    """Who comes to a department: from, to, codes of the people, by time."""
    if frozen is None:
        return []
    rows = [
        (slot["starts"], slot["ends"], group["members"])
        for slot in frozen["slots"]
        for group in frozen["groups"].values()
        if slot["rotates"] and group["stops"].get(str(slot["id"]), {}).get("station") == station
    ]
    return sorted(rows)


def told_changes(before: dict[str, Any] | None, after: dict[str, Any], application: Application) -> list[tuple[Row | None, Row | None]]:
    """Pairs of was and is, by time; what is only new or only gone stands with None. Without a version before: all is new."""
    now = programme_of(after, application)
    if before is None:
        return [(None, row) for row in now]
    old = programme_of(before, application)
    times = sorted({row.starts for row in [*old, *now]})
    pairs = []
    for time in times:
        one, two = [row for row in old if row.starts == time], [row for row in now if row.starts == time]
        if one != two:
            pairs += [(one[at] if at < len(one) else None, two[at] if at < len(two) else None) for at in range(max(len(one), len(two)))]
    return pairs


def schedule_for(day: InternshipDay, application: Application, language: str) -> dict[str, Any] | None:
    """What the person's pages show: version, group and rows; None while nothing is published."""
    version = day.schedule_versions.first()
    if version is None:
        return None
    rows = programme_of(version.frozen, application, language)
    return {"version": version.number, "published_at": version.published_at, "group": group_of(version.frozen, application), "rows": rows}
