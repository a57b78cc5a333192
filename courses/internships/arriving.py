"""Arrivals and departures. Every sighting is kept; of several arrivals the earliest counts, of departures the latest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.foundation import history

from .clocks import Reading, corrected
from .enums import Direction, Source
from .models import Application, Attendance, InternshipDay, Scan

DOORS_OPEN = timedelta(hours=6)  # before the day starts


class CannotArrive(Exception):
    """Why nobody can be let in now, in a sentence; `code` for programs."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


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


@transaction.atomic
def record_sighting(*, day: InternshipDay, user: Any, sighting: Sighting, sync: Reading, server_at: datetime, actor: Any) -> Arrival:
    """Keep what a device saw and draw what follows. Whoever was let in was there: the place behind the pass is not asked again."""
    if day.cancelled_at is not None:
        raise CannotArrive("day_cancelled", _("This day is cancelled."))
    known = Scan.objects.select_related("attendance").filter(client_id=sighting.client_id).first()
    if known is not None:
        return Arrival(known.attendance, first=False)
    at, doubtful = corrected(sighting.seen, sync, server_at)
    if not day.starts_at - DOORS_OPEN <= at <= day.ends_at + DOORS_OPEN:
        doubtful = True
    attendance, first = _attendance(day, user, at, doubtful, sighting, actor)
    _keep(sighting, attendance, at, doubtful, server_at, actor)
    _redraw(attendance)
    history.record(attendance, "arrive" if sighting.direction == Direction.IN else "leave", actor=actor, data={"source": sighting.source})
    return Arrival(attendance, first)


def _attendance(day: InternshipDay, user: Any, at: datetime, doubtful: bool, sighting: Sighting, actor: Any) -> tuple[Attendance, bool]:
    """Made by whoever is first, locked for the rest of the transaction."""
    values = {
        "application": Application.objects.filter(day=day, user=user).first(),
        "arrived_at": at,
        "doubtful": doubtful,
        "source": sighting.source,
        "recorded_by": actor,
    }
    _row, first = Attendance.objects.get_or_create(day=day, user=user, defaults=values)
    return Attendance.objects.select_for_update(of=("self",)).select_related("day").get(day=day, user=user), first


def _keep(sighting: Sighting, attendance: Attendance, at: datetime, doubtful: bool, server_at: datetime, actor: Any) -> None:
    seen = sighting.seen
    Scan.objects.get_or_create(
        client_id=sighting.client_id,
        defaults={
            "attendance": attendance, "direction": sighting.direction, "source": sighting.source, "device": sighting.device[:60],
            "device_at": seen.device_at, "offset_s": seen.offset.total_seconds() if seen.offset is not None else None,
            "clock": seen.clock[:40], "mono_s": seen.mono, "at": at, "doubtful": doubtful, "received_at": server_at, "by": actor,
        },
    )  # fmt: skip


def _redraw(attendance: Attendance) -> None:
    """Arrival and departure from all that was seen: the earliest arrival, the latest departure after it."""
    scans = list(attendance.scans.order_by("at", "pk"))
    first = next((scan for scan in scans if scan.direction == Direction.IN), scans[0])
    last = scans[-1]
    attendance.arrived_at, attendance.source, attendance.doubtful = first.at, first.source, first.doubtful
    attendance.recorded_by = first.by
    attendance.left_at = last.at if last.direction == Direction.OUT else None  # whoever came back is here again
    attendance.save(update_fields=["arrived_at", "left_at", "source", "doubtful", "recorded_by"])
