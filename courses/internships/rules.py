"""Who may what around days. Predicates have names; views look records up through them."""

from __future__ import annotations

from typing import Any

import rules
from django.db.models import Exists, OuterRef, QuerySet

from courses.learning.rules import runs_seen_by
from school.accounts.enums import ConsentPurpose, MembershipRole
from school.accounts.models import Consent, Membership, Organisation
from school.accounts.rules import is_coordinator

from .models import Application, Attendance, InternshipDay, Meeting

rules.add_perm("internships.coordinate", is_coordinator)


def days_seen_by(user: Any) -> QuerySet[InternshipDay]:
    """Everybody sees what is shown; a coordinator also what is being prepared."""
    return InternshipDay.objects.all() if is_coordinator(user) else InternshipDay.objects.published()


def organisations_headed_by(user: Any) -> QuerySet[Organisation]:
    """Whoever heads an organisation today reserves seats and names people for it."""
    if not user.is_authenticated:
        return Organisation.objects.none()
    current = Membership.objects.current().filter(user=user, role=MembershipRole.HEAD)
    return Organisation.objects.filter(pk__in=current.values("organisation"), merged_into=None)


def applications_coordinated_by(user: Any) -> QuerySet[Application]:
    """What people wrote, their needs included, is for coordinators only."""
    return Application.objects.all() if is_coordinator(user) else Application.objects.none()


def attendances_coordinated_by(user: Any) -> QuerySet[Attendance]:
    """Who came when is between the person and the coordinators."""
    return Attendance.objects.all() if is_coordinator(user) else Attendance.objects.none()


def applications_told_to(organisation: Organisation) -> QuerySet[Application]:
    """What a head may know: who goes to a day for the organisation – name, position, state, presence, hours.

    Never why, needs or the superior's words; nobody who was declined, has withdrawn, was erased or took their consent back.
    """
    given = Consent.objects.filter(user=OuterRef("user"), text__purpose=ConsentPurpose.LEARNING)
    taken_back = Exists(given.filter(withdrawn_at__isnull=False)) & ~Exists(given.filter(withdrawn_at=None))
    return Application.objects.sent_by(organisation).current().filter(~taken_back, user__erased_at=None)


def attendances_told_to(organisation: Organisation) -> QuerySet[Attendance]:
    """Of those people only: whoever came by themselves, without an application, is not the organisation's affair."""
    return Attendance.objects.filter(application__in=applications_told_to(organisation))


def meetings_seen_by(user: Any) -> QuerySet[Meeting]:
    """Meetings of the runs a person teaches or coordinates."""
    return Meeting.objects.filter(run__in=runs_seen_by(user))
