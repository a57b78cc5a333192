"""A device's batch as JSON, read with distrust. What is wrong with one sighting is told of that one; the others are kept."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from .arriving import Sighting
from .clocks import Reading
from .enums import Direction, Source

MOST = 100  # sightings in a batch
BYTES = 200_000
SPAN = 4_000_000_000  # seconds: a clock that stands at 1970 is wrong by less
SOURCES = [Source.PASS, Source.NAME, Source.WALK_IN]


class BadBatch(Exception):
    """Why nothing of a batch can be read, in a sentence."""


@dataclass(frozen=True)
class Row:
    """One sighting: of an application, of somebody seen before (`attendance`), or of a walk-in (`person`). Or `problem`."""

    client_id: UUID
    sighting: Sighting | None = None
    application: str = ""
    attendance: str = ""
    person: dict[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class Batch:
    sync: Reading
    rows: list[Row]
    have: str  # the version of the list that the device holds


def read_batch(body: bytes) -> Batch:
    if len(body) > BYTES:
        raise BadBatch(_("The batch is too large: send at most %(n)d marks at once.") % {"n": MOST})
    try:
        said = json.loads(body, parse_constant=lambda name: None)
    except (ValueError, RecursionError) as problem:
        raise BadBatch(_("This cannot be read.")) from problem
    if not isinstance(said, dict) or not isinstance(said.get("sightings"), list):
        raise BadBatch(_("This cannot be read."))
    if len(said["sightings"]) > MOST:
        raise BadBatch(_("The batch is too large: send at most %(n)d marks at once.") % {"n": MOST})
    sync, device = _reading(said), _text(said.get("device"), 60)
    if sync is None:
        raise BadBatch(_("The time of the device cannot be read."))
    return Batch(sync, [_row(row, device) for row in said["sightings"]], _text(said.get("have"), 16))


def _row(said: Any, device: str) -> Row:
    try:
        client_id = UUID(said["id"])
    except (TypeError, KeyError, ValueError, AttributeError) as problem:
        raise BadBatch(_("A mark without its id cannot be kept.")) from problem
    seen = _reading(said)
    if seen is None:
        return Row(client_id, problem=_("The time of the device cannot be read."))
    if said.get("how") not in SOURCES or said.get("way") not in list(Direction.values):
        return Row(client_id, problem=_("This cannot be read."))
    person = said.get("person")
    return Row(
        client_id,
        Sighting(client_id, seen, source=said["how"], direction=said["way"], device=device),
        application=_text(said.get("application"), 16),
        attendance=_text(said.get("attendance"), 16),
        person={name: _text(value, 300) for name, value in person.items() if isinstance(name, str)} if isinstance(person, dict) else {},
    )


def _reading(said: dict[str, Any]) -> Reading | None:
    """`device_at` ISO 8601 with its zone; `offset` seconds at the last contact or null; `clock` and `mono` of one session."""
    at = _moment(said.get("device_at"))
    if at is None:
        return None
    offset, mono = _number(said.get("offset")), _number(said.get("mono"))
    return Reading(at, timedelta(seconds=offset) if offset is not None else None, _text(said.get("clock"), 40), mono)


def _moment(said: Any) -> datetime | None:
    try:
        at = parse_datetime(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return at.astimezone(UTC) if at is not None and at.tzinfo is not None and 1970 <= at.year < 2100 else None


def _number(said: Any) -> float | None:
    if isinstance(said, bool) or not isinstance(said, int | float):
        return None
    try:
        number = float(said)
    except OverflowError:
        return None
    return number if math.isfinite(number) and abs(number) < SPAN else None


def _text(said: Any, longest: int) -> str:
    """Without what no database keeps: NUL, halves of surrogate pairs."""
    if not isinstance(said, str):
        return ""
    return said.encode("utf-8", "ignore").decode().replace("\0", "").strip()[:longest]
