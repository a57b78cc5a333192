"""Arrivals and departures. Every sighting is kept; of several arrivals the earliest counts, of departures the latest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history
from school.foundation.refusing import Refusal

from .clocks import Reading, corrected
from .enums import Direction, Source
from .models import Application, Attendance, InternshipDay, Scan

DOORS_OPEN = timedelta(hours=6)  # before the day starts


class CannotArrive(Refusal):
    """Why nobody can be let in now, in a sentence; `code` for programs."""


@dataclass(frozen=True)
class Sighting:
    """What a device saw, by its own clock. `client_id` is made on the device: sent twice it is kept once."""

    client_id: UUID
    seen: Reading
    source: str = Source.NAME
    direction: str = Direction.IN
    device: str = ""


@dataclass(frozen=True)
class Arrival:
    attendance: Attendance
    first: bool  # nobody had seen this person before
    repeated: bool = False  # this very sighting was kept before


def check_in(*, day: InternshipDay, user: Any, actor: Any, source: str = Source.NAME, direction: str = Direction.IN) -> Arrival:
    """Somebody is at the door now, seen by a person with the network on."""
    now = timezone.now()
    if not day.starts_at - DOORS_OPEN <= now:
        raise CannotArrive("early", _("The doors of this day are not open yet."))
    return record_sighting(
        day=day, user=user, actor=actor, sync=Reading(now), server_at=now,
        sighting=Sighting(uuid4(), Reading(now, offset=timedelta(0)), source=source, direction=direction),
    )  # fmt: skip


@transaction.atomic
def enter_from_paper(*, day: InternshipDay, user: Any, arrived_at: datetime, left_at: datetime | None, actor: Any) -> Arrival:
    """What the signed sheet says. The times are the sheet's: they are believed, and the earliest arrival still counts."""
    now = timezone.now()
    rows = [(Direction.IN, arrived_at), *([(Direction.OUT, left_at)] if left_at else [])]
    if any(at > now for _direction, at in rows):
        raise CannotArrive("future", _("This time has not come yet."))
    if left_at is not None and left_at < arrived_at:
        raise CannotArrive("order", _("The departure is before the arrival."))
    arrivals = [
        record_sighting(
            day=day, user=user, actor=actor, sync=Reading(now), server_at=now,
            sighting=Sighting(uuid4(), Reading(at, offset=timedelta(0)), source=Source.PAPER, direction=direction),
        )
        for direction, at in rows
    ]  # fmt: skip
    return arrivals[0]


def record_sighting(*, day: InternshipDay, user: Any, sighting: Sighting, sync: Reading, server_at: datetime, actor: Any) -> Arrival:
    """Keep what a device saw and draw what follows. Whoever was let in was there: the place behind the pass is not asked again."""
    return record_sightings(day=day, seen=[(user, sighting)], sync=sync, server_at=server_at, actor=actor)[0]


@transaction.atomic
def record_sightings(*, day: InternshipDay, seen: Sequence[tuple[Any, Sighting]], sync: Reading, server_at: datetime, actor: Any) -> list[Arrival]:
    """Many at once, by SQL that does not grow with their number. The day is locked: its doors write one after another."""
    day = InternshipDay.objects.select_for_update(of=("self",)).get(pk=day.pk)
    if day.cancelled_at is not None:
        raise CannotArrive("day_cancelled", _("This day is cancelled."))
    known = _known([sighting.client_id for _user, sighting in seen])
    fresh: dict[UUID, tuple[Any, Scan]] = {}
    for user, sighting in seen:
        if sighting.client_id not in known and sighting.client_id not in fresh:
            fresh[sighting.client_id] = (user, _scan(day, sighting, sync, server_at, actor))
    rows, made = _attendances(day, list(fresh.values()), actor)
    for user, scan in fresh.values():
        scan.attendance = rows[user.pk]
    Scan.objects.bulk_create([scan for _user, scan in fresh.values()])
    _redraw(list(rows.values()))
    history.record_many(((scan.attendance, *_told(scan)) for _user, scan in fresh.values()), actor=actor)
    return _arrivals(seen, known, fresh, made)


