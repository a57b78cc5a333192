"""What a webinar counts as: somebody was there live, or watched enough of its recording; both are one.

The day is that of the live webinar, else the one on which enough of the recording was watched."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from courses.internships.hours import ACADEMIC_HOUR
from school.accounts.cities import Gazetteer
from school.accounts.participation import PERSON, Event, Participation, took_part
from school.foundation.centre import words

from .models import LiveAttendance, Viewing, Webinar

KIND = "webinar"
Rows = dict[tuple[int, int], tuple[tuple, Any, datetime]]  # by webinar and person: who they are, seconds, when


def participated(before: datetime | None, gazetteer: Gazetteer, language: str, person: int | None = None) -> Iterable[Participation]:
    watched, present = _watched(before, person), _present(before, person)
    rows = Webinar.objects.filter(Q(pk__in=Viewing.objects.exclude(reached_at=None).values("webinar")) | Q(live_attendances__isnull=False))
    webinars = {row.pk: row for row in rows}
    for key in sorted({*watched, *present}):
        webinar = webinars[key[0]]
        if key in present:
            who, live, at = present[key]
            seconds = max(live, watched[key][1] if key in watched else 0)
        else:
            who, seconds, at = watched[key]
        event = Event(KIND, webinar.code, words(webinar, "title", language), _("webinar"), webinar.project_id)
        yield took_part(gazetteer, event, at, hours_of(seconds), f"{webinar.code}:{who[0]}", who)


def _watched(before: datetime | None, whose: int | None) -> Rows:
    reached = Viewing.objects.filter(reached_at__lt=before) if before else Viewing.objects.exclude(reached_at=None)
    reached = reached.filter(user=whose) if whose else reached
    rows = reached.order_by().values_list("webinar_id", *PERSON, "seconds", "reached_at")
    return {(webinar, person[0]): (tuple(person), seconds, at) for webinar, *person, seconds, at in rows}


def _present(before: datetime | None, whose: int | None) -> Rows:
    """As long as the webinar was announced: whoever clicked through is counted for the whole."""
    entered = LiveAttendance.objects.filter(entered_at__lt=before) if before else LiveAttendance.objects.all()
    entered = entered.filter(user=whose) if whose else entered
    rows = entered.order_by().values_list("webinar_id", *PERSON, "webinar__length_minutes", "entered_at")
    return {(webinar, person[0]): (tuple(person), minutes * 60, at) for webinar, *person, minutes, at in rows}


def hours_of(seconds: int) -> Decimal:
    """Academic hours really watched, or of the live webinar."""
    return (Decimal(seconds) / 60 / ACADEMIC_HOUR).quantize(Decimal("0.1"), ROUND_HALF_UP)
