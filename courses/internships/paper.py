"""The signed sheet typed back in: whose line it is, and what was typed last."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from school.accounts.adding import add_person
from school.accounts.finding import by_name, named
from school.accounts.models import User

from .arriving import Arrival, enter_from_paper
from .enums import Source
from .models import Application, Attendance, InternshipDay

MOST = 12  # people to choose from


def people_of_line(day: InternshipDay, text: str) -> list[User]:
    """Who of those who applied or came may be meant; by a whole e-mail anybody who has an account."""
    if "@" in text:
        return list(User.objects.filter(email=text.strip().lower()).select_related("profile"))
    applied = Application.objects.filter(day=day, user=OuterRef("pk"))
    seen = Attendance.objects.filter(day=day, user=OuterRef("pk"))
    rows = User.objects.filter(Exists(applied) | Exists(seen)).filter(named(text)).select_related("profile")
    found = list(rows.order_by(*by_name(), "pk")[:MOST])
    exact = [user for user in found if user.profile.surname.casefold() == text.strip().casefold()]
    return exact if len(exact) == 1 else found


def person_of_line(day: InternshipDay, code: str) -> User | None:
    """Somebody chosen from the list: they applied for this day or came to it."""
    applied, seen = Application.objects.filter(day=day).values("user"), Attendance.objects.filter(day=day).values("user")
    return User.objects.filter(Q(pk__in=applied) | Q(pk__in=seen), code=code).first()


@transaction.atomic
def enter_walk_in(*, day: InternshipDay, arrived_at: datetime, left_at: datetime | None, actor: Any, language: str, **person: str) -> Arrival:
    """Somebody who wrote themselves into the sheet. No account is made when the line cannot stand: ValidationError, CannotArrive."""
    user, _made = add_person(actor=actor, language=language, **person)
    return enter_from_paper(day=day, user=user, arrived_at=arrived_at, left_at=left_at, actor=actor)


def typed_last(day: InternshipDay) -> QuerySet[Attendance]:
    """The latest lines first, to compare with the sheet."""
    rows: Any = Attendance.objects.filter(day=day, scans__source=Source.PAPER).annotate(typed=Max("scans__pk"))
    return rows.select_related("user__profile").order_by("-typed")[:20]
