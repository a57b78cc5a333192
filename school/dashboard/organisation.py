"""The desk of an organisation, gathered from the rooms below: seats, who goes, who came, hours, certificates.

Who may be told of is decided by `courses/internships/rules.py: applications_told_to`; a certificate that its holder hides
is not there at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.enums import AwardKind
from certificates.models import Certificate
from cms.pages.shelves import Shelf
from courses.internships.enums import ApplicationState
from courses.internships.models import Application, Attendance, InternshipDay, Reservation, ReservedSeat
from courses.internships.rules import applications_told_to, attendances_told_to, organisations_headed_by
from courses.learning.enums import ClaimState
from school.accounts.enums import MembershipRole
from school.accounts.finding import by_name
from school.accounts.models import Membership, Organisation, User
from school.accounts.rules import is_coordinator
from school.foundation.calendar import KYIV

PERIODS = ("year", "months", "all")


def desks_seen_by(user: Any) -> QuerySet[Organisation]:
    """Whoever heads it today; coordinators see every one."""
    return Organisation.objects.live() if is_coordinator(user) else organisations_headed_by(user)


def desk_shelf(organisation: Organisation, language: str) -> Shelf:
    return Shelf("desk", _("Desk of the organisation"), [], 0, url=reverse("dashboard:organisation", args=[organisation.code]))


def heads_of(organisation: Organisation) -> QuerySet[Membership]:
    rows = Membership.objects.current().filter(organisation=organisation, role=MembershipRole.HEAD).select_related("user__profile")
    return rows.order_by(*by_name("user__"), "pk")


def first_day(period: str) -> date | None:
    """Of this year, or of the last twelve months."""
    today = timezone.localdate(timezone=KYIV)
    if period == "year":
        return today.replace(month=1, day=1)
    return today.replace(year=today.year - 1, day=min(today.day, 28)) if period == "months" else None


def open_days(organisation: Organisation) -> list[dict[str, Any]]:
    """Days to come with what the organisation has asked for on each; two questions however many days."""
    days = list(InternshipDay.objects.upcoming().select_related("internship"))
    asked = {row.day_id: row for row in _reservations(organisation).filter(day__in=days)}
    return [{"day": day, "reservation": asked.get(day.pk)} for day in days if day.pk in asked or day.takes_applications]


def _reservations(organisation: Organisation) -> Any:
    """The latest of a day stands last."""
    seats = ReservedSeat.objects.filter(reservation=OuterRef("pk")).order_by().values("reservation")
    counts = {
        name: Coalesce(Subquery(seats.filter(claim__state=state).annotate(n=Sum("claim__size")).values("n")), 0)
        for name, state in (("unnamed", ClaimState.GIVEN), ("queued", ClaimState.WAITING))
    }
    named = Count("applications", filter=Q(applications__state=ApplicationState.ACCEPTED))
    return Reservation.objects.of(organisation).annotate(named=named, **counts).order_by("asked_at", "pk")


def who_goes(organisation: Organisation) -> QuerySet[Application]:
    """Names of the days to come, the nearest first."""
    rows = applications_told_to(organisation).filter(day__ends_at__gt=timezone.now(), day__cancelled_at=None)
    return rows.select_related("user__profile", "day__internship").order_by("day__starts_at", "day", *by_name("user__"), "pk")


def who_came(organisation: Organisation, period: str) -> QuerySet[Attendance]:
    rows = attendances_told_to(organisation)
    since = first_day(period)
    return rows.filter(day__starts_at__date__gte=since) if since else rows


def in_numbers(rows: QuerySet[Attendance]) -> dict[str, Any]:
    counts = {"people": Count("user", distinct=True), "days": Count("day", distinct=True), "unconfirmed": Count("pk", filter=Q(settled_at=None))}
    return rows.aggregate(**counts, hours=Coalesce(Sum("hours"), Decimal(0)))


def people_of(rows: QuerySet[Attendance]) -> QuerySet[User]:
    return User.objects.filter(pk__in=rows.values("user")).select_related("profile").order_by(*by_name(), "pk")


@dataclass(frozen=True)
class Visit:
    """One day of one person. `hours` is None until presence is confirmed."""

    attendance: Attendance
    certificate: Certificate | None

    @property
    def hours(self) -> Decimal | None:
        return self.attendance.hours


@dataclass(frozen=True)
class PersonHours:
    """A person with the days they were at, the earliest first."""

    person: User
    visits: list[Visit] = field(default_factory=list)

    @property
    def hours(self) -> Decimal:
        return sum((row.hours for row in self.visits if row.hours is not None), Decimal(0))


def hours_by_person(rows: QuerySet[Attendance], people: Iterable[User]) -> list[PersonHours]:
    """Two questions however many people."""
    shown = list(people)
    found = list(rows.filter(user__in=shown).select_related("day__internship", "application").order_by("day__starts_at", "pk"))
    papers = _certificates([row.code for row in found])
    visits: dict[int, list[Visit]] = defaultdict(list)
    for row in found:
        visits[row.user_id].append(Visit(row, papers.get(row.code)))
    return [PersonHours(person, visits[person.pk]) for person in shown]


def _certificates(codes: list[str]) -> dict[str, Certificate]:
    """In force and not hidden by its holder, by the attendance it is for."""
    rows = Certificate.objects.live().filter(award_kind=AwardKind.DAY, award_key__in=codes, hidden_at=None)
    return {row.award_key: row for row in rows}
