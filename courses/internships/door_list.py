"""What a device at the door carries: the day's people and other days' dates. No e-mails, no needs."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import datetime
from typing import Any

from school.foundation import keys
from school.foundation.calendar import day_words, deadline
from school.foundation.centre import words

from .enums import ApplicationState
from .models import Application, Attendance, InternshipDay
from .passes import PURPOSE

OTHER_DAYS = 60  # whose passes are told by their date


def snapshot(day: InternshipDay, *, as_of: datetime, language: str, have: str = "") -> dict[str, Any]:
    """The list as of now; `people` is null when the device has this version already."""
    people = _people(day)
    version = hashlib.sha256(json.dumps(people).encode()).hexdigest()[:16]
    return {
        "as_of": as_of.isoformat(),
        "expires_at": deadline(day.date).isoformat(),
        "day": {"code": day.code, "title": words(day.internship, "title", language), "cancelled": day.cancelled_at is not None},
        "days": {row.code: day_words(row.date) for row in InternshipDay.objects.exclude(pk=day.pk).order_by("-starts_at")[:OTHER_DAYS]},
        "keys": [base64.b64encode(key).decode() for key in keys.public_keys(PURPOSE)],
        "version": version,
        "people": None if version == have else people,
    }


def _people(day: InternshipDay) -> list[dict[str, Any]]:
    applied = day.applications.select_related("user__profile", "membership__group", "attendance__recorded_by__profile").order_by(
        "user__profile__surname", "pk"
    )
    without = Attendance.objects.filter(day=day, application=None).select_related(
        "user__profile__organisation", "user__profile__city", "recorded_by__profile"
    )  # fmt: skip
    return [_applicant(row) for row in applied] + [_walk_in(row) for row in without]


def _applicant(row: Application) -> dict[str, Any]:
    placed = row.state == ApplicationState.ACCEPTED
    return {
        "code": row.code,
        "name": row.user.full_name,
        "from": ", ".join(part for part in (row.organisation, row.city) if part),
        "group": row.membership.group.number if hasattr(row, "membership") else None,
        "placed": placed,
        "state": "" if placed else str(row.get_state_display()),
        **_seen(getattr(row, "attendance", None)),
    }


def _walk_in(row: Attendance) -> dict[str, Any]:
    profile = getattr(row.user, "profile", None)
    places = [str(part) for part in (profile.organisation, profile.city) if part] if profile else []
    return {"code": "", "name": row.user.full_name, "from": ", ".join(places), "group": None, "placed": False, "state": "", **_seen(row)}


def _seen(row: Attendance | None) -> dict[str, Any]:
    if row is None:
        return {"attendance": "", "in": None, "out": None, "by": ""}
    by = row.recorded_by.full_name if row.recorded_by else ""
    return {"attendance": row.code, "in": row.arrived_at.isoformat(), "out": row.left_at.isoformat() if row.left_at else None, "by": by}
