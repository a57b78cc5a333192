"""A day in people's calendars, read by two parsers that know nothing of each other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from typing import Any

import icalendar
import pytest
import vobject
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.internships import personal
from courses.internships.applying import accept_application, apply_for_day, withdraw_application
from courses.internships.calendars import feed_text, renew_feed
from courses.internships.confirming import lapse_unconfirmed
from courses.internships.days import cancel_day, save_day
from courses.internships.models import Application, CalendarFeed
from school.foundation import jobs
from school.foundation.calendar import KYIV
from school.foundation.models import Letter
from tests.factories.internships import make_application, make_day, make_person

pytestmark = pytest.mark.django_db


def read(text: str) -> list[dict[str, Any]]:
    """What both parsers say of each event; they must agree."""
    ours, theirs = icalendar.Calendar.from_ical(text), vobject.readOne(text)
    one = [
        {
            "method": str(ours.get("method")), "uid": str(event["uid"]), "sequence": int(event["sequence"]), "status": str(event["status"]),
            "start": event.start, "end": event.end, "summary": str(event["summary"]), "location": str(event["location"]), "url": str(event["url"]),
        }
        for event in ours.walk("VEVENT")
    ]  # fmt: skip
    two = [
        {
            "method": theirs.method.value, "uid": event.uid.value, "sequence": int(event.sequence.value), "status": event.status.value,
            "start": event.dtstart.value, "end": event.dtend.value, "summary": event.summary.value, "location": event.location.value, "url": event.url.value,
        }
        for event in getattr(theirs, "vevent_list", [])
    ]  # fmt: skip
    assert one == two
    return one


def letters(application: Application) -> list[Letter]:
    return list(Letter.objects.filter(to=application.user.email).exclude(calendar="").order_by("pk"))


def said(application: Application) -> list[tuple[str, int, str]]:
    return [(event["method"], event["sequence"], event["status"]) for letter in letters(application) for event in read(letter.calendar)]


@pytest.fixture
def accepted(halyna) -> Application:
    return accept_application(application=make_application(day=make_day()), actor=halyna)


def test_acceptance_puts_the_day_into_the_calendar(accepted: Application, settings) -> None:
    (letter,) = letters(accepted)
    (event,) = read(letter.calendar)
    day = accepted.day
    assert event == {
        "method": "REQUEST",
        "uid": f"{accepted.code}-{day.internship.key}",
        "sequence": 0,
        "status": "CONFIRMED",
        "start": day.starts_at,
        "end": day.ends_at,
        "summary": "Е-урядування на прикладі міської ради",
        "location": "Прозорий офіс, вул. Соборна, 59",
        "url": settings.PUBLIC_URL + reverse("internships:application", args=[accepted.code]),
    }
    assert (letter.purpose, letter.calendar_method) == ("day_application_accepted", "REQUEST")
    (parsed,) = icalendar.Calendar.from_ical(letter.calendar).walk("VEVENT")
    assert (str(parsed["organizer"]), str(parsed["attendee"])) == (f"mailto:{settings.DEFAULT_FROM_EMAIL}", f"mailto:{accepted.user.email}")
    assert (parsed["attendee"].params["CN"], parsed["attendee"].params["PARTSTAT"]) == (accepted.user.full_name, "ACCEPTED")


def test_time_is_kyiv_time_and_the_zone_comes_with_it(halyna) -> None:
    day = make_day(in_days=200)
    accepted = accept_application(application=make_application(day=day), actor=halyna)
    text = letters(accepted)[0].calendar
    assert f"DTSTART;TZID=Europe/Kyiv:{day.starts_at.astimezone(KYIV):%Y%m%dT%H%M%S}\r\n" in text
    (zone,) = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")
    offset = zone.to_tz().utcoffset(day.starts_at.astimezone(KYIV).replace(tzinfo=None))
    assert (str(zone["tzid"]), offset) == ("Europe/Kyiv", day.starts_at.astimezone(KYIV).utcoffset())
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_sent_letter_carries_it_as_alternative_and_as_file(accepted: Application) -> None:
    jobs.run_all()
    message = next(sent for sent in outbox.outbox if "text/calendar" in sent.message().as_string())
    parts = {part.get_content_type(): part for part in message_from_bytes(message.message().as_bytes()).walk()}
    calendar, file = parts["text/calendar"], parts["application/ics"]
    text = letters(accepted)[0].calendar
    assert (calendar.get_param("method"), calendar.get_content_charset()) == ("REQUEST", "utf-8")
    assert (file.get_filename(), file.get_payload(decode=True).decode()) == ("invite.ics", text)
    assert calendar.get_payload(decode=True).decode().replace("\r\n", "\n") == text.replace("\r\n", "\n")


def test_withdrawing_takes_it_away_and_a_second_acceptance_brings_it_back(accepted: Application, halyna) -> None:
    withdraw_application(application=accepted, actor=accepted.user)
    again = apply_for_day(user=accepted.user, day=accepted.day, why="Таки їду")
    accept_application(application=again, actor=halyna)
    assert said(accepted) == [("REQUEST", 0, "CONFIRMED"), ("CANCEL", 1, "CANCELLED"), ("REQUEST", 2, "CONFIRMED")]
    assert {read(letter.calendar)[0]["uid"] for letter in letters(accepted)} == {f"{accepted.code}-{accepted.day.internship.key}"}


def test_a_cancelled_day_disappears_only_where_it_was(accepted: Application, halyna) -> None:
    undecided = make_application(day=accepted.day)
    cancel_day(day=accepted.day, actor=halyna, reason="Немає світла.")
    assert said(accepted) == [("REQUEST", 0, "CONFIRMED"), ("CANCEL", 1, "CANCELLED")]
    assert (said(undecided), Letter.objects.filter(to=undecided.user.email, purpose="day_cancelled").count()) == ([], 1)


def test_promotion_invites_too(halyna) -> None:
    day = make_day(capacity=1)
    first = accept_application(application=make_application(day=day), actor=halyna)
    second = accept_application(application=make_application(day=day), actor=halyna)
    assert said(second) == []
    withdraw_application(application=first, actor=first.user)
    assert said(second) == [("REQUEST", 0, "CONFIRMED")]


def test_a_place_to_confirm_is_tentative_and_a_lapsed_one_goes(halyna) -> None:
    day = make_day(in_days=10)
    type(day).objects.filter(pk=day.pk).update(confirm_by_at=day.starts_at - timedelta(days=1))
    accepted = accept_application(application=make_application(day=day), actor=halyna)
    Application.objects.filter(pk=accepted.pk).update(confirm_until=timezone.now())
    assert lapse_unconfirmed() == 1
    assert said(accepted) == [("REQUEST", 0, "TENTATIVE"), ("CANCEL", 1, "CANCELLED")]


def test_the_feed_has_days_that_stand_and_days_that_were_taken_back(accepted: Application, halyna) -> None:
    user = accepted.user
    gone = accept_application(application=make_application(day=make_day(in_days=20), user=user), actor=halyna)
    make_application(day=make_day(in_days=30), user=user)  # not decided: not in the calendar
    withdraw_application(application=gone, actor=user)
    body, _changed = feed_text(user, "uk")
    events = read(body.decode())
    assert [(event["uid"].split("-")[0], event["sequence"], event["status"], event["method"]) for event in events] == [
        (accepted.code, 0, "CONFIRMED", "PUBLISH"),
        (gone.code, 1, "CANCELLED", "PUBLISH"),
    ]


def test_the_feed_speaks_the_language_of_its_address(client: Client, accepted: Application) -> None:
    secret = renew_feed(user=accepted.user).secret
    texts = [read(client.get(f"{prefix}/calendar/{secret}/my.ics").content.decode())[0]["location"] for prefix in ("", "/en")]
    assert texts == ["Прозорий офіс, вул. Соборна, 59", "Transparent Office, вул. Соборна, 59"]


def test_an_unchanged_feed_is_not_sent_again(client: Client, accepted: Application, halyna) -> None:
    address = reverse("internships:calendar", args=[renew_feed(user=accepted.user).secret])
    first = client.get(address)
    assert (first.status_code, first["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    day = accepted.day
    day.venue_uk = "Велика зала"
    save_day(day=day, capacity=2, shown=True, actor=halyna)
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, read(changed.content.decode())[0]["location"]) == (200, "Велика зала, вул. Соборна, 59")


def test_nobody_reads_a_calendar_by_a_wrong_or_an_old_address(client: Client, accepted: Application) -> None:
    old = renew_feed(user=accepted.user).secret
    client.force_login(accepted.user)
    client.post(reverse("internships:my_calendar"))
    new = CalendarFeed.objects.get().secret
    assert new != old
    assert [client.get(reverse("internships:calendar", args=[secret])).status_code for secret in (old, new, "x")] == [404, 200, 404]
    type(accepted.user).objects.update(is_active=False)
    assert client.get(reverse("internships:calendar", args=[new])).status_code == 404


def test_the_address_is_made_when_asked_for_and_shown_to_its_owner_alone(client: Client, accepted: Application, petro) -> None:
    address = reverse("internships:my_calendar")
    assert client.get(address).status_code == 302
    client.force_login(accepted.user)
    client.get(address)
    assert CalendarFeed.objects.count() == 0
    client.post(address)
    secret = CalendarFeed.objects.get(user=accepted.user).secret
    assert f"/calendar/{secret}/my.ics" in client.get(address).content.decode()
    client.force_login(petro)
    assert secret not in client.get(address).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_feed_do_not_grow(client: Client, halyna, number: int, django_assert_num_queries) -> None:
    user = make_person()
    for at in range(number):
        accept_application(application=make_application(day=make_day(in_days=10 + at), user=user), actor=halyna)
    address = reverse("internships:calendar", args=[renew_feed(user=user).secret])
    client.get(address)
    with django_assert_num_queries(6):
        client.get(address)


def test_last_modified_is_when_it_changed(accepted: Application) -> None:
    _body, changed = feed_text(accepted.user, "uk")
    assert abs(changed - datetime.now(UTC)) < timedelta(minutes=5)
    assert feed_text(make_person(), "uk")[1] is None


def test_whoever_is_forgotten_has_no_calendar(client: Client, accepted: Application) -> None:
    secret = renew_feed(user=accepted.user).secret
    personal.forget(accepted.user)
    assert (CalendarFeed.objects.count(), client.get(reverse("internships:calendar", args=[secret])).status_code) == (0, 404)