def _told(scan: Scan) -> tuple[str, dict[str, Any]]:
    return ("arrive" if scan.direction == Direction.IN else "leave"), {"source": scan.source}


def _known(ids: list[UUID]) -> dict[UUID, Attendance]:
    rows = Scan.objects.filter(client_id__in=ids).select_related("attendance__application", "attendance__recorded_by__profile")
    return {row.client_id: row.attendance for row in rows}


def _scan(day: InternshipDay, sighting: Sighting, sync: Reading, server_at: datetime, actor: Any) -> Scan:
    seen = sighting.seen
    at, doubtful = corrected(seen, sync, server_at)
    doubtful = doubtful or not day.starts_at - DOORS_OPEN <= at <= day.ends_at + DOORS_OPEN
    return Scan(
        client_id=sighting.client_id, direction=sighting.direction, source=sighting.source, device=sighting.device[:60],
        device_at=seen.device_at, offset_s=seen.offset.total_seconds() if seen.offset is not None else None,
        clock=seen.clock[:40], mono_s=seen.mono, at=at, doubtful=doubtful, received_at=server_at, by=actor,
    )  # fmt: skip


def _attendances(day: InternshipDay, fresh: list[tuple[Any, Scan]], actor: Any) -> tuple[dict[int, Attendance], set[int]]:
    """Of everybody seen, by user; made for those whom nobody had seen, and which those are."""
    users = {user.pk for user, _scan in fresh}
    there = Attendance.objects.filter(day=day, user__in=users).select_related("application", "recorded_by__profile")
    rows = {row.user_id: row for row in there.select_for_update(of=("self",)).order_by("pk")}
    applications = {row.user_id: row for row in Application.objects.filter(day=day, user__in=users - rows.keys())}
    made: dict[int, Attendance] = {}
    for user, scan in fresh:
        if user.pk not in rows:
            made.setdefault(user.pk, Attendance(
                day=day, user=user, application=applications.get(user.pk), arrived_at=scan.at, doubtful=scan.doubtful,
                source=scan.source, recorded_by=actor,
            ))  # fmt: skip
    Attendance.objects.bulk_create(made.values())
    return rows | made, set(made)


def _redraw(attendances: list[Attendance]) -> None:
    """Arrival and departure from all that was seen: the earliest arrival, the latest departure after it."""
    seen: dict[int, list[Scan]] = {row.pk: [] for row in attendances}
    for scan in Scan.objects.filter(attendance__in=seen).select_related("by__profile").order_by("at", "pk"):
        seen[scan.attendance_id].append(scan)
    for row in attendances:
        scans = seen[row.pk]
        first = next((scan for scan in scans if scan.direction == Direction.IN), scans[0])
        row.arrived_at, row.source, row.doubtful, row.recorded_by = first.at, first.source, first.doubtful, first.by
        row.left_at = scans[-1].at if scans[-1].direction == Direction.OUT else None  # whoever came back is here again
    Attendance.objects.bulk_update(attendances, ["arrived_at", "left_at", "source", "doubtful", "recorded_by"])


def _arrivals(
    seen: Sequence[tuple[Any, Sighting]], known: dict[UUID, Attendance], fresh: dict[UUID, tuple[Any, Scan]], made: set[int]
) -> list[Arrival]:
    """In the order asked; of several sightings of a new person one is the first."""
    told, answers = set(), []
    for user, sighting in seen:
        if sighting.client_id in known:
            answers.append(Arrival(known[sighting.client_id], first=False, repeated=True))
            continue
        first = user.pk in made and user.pk not in told
        told.add(user.pk)
        answers.append(Arrival(fresh[sighting.client_id][1].attendance, first=first))
    return answers
