"""The day's report as a funder asks for it: who was there, from where, for how long, at what. Everything is counted from the attendances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from school.foundation.calendar import KYIV, day_words
from school.foundation.centre import centre, words
from school.foundation.text import NBSP

from .attendees import Attendee, absent, attendees_of, came
from .enums import ApplicationState
from .hours import counted_slots
from .models import InternshipDay
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
    date: str
    settled: bool
    facts: list[tuple[str, str]]
    counts: list[tuple[str, str]]
    programme: list[dict[str, Any]]
    parts: list[PartCount]
    cities: list[Count]
    organisations: list[Count]
    categories: list[Count]
    participants: list[Participant]


def report_of(day: InternshipDay, language: str) -> DayReport:
    with override(language):
        rows = attendees_of(day, came(day))
        people = [_participant(row, language) for row in rows]
        return DayReport(
            title=words(day.internship, "title", language),
            date=day_words(day.starts_at, year=True),
            settled=bool(rows) and all(row.attendance.settled_at for row in rows),
            facts=_facts(day, language),
            counts=_counts(day, rows, people),
            programme=slots_of(day, language),
            parts=_parts(day, rows, language),
            cities=_by(row.city for row in people),
            organisations=_by(row.organisation for row in people),
            categories=_by(row.category for row in people),
            participants=people,
        )


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
        (_("Organised by"), words(centre(fresh=True), "name", language)),
        (_("When"), f"{day_words(day.starts_at, year=True)}, {_clock(day.starts_at)} – {_clock(day.ends_at)}"),
        (_("Where"), place),
        (_("Academic hours"), plain(day.hours)),
    ]
    if day.project:
        facts.append((_("Project"), words(day.project, "name", language)))
        for role, label in (("funder", _("With the support of")), ("partner", _("Partners"))):
            names = [row.value[f"name_{language}"] or row.value["name_uk"] for row in day.project.partners if row.value["role"] == role]
            facts += [(label, ", ".join(names))] if names else []
    return facts


def _counts(day: InternshipDay, rows: list[Attendee], people: list[Participant]) -> list[tuple[str, str]]:
    applied = day.applications.count()
    accepted = day.applications.filter(state=ApplicationState.ACCEPTED).count()
    return [
        (_("Applications"), str(applied)),
        (_("Had a place"), str(accepted)),
        (_("Came"), str(len(people))),
        (_("Of them without a place"), str(sum(row.over for row in rows))),
        (_("Had a place and did not come"), str(absent(day).count())),
        (_("Organisations"), str(len({row.organisation for row in people if row.organisation}))),
        (_("Cities"), str(len({row.city for row in people if row.city}))),
        (_("Academic hours of all together"), plain(sum((row.hours for row in people), Decimal(0)))),
        (_("Earned a certificate"), str(sum(row.earned for row in people))),
        (_("Certificates in force"), str(sum(bool(row.certificate) for row in people))),
    ]


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


def _by(names: Iterable[str]) -> list[Count]:
    """Most first, then by the alphabet; who said nothing stands last under a dash."""
    found = Counter(names)
    said = sorted(((name, n) for name, n in found.items() if name), key=lambda row: (-row[1], row[0]))
    return [Count(name, n) for name, n in said] + ([Count("–", found[""])] if found[""] else [])


def plain(value: Decimal) -> str:
    """1,5 in Ukrainian; whole hours without a comma."""
    return number_format(int(value) if value == value.to_integral() else value.normalize())
