"""The invitation moves and disappears by itself (RFC 5545, RFC 5546); the person's feed holds it too."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from courses.internships.calendars import renew_feed
from school.accounts.models import User
from school.foundation import jobs
from school.foundation.models import Letter
from tests.factories.announced import LINK, make_announced
from webinars.announcing.arranging import cancel_webinar
from webinars.announcing.registering import register_for_webinar, withdraw_registration
from webinars.models import Webinar, WebinarPage

pytestmark = pytest.mark.django_db


def events(text: str | bytes) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def words_to_calendar() -> list[tuple[str, str, int, str]]:
    """Method, UID, SEQUENCE, STATUS of every letter that speaks to a calendar."""
    found = []
    for letter in Letter.objects.exclude(calendar="").order_by("pk"):
        (event,) = events(letter.calendar)
        assert Calendar.from_ical(letter.calendar)["METHOD"] == letter.calendar_method
        found.append((letter.calendar_method, str(event["UID"]), int(event["SEQUENCE"]), str(event["STATUS"])))
    return found


def move(**by: float) -> None:
    page = WebinarPage.objects.get()
    assert page.starts_at is not None
    page.starts_at += timedelta(**by)
    page.save_revision().publish()
    jobs.run_all()


def test_every_word_to_a_calendar_has_one_uid_and_a_greater_number(olena: User, halyna: User) -> None:
    webinar = make_announced()
    registration = register_for_webinar(user=olena, webinar=webinar)
    move(days=1)
    withdraw_registration(registration=registration, actor=olena)
    register_for_webinar(user=olena, webinar=webinar)
    cancel_webinar(webinar=webinar, actor=halyna, reason="Немає світла.")
    jobs.run_all()
    said = words_to_calendar()
    assert [(method, status) for method, _uid, _sequence, status in said] == [
        ("REQUEST", "CONFIRMED"), ("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED"), ("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED"),
    ]  # fmt: skip
    assert len({uid for _method, uid, _sequence, _status in said}) == 1
    assert [sequence for _method, _uid, sequence, _status in said] == [0, 1, 2, 3, 4]


def test_event_says_when_and_leads_to_our_way_in_not_to_the_room(olena: User) -> None:
    webinar = make_announced()
    register_for_webinar(user=olena, webinar=webinar)
    (event,) = events(Letter.objects.get().calendar)
    assert (event["DTSTART"].dt, event["DTEND"].dt - event["DTSTART"].dt) == (webinar.starts_at.replace(microsecond=0), timedelta(hours=1))
    assert settings.PUBLIC_URL + reverse("webinars:enter", args=[webinar.code]) in str(event["DESCRIPTION"])
    assert "meet.example.org" not in Letter.objects.get().calendar + Letter.objects.get().text


def test_feed_holds_the_webinar_moves_it_and_strikes_it_out(olena: User, client: Client) -> None:
    webinar = make_announced()
    registration = register_for_webinar(user=olena, webinar=webinar)
    address = reverse("internships:calendar", args=[renew_feed(user=olena).secret])
    first = client.get(address)
    (event,) = events(first.content)
    assert (event["STATUS"], event["DTSTART"].dt) == ("CONFIRMED", webinar.starts_at.replace(microsecond=0))
    assert LINK.split("?")[0] not in first.content.decode()
    move(hours=2)
    second = client.get(address, headers={"If-None-Match": first["ETag"]})
    (event,) = events(second.content)
    assert (second.status_code, event["DTSTART"].dt) == (200, Webinar.objects.get().starts_at.replace(microsecond=0))
    withdraw_registration(registration=registration, actor=olena)
    (event,) = events(client.get(address).content)
    assert event["STATUS"] == "CANCELLED"


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_feed_do_not_grow(olena: User, client: Client, number: int, django_assert_num_queries: Any) -> None:
    for days in range(number):
        register_for_webinar(user=olena, webinar=make_announced(starts_at=timezone.now() + timedelta(days=5 + days)))
    address = reverse("internships:calendar", args=[renew_feed(user=olena).secret])
    client.get(address)
    with django_assert_num_queries(6):
        client.get(address)
