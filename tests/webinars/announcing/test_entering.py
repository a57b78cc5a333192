"""The way in: only the registered, only near the start; the link is told to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from school.accounts.cities import Gazetteer
from school.accounts.models import User
from school.foundation.calendar import KYIV
from tests.factories.announced import LINK, make_announced
from tests.factories.webinars import make_webinar, watch
from webinars.announcing.entering import CannotEnter, enter_live
from webinars.announcing.links import check_live_link
from webinars.announcing.registering import register_for_webinar, withdraw_registration
from webinars.models import LiveAttendance, Webinar, WebinarPage
from webinars.participating import participated

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
STARTS = (timezone.now() + timedelta(days=10)).astimezone(KYIV).replace(hour=18, minute=0, second=0, microsecond=0)
SECOND = timedelta(seconds=1)


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def answer(user: User, webinar: Webinar) -> str:
    try:
        return enter_live(user=user, webinar=webinar)
    except CannotEnter as refused:
        return refused.code


def test_door_opens_minutes_before_and_closes_with_the_end(olena: User, stand: Callable[[datetime], None]) -> None:
    webinar = make_announced(starts_at=STARTS, link_minutes=30)
    register_for_webinar(user=olena, webinar=webinar)
    opens, ends = STARTS - timedelta(minutes=30), STARTS + timedelta(hours=1)
    said = []
    for moment in (opens - SECOND, opens, STARTS, ends - SECOND, ends):
        stand(moment)
        said.append(answer(olena, webinar))
    assert said == ["early", LINK, LINK, LINK, "over"]
    assert [row.entered_at for row in LiveAttendance.objects.all()] == [opens]


def test_only_the_registered_enter(olena: User, petro: User, halyna: User, stand: Callable[[datetime], None]) -> None:
    webinar = make_announced(starts_at=STARTS, capacity=1)
    mine = register_for_webinar(user=olena, webinar=webinar)
    register_for_webinar(user=petro, webinar=webinar)
    stand(STARTS)
    assert [answer(user, webinar) for user in (olena, petro, halyna)] == [LINK, "not_registered", "not_registered"]
    withdraw_registration(registration=mine, actor=olena)
    assert [answer(user, webinar) for user in (olena, petro)] == ["not_registered", LINK]


def test_without_a_link_nobody_is_marked_as_present(olena: User, stand: Callable[[datetime], None]) -> None:
    webinar = make_announced(starts_at=STARTS, live_link="")
    register_for_webinar(user=olena, webinar=webinar)
    stand(STARTS)
    assert (answer(olena, webinar), LiveAttendance.objects.count()) == ("no_link", 0)


def test_broken_link_is_said_in_words_and_marks_nobody_as_present(olena: User, browser_of: Browser) -> None:
    webinar = make_announced(starts_at=timezone.now() + timedelta(minutes=5))
    register_for_webinar(user=olena, webinar=webinar)
    Webinar.objects.update(live_link="http://meet.example.org/room")
    response = browser_of(olena).get(reverse("webinars:enter", args=[webinar.code]), follow=True)
    assert "вебінару неправильне" in response.content.decode()
    assert not LiveAttendance.objects.exists()


def test_enter_redirects_and_tells_the_room_nothing_of_where_one_came_from(olena: User, browser_of: Browser) -> None:
    webinar = make_announced(starts_at=timezone.now() + timedelta(minutes=5))
    register_for_webinar(user=olena, webinar=webinar)
    address = reverse("webinars:enter", args=[webinar.code])
    response = browser_of(olena).get(address)
    assert (response.status_code, response["Location"], response["Referrer-Policy"]) == (302, LINK, "no-referrer")
    assert "no-store" in response["Cache-Control"]
    browser_of(olena).get(address)
    assert LiveAttendance.objects.get().user == olena


def test_browser_that_fetches_ahead_marks_nobody_as_present(olena: User, browser_of: Browser) -> None:
    webinar = make_announced(starts_at=timezone.now())
    register_for_webinar(user=olena, webinar=webinar)
    browser_of(olena).get(reverse("webinars:enter", args=[webinar.code]), headers={"Sec-Purpose": "prefetch;prerender"})
    assert not LiveAttendance.objects.exists()


def test_link_is_on_no_page_for_anybody_but_those_who_run_it(olena: User, petro: User, halyna: User, client: Client, browser_of: Browser) -> None:
    webinar = make_announced(starts_at=timezone.now() + timedelta(minutes=5))
    register_for_webinar(user=olena, webinar=webinar)
    page = WebinarPage.objects.get().url
    names = ("registration", "registration_panel", "questions")
    addresses = [page, "/webinars/", *(reverse(f"webinars:{name}", args=[webinar.code]) for name in names)]
    for browser in (client, browser_of(olena), browser_of(petro)):
        for address in addresses:
            assert "meet.example.org" not in browser.get(address, follow=True).content.decode()
    assert "meet.example.org" in browser_of(halyna).get(reverse("webinars:teach_webinar", args=[webinar.code])).content.decode()


@pytest.mark.parametrize(
    "link", ["http://meet.example.org/1", "javascript:alert(1)", "https://", "meet.example.org", "https://a:b@meet.example.org/1"]
)
def test_link_must_be_whole_and_secure(link: str) -> None:
    with pytest.raises(ValidationError):
        check_live_link(link)


def test_present_live_or_watched_enough_is_one_participation(olena: User, petro: User, halyna: User) -> None:
    webinar = make_webinar(seconds=600, starts_at=timezone.now(), length_minutes=90, registers=True, live_link=LINK)
    for user in (olena, petro):
        register_for_webinar(user=user, webinar=webinar)
    enter_live(user=olena, webinar=webinar)
    watch(user=olena, webinar=webinar, segments=[[0, 600]])
    watch(user=halyna, webinar=webinar, segments=[[0, 600]])
    rows = list(participated(None, Gazetteer(), "uk"))
    assert {(row.person, str(row.hours)) for row in rows} == {(olena.pk, "2.0"), (halyna.pk, "0.2")}
