"""What every calendar of ours shares (RFC 5545): the frame, the zone of Kyiv, who organises, who is expected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db.models import Max
from icalendar import Calendar, Event, Timezone, vCalAddress

from school.foundation.centre import centre, words
from school.foundation.models import Event as Happened

REQUEST, CANCEL = "REQUEST", "CANCEL"


def organizer(language: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    address.params["CN"] = words(centre(), "name", language)
    return address


def calendar_of(events: Iterable[Event], **properties: str) -> Calendar:
    events = list(events)
    calendar = Calendar()
    calendar.add("prodid", "-//School//Internships//UK")
    calendar.add("version", "2.0")
    for name, value in properties.items():
        calendar.add(name.replace("_", "-"), value)
    years = [event.start.year for event in events]
    if years:
        calendar.add_component(_kyiv(min(years), max(years)))
    for event in events:
        calendar.add_component(event)
    return calendar


def _kyiv(first: int, last: int) -> Timezone:
    """The changes of the clock from the year before to the year after, as the machine's own tables know them."""
    return Timezone.from_tzid("Europe/Kyiv", first_date=date(first - 1, 1, 1), last_date=date(last + 2, 1, 1))


def last_events(model: Any, ids: list[int]) -> dict[int, datetime]:
    found = Happened.objects.filter(subject_kind=model._meta.label_lower, subject_id__in=ids).order_by().values("subject_id")
    return dict(found.annotate(last=Max("at")).values_list("subject_id", "last"))
