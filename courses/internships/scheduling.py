"""Groups and the published schedule: propose, change by hand, publish a numbered version, tell people what changed for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.accounts.cities import sort_key
from school.foundation import history
from school.foundation.refusing import Refusal

from . import rotation, schedule_letters
from .enums import ApplicationState, DayState
from .hosting import tell_hosts
from .models import Application, Group, GroupMember, InternshipDay, ScheduleVersion, Slot, Station, Stop
from .programme import programme_of, told_changes

MOST_GROUPS = 20
FROZEN_WORDS = [f"{name}_{code}" for name in ("title", "place", "host") for code in ("uk", "en")]


class CannotSchedule(Refusal):
    """Why the schedule cannot be made or published so, in a sentence; `code` for programs."""


@dataclass(frozen=True)
class Plan:
    """What the coordinator works on: not yet what people were told."""

    groups: list[Group]
    slots: list[Slot]  # those that rotate
    stations: list[Station]
    members: dict[int, list[Application]]  # by group number
    unplaced: list[Application]
    stops: dict[tuple[int, int], Station]  # by group number and slot id
    clashes: list[rotation.Clash]  # groups by place in `groups`, times by place in `slots`, stations by id


def plan_of(day: InternshipDay) -> Plan:
    """Groups, people, stops and clashes of a day. Queries: constant in people and groups."""
    groups, slots, stations = list(day.groups.all()), [slot for slot in day.slots.all() if slot.rotates], list(day.stations.all())
    accepted = day.applications.filter(state=ApplicationState.ACCEPTED).select_related("user__profile", "membership__group")
    people = sorted(accepted.order_by("pk"), key=lambda row: sort_key(row.user.full_name))  # the database knows no Ukrainian order
    members: dict[int, list[Application]] = {group.number: [] for group in groups}
    unplaced: list[Application] = []
    for person in people:
        place = getattr(person, "membership", None)
        (members[place.group.number] if place else unplaced).append(person)
    rows = Stop.objects.filter(group__day=day, slot__in=slots).select_related("group", "station")
    stops = {(row.group.number, row.slot_id): row.station for row in rows}
    return Plan(groups, slots, stations, members, unplaced, stops, _clashes(groups, slots, stations, members, stops))


def _clashes(groups: list[Group], slots: list[Slot], stations: list[Station], members: dict[int, Any], stops: dict[Any, Station]) -> list[Any]:
    said = [
        rotation.Stop(at, time, stops[group.number, slot.pk].pk)
        for at, group in enumerate(groups)
        for time, slot in enumerate(slots)
        if (group.number, slot.pk) in stops
    ]
    sizes = [len(members[group.number]) for group in groups]
    return rotation.clashes(sizes, len(slots), [rotation.Station(row.pk, row.seats) for row in stations], said)


@transaction.atomic
def propose_rotation(*, day: InternshipDay, groups: int, actor: Any) -> Plan:
    """Divide everybody accepted into groups and send them round. What was arranged before by hand is replaced."""
    day = _locked(day)
    if not 1 <= groups <= MOST_GROUPS:
        raise CannotSchedule("groups", _("From 1 to %(n)d groups.") % {"n": MOST_GROUPS})
    before = plan_of(day)
    if groups > 1 and before.slots and not before.stations:
        raise CannotSchedule("stations", _("Parts of the day rotate, but no departments are named. Name them first."))
    people = [person for rows in before.members.values() for person in rows] + before.unplaced
    by_id = {person.pk: person for person in people}
    divided = rotation.divide([rotation.Person(person.pk, person.city) for person in people], groups)
    day.groups.all().delete()
    made = [Group.objects.create(day=day, number=number) for number in range(1, groups + 1)]
    GroupMember.objects.bulk_create(
        GroupMember(group=made[at], application=by_id[key]) for at, keys in enumerate(divided) for key in keys if isinstance(key, int)
    )
    stations = {row.pk: row for row in before.stations}
    stops = rotation.send_round([len(keys) for keys in divided], len(before.slots), [rotation.Station(row.pk, row.seats) for row in before.stations])
    Stop.objects.bulk_create(
        Stop(group=made[stop.group], slot=before.slots[stop.time], station_id=stop.station) for stop in stops if stop.station in stations
    )
    history.record(day, "propose_rotation", actor=actor, data={"groups": groups, "people": len(people)})
    return plan_of(day)


@transaction.atomic
def arrange(*, day: InternshipDay, places: dict[str, int], stops: dict[tuple[int, int], int | None], actor: Any) -> Plan:
    """By hand: `places` is group number by application code (0: none), `stops` station id by group number and slot id."""
    day = _locked(day)
    before = plan_of(day)
    groups = {group.number: group for group in before.groups}
    for person in [*before.unplaced, *(person for rows in before.members.values() for person in rows)]:
        if person.code in places:
            _place(person, groups.get(places[person.code]))
    stations, slots = {row.pk: row for row in before.stations}, {row.pk: row for row in before.slots}
    for (number, slot_id), station_id in stops.items():
        if number in groups and slot_id in slots:
            _send(groups[number], slots[slot_id], stations.get(station_id or 0))
    after = plan_of(day)
    if (after.members, after.stops) != (before.members, before.stops):
        history.record(day, "arrange_groups", actor=actor)
    return after


def _place(person: Application, group: Group | None) -> None:
    if group is None:
        GroupMember.objects.filter(application=person).delete()
    else:
        GroupMember.objects.update_or_create(application=person, defaults={"group": group})


def _send(group: Group, slot: Slot, station: Station | None) -> None:
    if station is None:
        Stop.objects.filter(group=group, slot=slot).delete()
    else:
        Stop.objects.update_or_create(group=group, slot=slot, defaults={"station": station})


@transaction.atomic
def publish_schedule(*, day: InternshipDay, actor: Any) -> ScheduleVersion:
    """A numbered version, frozen. Each accepted person is written to when their own programme is new or other than before."""
    day = _locked(day)
    if day.state in (DayState.CANCELLED, DayState.PAST):
        raise CannotSchedule("over", _("This day is over or cancelled: its schedule is not changed any more."))
    last = day.schedule_versions.first()
    frozen = _freeze(day, plan_of(day))
    if last is not None and last.frozen == frozen:
        raise CannotSchedule("same", _("Nothing has changed since version %(n)d.") % {"n": last.number})
    number = last.number + 1 if last else 1
    version = ScheduleVersion.objects.create(day=day, number=number, frozen=frozen, published_at=timezone.now(), published_by=actor)
    told = _tell(day, last, version)
    tell_hosts(version=version, before=last)
    history.record(day, "publish_schedule", actor=actor, data={"version": number, "letters": told})
    return version


def touched_by_publishing(day: InternshipDay) -> list[Application]:
    """Whom a new version would be written to: the preview of `publish_schedule`."""
    last = day.schedule_versions.first()
    frozen = _freeze(day, plan_of(day))
    return [row for row in _accepted(day) if told_changes(last.frozen if last else None, frozen, row)]


def _tell(day: InternshipDay, last: ScheduleVersion | None, version: ScheduleVersion) -> int:
    told = 0
    for application in _accepted(day):
        changes = told_changes(last.frozen if last else None, version.frozen, application)
        if not changes:
            continue
        if last is None:
            schedule_letters.ready(application, version=version.number, rows=programme_of(version.frozen, application))
        else:
            schedule_letters.changed(application, version=version.number, changes=changes)
        told += 1
    return told


def _accepted(day: InternshipDay) -> Iterable[Application]:
    rows = day.applications.filter(state=ApplicationState.ACCEPTED)
    return rows.select_related("user__profile", "day__internship").order_by("pk")


def _freeze(day: InternshipDay, plan: Plan) -> dict[str, Any]:
    slots = [
        {"id": slot.pk, "starts": f"{slot.starts:%H:%M}", "ends": f"{slot.ends:%H:%M}", "kind": slot.kind, "rotates": slot.rotates, **_words(slot)}
        for slot in day.slots.all()
    ]
    groups = {
        str(group.number): {
            "members": sorted(person.code for person in plan.members[group.number]),
            "stops": {
                str(slot.pk): {**_words(station), "station": station.pk}
                for slot in plan.slots
                if (station := plan.stops.get((group.number, slot.pk)))
            },
        }
        for group in plan.groups
    }
    return {"slots": slots, "groups": groups}


def _words(row: Slot | Station) -> dict[str, str]:
    return {name: getattr(row, name) for name in FROZEN_WORDS}


def _locked(day: InternshipDay) -> InternshipDay:
    return InternshipDay.objects.select_for_update(of=("self",)).select_related("internship").get(pk=day.pk)
