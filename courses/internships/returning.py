"""Who has been to days before: told while a coordinator chooses, and listed for the whole programme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from school.accounts.finding import by_name, named
from school.accounts.models import User
from school.foundation.calendar import KYIV, day_words

from .models import Attendance, Internship, InternshipDay

TOLD = 2  # days named one by one


def came_before(day: InternshipDay, users: Iterable[int]) -> dict[int, list[date]]:
    """Other days of the programme that these people were at, the latest first; one question."""
    rows = Attendance.objects.filter(user__in=list(users), day__internship=day.internship_id, day__cancelled_at=None).exclude(day=day)
    found: dict[int, list[date]] = defaultdict(list)
    for user, starts in rows.order_by("-day__starts_at").values_list("user", "day__starts_at"):
        found[user].append(starts.astimezone(KYIV).date())
    return found


def visits_said(days: list[date]) -> str:
    """«Participation: 12 May, 3 June and 1 more»; nothing for a newcomer."""
    if not days:
        return ""
    said = ", ".join(day_words(day) for day in days[:TOLD])
    if len(days) > TOLD:
        said = _("%(days)s and %(n)d more") % {"days": said, "n": len(days) - TOLD}
    return _("came on %(days)s") % {"days": said}


def returning(*, internship: Internship | None = None, text: str = "") -> QuerySet[User]:
    """People who were at more than one day, of one programme or of any, with `times` and the hours confirmed."""
    which = Q(attendances__day__cancelled_at=None) & (Q(attendances__day__internship=internship) if internship else Q())
    rows = User.objects.present().annotate(times=Count("attendances", filter=which), confirmed=Sum("attendances__hours", filter=which))
    rows = rows.filter(times__gt=1).select_related("profile__organisation", "profile__city").order_by("-times", *by_name(), "pk")
    return rows.filter(named(text)) if text else rows


def visits_of(people: Iterable[User], internship: Internship | None = None) -> list[dict[str, Any]]:
    """Each with the days they were at, the latest first."""
    shown = list(people)
    rows = (
        Attendance.objects.filter(user__in=shown, day__cancelled_at=None).select_related("day__internship", "application").order_by("-day__starts_at")
    )
    days: dict[int, list[Attendance]] = defaultdict(list)
    for row in rows.filter(day__internship=internship) if internship else rows:
        days[row.user_id].append(row)
    return [{"person": person, "visits": days[person.pk]} for person in shown]
