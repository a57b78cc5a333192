"""Organisations send people to a day: superiors approve, seats are reserved and people named. Oksana's sends hers."""

from __future__ import annotations

from typing import Any

from courses.internships.applying import apply_for_day
from courses.internships.approving import approve_as_superior
from courses.internships.models import Application, InternshipDay
from courses.internships.reserving import approve_reservation, name_person, reserve_seats
from school.accounts.models import User

from .clock import at, days

SUPERIOR = {"superior_name": "Вакуленко Тамара Іллівна", "superior_email": "vakulenko@example.org"}
SEATS = 3


def superior_of(day: InternshipDay) -> dict[str, str]:
    """Whom an applicant names where the day asks for it."""
    return SUPERIOR if day.needs_approval else {}


def approve(application: Application, moment: Any) -> None:
    """The superior's answer, by the link in the letter."""
    asked = application.approvals.first()
    if asked is not None:
        with at(moment):
            approve_as_superior(approval=asked, holder=asked.email)


def apply_lately(day: InternshipDay, user: User, why: str) -> None:
    """Yesterday: the superior has not answered yet."""
    with at(days(-1, hour=15)):
        apply_for_day(day=day, user=user, why=why, **superior_of(day))


def reserve(day: InternshipDay, head: User, people: list[User], actor: User) -> None:
    """Seats for more people than are named so far."""
    with at(days(-3)):
        organisation = head.memberships.get().organisation
        reservation = reserve_seats(organisation=organisation, day=day, size=SEATS, policy="as_places_come", actor=head)
    with at(days(-2)):
        reservation = approve_reservation(reservation=reservation, actor=actor)
    for number, user in enumerate(people):
        with at(days(-2, hour=12 + number)):
            name_person(reservation=reservation, email=user.email, position=user.profile.position, actor=head)
