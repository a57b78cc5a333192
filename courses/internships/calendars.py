"""A day in people's own calendars (RFC 5545, RFC 5546): in letters, where it moves and disappears by itself, and by subscription."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Event, vCalAddress

from school.foundation import history
from school.foundation.calendar import KYIV
from school.foundation.centre import centre, words
from school.foundation.mail import CalendarPart

from .enums import ApplicationState
from .ical import CANCEL, calendar_of, last_events, organizer
from .meeting_calendars import fed_meetings
from .models import Application, CalendarFeed, InternshipDay

READ_AGAIN = timedelta(hours=4)
FED: list[Callable[[Any, str], list[tuple[Event, datetime]]]] = [fed_meetings]  # rooms above add what else a person goes to, and when it last changed


def invitation(application: Application, method: str) -> CalendarPart | None:
    """The next word to one calendar, numbered after the last; nothing is taken away from whoever was never invited."""
    if method == CANCEL and application.invitation is None:
        return None
    sequence = application.day.sequence if application.invitation is None else max(application.day.sequence, application.invitation + 1)
    application.invitation = sequence
    Application.objects.filter(pk=application.pk).update(invitation=sequence)
    with override(application.language):
        status = "CANCELLED" if method == CANCEL else _status(application)
        event = _event(application, application.language, status=status, at=timezone.now())
        event.add("attendee", _attendee(application), encode=False)
        return CalendarPart(method, calendar_of([event], method=method).to_ical().decode())


def _status(application: Application) -> str:
    if application.day.cancelled_at is not None or application.state != ApplicationState.ACCEPTED:
        return "CANCELLED"
    return "TENTATIVE" if application.awaits_confirmation else "CONFIRMED"


def _event(application: Application, language: str, *, status: str, at: datetime) -> Event:
    day = application.day
    pass_url = settings.PUBLIC_URL + reverse("internships:pass", args=[application.code])
    event = Event()
    event.add("uid", f"{application.code}-{day.internship.key}")
    event.add("sequence", day.sequence if application.invitation is None else application.invitation)
    event.add("dtstamp", at)
    event.add("dtstart", day.starts_at.astimezone(KYIV))
    event.add("dtend", day.ends_at.astimezone(KYIV))
    event.add("summary", words(day.internship, "title", language))
    event.add("location", ", ".join(part for part in (words(day, "venue", language), words(day, "address", language)) if part))
    event.add("url", settings.PUBLIC_URL + reverse("internships:application", args=[application.code]))
    event.add("status", status)
    if status != "CANCELLED":
        event.add("description", _("Your pass: %(url)s") % {"url": pass_url})
    event.add("organizer", organizer(language), encode=False)
    return event


def _attendee(application: Application) -> vCalAddress:
    address = vCalAddress(f"mailto:{application.user.email}")
    answered = application.state == ApplicationState.ACCEPTED and not application.awaits_confirmation
    address.params |= {"CN": application.user.full_name, "ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE"}
    address.params["PARTSTAT"] = "ACCEPTED" if answered else "NEEDS-ACTION"
    return address


def feed_text(user: Any, language: str) -> tuple[bytes, datetime | None]:
    """The days of a person and what else they go to, and when any of it last changed. What was cancelled stays, so that it disappears there too."""
    rows = list(_fed(user))
    changed = _changed(rows)
    with override(language):
        events = [_event(row, language, status=_status(row), at=changed[row.pk]) for row in rows]
        for row, event in zip(rows, events, strict=True):
            event.add("last-modified", changed[row.pk])
        others = [row for fed in FED for row in fed(user, language)]
        events += [event for event, _at in others]
        calendar = calendar_of(events, method="PUBLISH", x_wr_calname=words(centre(), "school_name", language))
    calendar.add("refresh-interval", READ_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    return calendar.to_ical(), max([*changed.values(), *(at for _event, at in others)], default=None)


def _fed(user: Any) -> Iterable[Application]:
    rows = Application.objects.of(user).select_related("day__internship", "user__profile").order_by("day__starts_at", "pk")
    return rows.filter(state=ApplicationState.ACCEPTED) | rows.exclude(invitation=None)


def _changed(rows: list[Application]) -> dict[int, datetime]:
    """When the application or its day last changed, by history: two queries for any number."""
    own, days = last_events(Application, [row.pk for row in rows]), last_events(InternshipDay, [row.day_id for row in rows])
    return {row.pk: max(own.get(row.pk, row.applied_at), days.get(row.day_id, row.applied_at)).replace(microsecond=0) for row in rows}


@transaction.atomic
def renew_feed(*, user: Any) -> CalendarFeed:
    """A new secret address; calendars that read the old one get nothing any more."""
    values = {"secret": secrets.token_urlsafe(24), "made_at": timezone.now()}
    feed, created = CalendarFeed.objects.update_or_create(user=user, defaults=values)
    history.record(feed, "open_calendar" if created else "renew_calendar", actor=user)
    return feed
