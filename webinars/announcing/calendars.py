"""A live webinar in people's own calendars (RFC 5545, RFC 5546): it moves and disappears there by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Event, vCalAddress

from courses.internships.ical import CANCEL, calendar_of, last_events, organizer
from school.foundation.calendar import KYIV
from school.foundation.centre import words
from school.foundation.mail import CalendarPart

from ..models import Registration, Webinar
from .states import RegistrationState


def invitation(registration: Registration, method: str) -> CalendarPart | None:
    """The next word to one calendar, numbered after the last; nothing is taken away from whoever was never invited."""
    if method == CANCEL and registration.invitation is None:
        return None
    registration.invitation = _next(registration)
    Registration.objects.filter(pk=registration.pk).update(invitation=registration.invitation)
    with override(registration.language):
        event = _event(registration, registration.language, at=timezone.now(), status="CANCELLED" if method == CANCEL else "CONFIRMED")
        event.add("attendee", _attendee(registration), encode=False)
        return CalendarPart(method, calendar_of([event], method=method).to_ical().decode())


def _next(registration: Registration) -> int:
    last = registration.invitation
    return registration.webinar.sequence if last is None else max(registration.webinar.sequence, last + 1)


def _event(registration: Registration, language: str, *, at: datetime, status: str) -> Event:
    webinar = registration.webinar
    event = Event()
    event.add("uid", f"{registration.code}-{webinar.key}")
    event.add("sequence", webinar.sequence if registration.invitation is None else registration.invitation)
    event.add("dtstamp", at)
    event.add("dtstart", (webinar.starts_at or registration.told_starts_at).astimezone(KYIV))
    event.add("dtend", (webinar.ends_at or registration.told_starts_at).astimezone(KYIV))
    event.add("summary", words(webinar, "title", language))
    enter = settings.PUBLIC_URL + reverse("webinars:enter", args=[webinar.code])
    event.add("location", _("Online"))
    event.add("url", settings.PUBLIC_URL + reverse("webinars:registration", args=[webinar.code]))
    event.add("status", status)
    if status != "CANCELLED":
        event.add("description", _("Enter: %(url)s") % {"url": enter})
    event.add("organizer", organizer(language), encode=False)
    return event


def _attendee(registration: Registration) -> vCalAddress:
    address = vCalAddress(f"mailto:{registration.user.email}")
    address.params |= {"CN": registration.user.full_name, "ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE", "PARTSTAT": "ACCEPTED"}
    return address


def _status(registration: Registration) -> str:
    gone = registration.webinar.cancelled_at or registration.state != RegistrationState.REGISTERED
    return "CANCELLED" if gone else "CONFIRMED"


def fed_webinars(user: Any, language: str) -> list[tuple[Event, datetime]]:
    """Webinars of a person for the feed of their calendar, those taken away too, and when each last changed. Three queries for any number."""
    own_rows = Registration.objects.of(user).select_related("webinar", "user__profile").order_by("told_starts_at", "pk")
    rows = list(own_rows.filter(state=RegistrationState.REGISTERED) | own_rows.exclude(invitation=None))
    own, webinars = last_events(Registration, [row.pk for row in rows]), last_events(Webinar, [row.webinar_id for row in rows])
    fed = []
    for row in rows:
        at = max(own.get(row.pk, row.registered_at), webinars.get(row.webinar_id, row.registered_at)).replace(microsecond=0)
        event = _event(row, language, at=at, status=_status(row))
        event.add("last-modified", at)
        fed.append((event, at))
    return fed
