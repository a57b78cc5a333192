"""The day's report as a funder asks for it: who was there, from where, for how long, at what. Everything is counted from the attendances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from school.accounts.cities import Gazetteer
from school.accounts.models import City
from school.accounts.participation import Event, Participation, cities_over_time, participations, took_part
from school.foundation.calendar import KYIV, day_words
from school.foundation.centre import centre, words
from school.foundation.report_files import Section
from school.foundation.text import NBSP, plain_number

from .attendees import Attendee, absent, attendees_of, came
from .concluding import passed_by
from .enums import ApplicationState
from .feedback import sections_of
from .hours import counted_slots
from .models import InternshipDay
from .participating import KIND
from .presenting import slots_of


@dataclass(frozen=True)
class Participant:
    """A line of the list: in the words of the application, else of the profile."""

    name: str
    position: str
    organisation: str
    city: str
    category: str
    came: str
    left: str
    hours: Decimal
    share: int
    earned: bool
    certificate: str


@dataclass(frozen=True)
class Count:
    name: str
    people: int


@dataclass(frozen=True)
class PartCount:
    time: str
    title: str
    people: int
    percent: int


@dataclass(frozen=True)
class DayReport:
    title: str
    on: str
    settled: bool
    facts: list[tuple[str, str]]
    counts: list[tuple[str, str]]
    programme: list[dict[str, Any]]
    parts: list[PartCount]
    cities: list[Count]
    organisations: list[Count]
    categories: list[Count]
    participants: list[Participant]
    came_from: list[City | None]
    new_cities: list[tuple[date, list[str]]]
    goal_cities: int | None
    feedback: list[Section] = field(default_factory=list)


def report_of(day: InternshipDay, language: str) -> DayReport:
    with override(language):
        rows = attendees_of(day, came(day))
        people = [_participant(row, language) for row in rows]
        origins = _origins(day, rows)
        return DayReport(
            title=words(day.internship, "title", language),
            on=day_words(day.starts_at, year=True),
            settled=bool(rows) and all(row.attendance.settled_at for row in rows),
            facts=_facts(day, language),
            counts=_counts(day, rows, people, len({row.city_words for row in origins if row.city_words})),
            programme=_programme(day, language),
            parts=_parts(day, rows, language),
            cities=_by(row.city_words for row in origins),
            organisations=_by(row.organisation for row in people),
            categories=_by(row.category for row in people),
            participants=people,
            came_from=[row.city for row in origins],
            new_cities=_new_cities(day, origins, language),
            goal_cities=day.project.goal_cities if day.project else None,
            feedback=sections_of(day, language),
        )


def _origins(day: InternshipDay, rows: list[Attendee]) -> list[Participation]:
    """Where each came from, the unconfirmed too, as the report over a project counts it."""
    gazetteer, event = Gazetteer(), Event(KIND, day.code, "", "", day.project_id)
    return [_origin(gazetteer, event, row) for row in rows]


def _origin(gazetteer: Gazetteer, event: Event, row: Attendee) -> Participation:
    attendance = row.attendance
    profile, said = getattr(attendance.user, "profile", None), attendance.application
    person = (attendance.user_id, getattr(profile, "category", ""), getattr(profile, "city_id", None), "")
    return took_part(gazetteer, event, attendance.day.starts_at, row.hours, attendance.code, person, city=said.city if said else "")


def _new_cities(day: InternshipDay, origins: list[Participation], language: str) -> list[tuple[date, list[str]]]:
    """Of the whole project up to this day; nothing for a day that stands by itself."""
    if day.project is None:
        return []
    before = [row for row in participations(language, day.date) if row.event.project == day.project_id and row.event.key != day.code]
    return list(cities_over_time([*before, *origins]))


def _participant(row: Attendee, language: str) -> Participant:
    attendance = row.attendance
    profile, application = getattr(attendance.user, "profile", None), attendance.application
    house, city = getattr(profile, "organisation", None), getattr(profile, "city", None)
    said = (application.organisation, application.position, application.city) if application else ("", "", "")
    return Participant(
        name=attendance.user.full_name,
        organisation=said[0] or (house.name if house else ""),
        position=said[1] or getattr(profile, "position", ""),
        city=said[2] or (city.name_uk if city else ""),
        category=profile.get_category_display() if profile and profile.category else "",
        came=_clock(attendance.arrived_at),
        left=_clock(attendance.left_at or max(attendance.day.ends_at, attendance.arrived_at)),
        hours=attendance.hours if attendance.hours is not None else row.hours,
        share=row.share,
        earned=row.earns if attendance.earned is None else attendance.earned,
        certificate=row.proof.number if row.proof and row.proof.in_force else "",
    )


def _clock(moment: Any) -> str:
    return f"{moment.astimezone(KYIV):%-H:%M}"


def _facts(day: InternshipDay, language: str) -> list[tuple[str, str]]:
    place = ", ".join(part for part in (words(day, "venue", language), words(day, "address", language)) if part)
    facts = [
        (_("What it was"), str(day.get_kind_display())),
        (_("Organised by"), words(centre(fresh=True), "name", language)),
        (_("When"), f"{day_words(day.starts_at, year=True)}, {_clock(day.starts_at)} – {_clock(day.ends_at)}"),
        (_("Where"), place),
        (_("Academic hours"), plain_number(day.hours or Decimal(0))),
    ]
    if day.project:
        facts.append((_("Project"), words(day.project, "name", language)))
        for role, label in (("funder", _("With the support of")), ("partner", _("Partners"))):
            names = day.project.names_of(role, language)
            facts += [(label, ", ".join(names))] if names else []
    return facts


def _counts(day: InternshipDay, rows: list[Attendee], people: list[Participant], cities: int) -> list[tuple[str, str]]:
    applied = day.applications.count()
    accepted = day.applications.filter(state=ApplicationState.ACCEPTED).count()
    return [
        (_("Applications"), str(applied)),
        (_("Had a place"), str(accepted)),
        (_("Came"), str(len(people))),
        (_("Of them without a place"), str(sum(row.over for row in rows))),
        (_("Had a place and did not come"), str(absent(day).count())),
        (_("Organisations"), str(len({row.organisation for row in people if row.organisation}))),
        (_("Cities"), str(cities)),
        (_("Academic hours of all together"), plain_number(sum((row.hours for row in people), Decimal(0)))),
        *_tested(day, rows),
        (_("Earned a certificate"), str(sum(row.earned for row in people))),
        (_("Certificates in force"), str(sum(bool(row.certificate) for row in people))),
    ]


def _tested(day: InternshipDay, rows: list[Attendee]) -> list[tuple[str, str]]:
    if day.concluding_id is None:
        return []
    return [(_("Passed the concluding test"), str(len(passed_by(day, [row.attendance.user_id for row in rows]))))]


def _parts(day: InternshipDay, rows: list[Attendee], language: str) -> list[PartCount]:
    there = Counter(part.slot.pk for row in rows for part in row.presence if part.present)
    return [
        PartCount(
            time=f"{slot.starts:%H:%M}{NBSP}–{NBSP}{slot.ends:%H:%M}",
            title=words(slot, "title", language),
            people=there[slot.pk],
            percent=there[slot.pk] * 100 // len(rows) if rows else 0,
        )
        for slot in counted_slots(day)
    ]


def _programme(day: InternshipDay, language: str) -> list[dict[str, Any]]:
    """A part in which groups go round names every department: whoever reads the report was in no group."""
    rows = slots_of(day, language)
    if not any(row["slot"].rotates for row in rows):
        return rows
    stations = list(day.stations.all())
    everywhere = {name: "; ".join(filter(None, (words(row, name, language) for row in stations))) for name in ("place", "host")}
    return [row | everywhere if row["slot"].rotates else row for row in rows]


def _by(names: Iterable[str]) -> list[Count]:
    """Most first, then by the alphabet; who said nothing stands last under a dash."""
    found = Counter(names)
    said = sorted(((name, n) for name, n in found.items() if name), key=lambda row: (-row[1], row[0]))
    return [Count(name, n) for name, n in said] + ([Count("–", found[""])] if found[""] else [])
