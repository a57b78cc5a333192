"""What devices saw off line, kept in one go: an answer for every sighting, conflicts told in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from school.accounts.adding import add_person
from school.foundation.calendar import KYIV, day_words

from .arriving import Arrival, CannotArrive, Sighting, record_sightings
from .door_batch import Batch, Row
from .enums import ApplicationState, Direction, Source
from .models import Application, Attendance, InternshipDay, Scan


@dataclass(frozen=True)
class Kept:
    """`state`: kept, known (sent before) or refused; `text` says what is unusual, or why not."""

    client_id: str
    state: str
    text: str = ""


class _Refused(Exception):
    pass


def take_batch(*, day: InternshipDay, batch: Batch, server_at: datetime, actor: Any, language: str) -> list[Kept]:
    """Constant SQL for the batch, and what `add_person` asks for each walk-in. Sent twice, it changes nothing."""
    people, answers = _people(day, batch.rows, actor, language)
    seen: list[tuple[Any, Sighting]] = [(people[row.client_id], row.sighting) for row in batch.rows if row.client_id in people and row.sighting]
    if seen:
        try:
            arrivals = record_sightings(day=day, seen=seen, sync=batch.sync, server_at=server_at, actor=actor)
        except CannotArrive as refused:
            answers |= {sighting.client_id: Kept(str(sighting.client_id), "refused", str(refused)) for _user, sighting in seen}
        else:
            answers |= {sighting.client_id: _told(sighting, arrival) for (_user, sighting), arrival in zip(seen, arrivals, strict=True)}
    return [answers[row.client_id] for row in batch.rows]


def _people(day: InternshipDay, rows: list[Row], actor: Any, language: str) -> tuple[dict[Any, Any], dict[Any, Kept]]:
    """Whom each sighting is of, and answers to those that are of nobody."""
    applications = {row.code: row for row in _named(Application, rows, "application")}
    attendances = {row.code: row for row in _named(Attendance, rows, "attendance")}
    known = set(Scan.objects.filter(client_id__in=[row.client_id for row in rows if row.person]).values_list("client_id", flat=True))
    people, answers = {}, {}
    for row in rows:
        try:
            if row.problem:
                raise _Refused(row.problem)
            if row.person:
                people[row.client_id] = actor if row.client_id in known else _walk_in(day, row, actor, language)
            else:
                people[row.client_id] = _found(day, applications.get(row.application) or attendances.get(row.attendance))
        except _Refused as refused:
            answers[row.client_id] = Kept(str(row.client_id), "refused", str(refused))
    return people, answers


def _named(model: type[Application] | type[Attendance], rows: Iterable[Row], name: str) -> Any:
    codes = {getattr(row, name) for row in rows} - {""}
    return model._default_manager.filter(code__in=codes).select_related("user", "day")


def _found(day: InternshipDay, record: Application | Attendance | None) -> Any:
    if record is None:
        raise _Refused(_("Nobody of this code is known."))
    if record.day_id != day.pk:
        raise _Refused(_("This pass is for another day: %(date)s.") % {"date": day_words(record.day.date)})
    return record.user


def _walk_in(day: InternshipDay, row: Row, actor: Any, language: str) -> Any:
    names = ("email", "surname", "given_name", "patronymic", "organisation", "city")
    person = {name: row.person.get(name, "") for name in names}
    if not person["surname"] or not person["given_name"]:
        raise _Refused(_("A surname and a name are needed."))
    if day.cancelled_at is not None:
        raise _Refused(_("This day is cancelled."))
    try:
        with transaction.atomic():
            return add_person(actor=actor, language=language, **person)[0]
    except ValidationError as problem:
        raise _Refused(" ".join(problem.messages)) from problem


def _told(sighting: Sighting, arrival: Arrival) -> Kept:
    if arrival.repeated:
        return Kept(str(sighting.client_id), "known")
    row = arrival.attendance
    notes = []
    if row.application is not None and sighting.source == Source.WALK_IN:
        notes.append(
            _("This person has applied for the day (%(state)s): the application is linked.") % {"state": row.application.get_state_display()}
        )
    elif row.application is not None and row.application.state != ApplicationState.ACCEPTED:
        notes.append(
            _("Came, though the application is in another state (%(state)s): over the number.") % {"state": row.application.get_state_display()}
        )
    if not arrival.first and sighting.direction == Direction.IN:
        told = {"at": f"{row.arrived_at.astimezone(KYIV):%-H:%M}", "by": row.recorded_by.full_name if row.recorded_by else "–"}
        notes.append(_("Seen twice: the earliest arrival counts, %(at)s, marked by %(by)s.") % told)
    if row.doubtful:
        notes.append(_("The clock of the device was changed or unknown: the time is doubtful."))
    return Kept(str(sighting.client_id), "kept", " ".join(notes))
