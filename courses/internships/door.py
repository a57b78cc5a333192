"""The door of a day: who is expected, who is in, letting in and out. Presence needs no place: who has none is over the number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet

from school.accounts.adding import add_person
from school.accounts.finding import by_name, named
from school.foundation.codes import fold_code

from .arriving import check_in
from .enums import ApplicationState, Direction, Source
from .models import Application, Attendance, InternshipDay, Scan
from .passes import examine

BY_NAME: tuple[Any, ...] = (*by_name("user__"), "pk")
NO_PLACE = Q(application=None) | ~Q(application__state=ApplicationState.ACCEPTED)


@dataclass(frozen=True)
class Admission:
    """What the door answers. `again`: was in already, nothing changed. `applied`: a walk-in who turned out to have applied."""

    attendance: Attendance
    again: bool = False
    applied: bool = False


def expected(day: InternshipDay) -> QuerySet[Application]:
    """Accepted and not seen yet."""
    rows = day.applications.filter(state=ApplicationState.ACCEPTED, attendance=None)
    return rows.select_related("user__profile").order_by(*BY_NAME)


def present(day: InternshipDay) -> QuerySet[Attendance]:
    """Everybody who was seen, with or without a place."""
    return Attendance.objects.filter(day=day).select_related(
        "user__profile__organisation", "user__profile__city", "application__membership__group", "recorded_by__profile"
    ).order_by(*BY_NAME)  # fmt: skip


def counts(day: InternshipDay) -> dict[str, int]:
    """`came` of the `accepted`; `over` came without a place."""
    over = Attendance.objects.filter(NO_PLACE, day=day).count()
    return {
        "came": Attendance.objects.filter(day=day).count() - over,
        "accepted": day.applications.filter(state=ApplicationState.ACCEPTED).count(),
        "over": over,
    }


def applications_named(day: InternshipDay, text: str) -> QuerySet[Application]:
    """By name or code, whatever their state: the door says why somebody has no place."""
    rows = day.applications.filter(named(text, "user__") | Q(code=fold_code(text)), attendance=None)
    return rows.select_related("user__profile").order_by(*BY_NAME)


def present_named(day: InternshipDay, text: str) -> QuerySet[Attendance]:
    return present(day).filter(named(text, "user__") | Q(application__code=fold_code(text)))


def namesakes(day: InternshipDay, *, email: str, surname: str, given_name: str) -> QuerySet[Application]:
    """Who has applied under this name with another e-mail: perhaps the same person."""
    rows = day.applications.filter(user__profile__surname__iexact=surname.strip(), user__profile__given_name__iexact=given_name.strip())
    return rows.exclude(user__email=email.strip().lower()).select_related("user__profile").order_by("pk")


def devices(day: InternshipDay) -> list[Any]:
    """Which devices have told of people, how many marks and when last: what they saw later is still on them."""
    rows = Scan.objects.filter(attendance__day=day).exclude(device="").order_by().values("device")
    return list(rows.annotate(marks=Count("pk"), last=Max("received_at")).order_by("device"))


def admit(*, day: InternshipDay, user: Any, actor: Any, source: str = Source.NAME, applied: bool = False) -> Admission:
    """Somebody is at the door. Whoever is in already stays as they were; whoever left has come back."""
    inside = Attendance.objects.filter(day=day, user=user, left_at=None).first()
    if inside is not None:
        return Admission(inside, again=True, applied=applied)
    return Admission(check_in(day=day, user=user, actor=actor, source=source).attendance, applied=applied)


def admit_application(*, application: Application, actor: Any) -> Admission:
    """Found in the list; without a place they are over the number."""
    source = Source.NAME if application.state == ApplicationState.ACCEPTED else Source.WALK_IN
    return admit(day=application.day, user=application.user, actor=actor, source=source)


def admit_pass(*, day: InternshipDay, text: str, actor: Any) -> Admission:
    """PassRefused says why a pass does not let in."""
    return admit(day=day, user=examine(day=day, text=text).user, actor=actor, source=Source.PASS)


@transaction.atomic
def admit_walk_in(*, day: InternshipDay, actor: Any, language: str, **person: str) -> Admission:
    """Somebody without an application is let in; an account is found by the e-mail or made. ValidationError where it cannot stand."""
    user, _made = add_person(actor=actor, language=language, **person)
    application = day.applications.filter(user=user).first()
    placed = application is not None and application.state == ApplicationState.ACCEPTED
    return admit(day=day, user=user, actor=actor, source=Source.NAME if placed else Source.WALK_IN, applied=application is not None)


def let_out(*, attendance: Attendance, actor: Any) -> Attendance:
    """Somebody leaves; who has left has left."""
    if attendance.left_at is not None:
        return attendance
    return check_in(day=attendance.day, user=attendance.user, actor=actor, direction=Direction.OUT).attendance
