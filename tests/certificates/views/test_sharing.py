"""A holder shows a certificate by a link with an end; a link that works no more does not tell whose it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from certificates.awards import kyiv_today
from certificates.issuing import hide, replace, revoke
from certificates.models import Certificate, Share
from certificates.rendering import render
from certificates.sharing import MOST, share, withdraw_share
from school.accounts.models import User
from school.foundation.calendar import deadline
from school.foundation.models import Event, Job
from school.foundation.models import Link as StoredLink
from tests.factories.certificates import make_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
Browser = Callable[[User], Client]
NAME = "Їжакевич"


@pytest.fixture
def certificate(house: object, olena: User) -> Certificate:
    found = make_certificate(olena)
    render(Job.objects.get(kind="certificates.render", key=found.code))
    Certificate.objects.filter(pk=found.pk).update(
        frozen={**found.frozen, "full_name": NAME, "print": {**found.frozen["print"], "name": NAME}},
    )
    found.refresh_from_db()
    hide(certificate=found, actor=olena)
    found.refresh_from_db()
    return found


def made(certificate: Certificate, **fields: Any) -> tuple[Share, str]:
    found, address = share(certificate=certificate, actor=certificate.person, ends_on=kyiv_today() + timedelta(days=7), **fields)
    return found, urlsplit(address).path


def test_link_shows_a_hidden_certificate_with_its_picture_and_its_file(client: Client, certificate: Certificate) -> None:
    _share, path = made(certificate)
    assert NAME not in client.get(f"/verify/{certificate.code}/").content.decode()
    response = client.get(path)
    assert NAME in response.content.decode()
    assert (response["X-Robots-Tag"], response["Cache-Control"]) == ("noindex", "no-store")
    picture = client.get(path, {"part": "picture"})
    assert (picture["Content-Type"], picture.content[:4], picture.content[8:12]) == ("image/webp", b"RIFF", b"WEBP")
    file = client.get(path, {"part": "pdf"})
    with certificate.pdf.open("rb") as stored:
        assert b"".join(file.streaming_content) == stored.read()


def test_holder_sees_how_often_a_link_was_opened_and_own_looks_do_not_count(browser_of: Browser, client: Client, certificate: Certificate) -> None:
    found, path = made(certificate)
    for _ in range(2):
        client.get(path)
    client.get(path, {"part": "picture"})
    browser_of(certificate.person).get(path)
    found.refresh_from_db()
    assert found.opened == 2
    assert found.opened_at is not None
    assert "Відкрито 2 рази" in browser_of(certificate.person).get(f"/my/certificates/{certificate.code}/links/").content.decode().replace(
        "\xa0", " "
    )


@pytest.mark.parametrize("part", ["", "picture", "pdf"])
def test_withdrawn_link_shows_nothing_and_names_nobody(client: Client, certificate: Certificate, part: str) -> None:
    found, path = made(certificate)
    withdraw_share(share=found, actor=certificate.person)
    response = client.get(path, {"part": part})
    assert response.status_code == 410
    html = response.content.decode()
    assert [words for words in (NAME, certificate.number, certificate.code) if words in html] == []


@pytest.mark.parametrize("part", ["", "picture", "pdf"])
def test_link_past_its_last_day_shows_nothing_and_names_nobody(client: Client, certificate: Certificate, part: str) -> None:
    found, path = made(certificate)
    assert found.ends_at == deadline(kyiv_today() + timedelta(days=7))
    Share.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert client.get(path, {"part": part}).status_code == 410
    StoredLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    html = client.get(path, {"part": part}).content.decode()
    assert [words for words in (NAME, certificate.number, certificate.code) if words in html] == []


def test_link_works_through_its_last_day(client: Client, certificate: Certificate) -> None:
    found, _path = made(certificate)
    link = StoredLink.objects.get()
    assert link.expires_at >= found.ends_at
    assert link.expires_at - found.ends_at < timedelta(days=1)


def test_link_to_a_revoked_or_replaced_certificate_says_so(client: Client, certificate: Certificate) -> None:
    _share, path = made(certificate)
    new = replace(certificate=certificate, actor=None, reason="Виправлено", changes={"what": "Інше"})
    html = client.get(path).content.decode()
    assert "Цей сертифікат замінено" in html
    assert new.number in html
    other = make_certificate(certificate.person)
    _share, path = made(other)
    revoke(certificate=other, actor=None, reason="Роботу списано")
    assert "скасовано" in client.get(path).content.decode()


@pytest.mark.parametrize("who", ["petro", "taras", "oksana", "halyna"])
def test_stranger_trainer_head_and_coordinator_meet_no_links(
    request: pytest.FixtureRequest, browser_of: Browser, certificate: Certificate, who: str
) -> None:
    found, _path = made(certificate)
    browser = browser_of(request.getfixturevalue(who))
    assert browser.get(f"/my/certificates/{certificate.code}/links/").status_code == 404
    assert browser.post(f"/my/certificates/{certificate.code}/links/", {"term": "7"}).status_code == 404
    assert browser.post(f"/my/certificates/{certificate.code}/links/{found.pk}/withdraw/").status_code == 404
    found.refresh_from_db()
    assert (found.withdrawn_at, Share.objects.count()) == (None, 1)


def test_another_holder_cannot_withdraw_through_an_own_certificate(browser_of: Browser, certificate: Certificate, petro: User) -> None:
    found, _path = made(certificate)
    own = make_certificate(petro)
    assert browser_of(petro).post(f"/my/certificates/{own.code}/links/{found.pk}/withdraw/").status_code == 404


def test_anonymous_visitor_is_asked_to_sign_in(client: Client, certificate: Certificate) -> None:
    assert "/accounts/login/" in client.get(f"/my/certificates/{certificate.code}/links/")["Location"]


def test_address_is_shown_once(browser_of: Browser, certificate: Certificate) -> None:
    browser = browser_of(certificate.person)
    address = f"/my/certificates/{certificate.code}/links/"
    assert browser.post(address, {"term": "30", "note": "Відділ кадрів"}).status_code == 302
    html = browser.get(address).content.decode()
    assert "/link/" in html
    assert "Відділ кадрів" in html
    assert "/link/" not in browser.get(address).content.decode()
    assert Share.objects.get().ends_at == deadline(kyiv_today() + timedelta(days=30))


@pytest.mark.parametrize(("days", "taken"), [(-1, False), (0, True), (366, True), (367, False)])
def test_last_day_is_from_today_to_a_year_ahead(browser_of: Browser, certificate: Certificate, days: int, taken: bool) -> None:
    day = kyiv_today() + timedelta(days=days)
    browser_of(certificate.person).post(f"/my/certificates/{certificate.code}/links/", {"term": "date", "last_day": day.isoformat()})
    assert [row.ends_at for row in Share.objects.all()] == ([deadline(day)] if taken else [])


@pytest.mark.parametrize("data", [{}, {"term": "date"}, {"term": "8"}, {"term": "date", "last_day": "вчора"}, {"term": "7", "note": "щ" * 121}])
def test_form_that_makes_no_sense_makes_no_link(browser_of: Browser, certificate: Certificate, data: dict[str, str]) -> None:
    assert browser_of(certificate.person).post(f"/my/certificates/{certificate.code}/links/", data).status_code == 200
    assert Share.objects.count() == 0


def test_twenty_first_working_link_is_refused_in_words(browser_of: Browser, certificate: Certificate) -> None:
    first, _path = made(certificate)
    for _ in range(MOST - 1):
        made(certificate)
    address = f"/my/certificates/{certificate.code}/links/"
    assert "Посилань уже 20" in browser_of(certificate.person).post(address, {"term": "7"}).content.decode()
    withdraw_share(share=first, actor=certificate.person)
    browser_of(certificate.person).post(address, {"term": "7"})
    assert Share.objects.working().count() == MOST


def test_making_and_withdrawing_are_events_and_withdrawing_twice_is_once(certificate: Certificate) -> None:
    found, _path = made(certificate)
    for _ in range(2):
        withdraw_share(share=found, actor=certificate.person)
    assert list(Event.objects.filter(verb__contains="share").order_by("pk").values_list("verb", "actor")) == [
        ("share", certificate.person_id), ("withdraw_share", certificate.person_id),
    ]  # fmt: skip


# --- the picture on the page of the code ---------------------------------------------------------


def test_page_shows_the_certificate_itself_until_it_is_hidden(client: Client, certificate: Certificate) -> None:
    address = f"/verify/{certificate.code}/picture/"
    assert client.get(address).status_code == 404
    assert address not in client.get(f"/verify/{certificate.code}/").content.decode()
    Certificate.objects.update(hidden_at=None)
    assert address in client.get(f"/verify/{certificate.code}/").content.decode()
    response = client.get(address)
    assert (response.status_code, response["Content-Type"], response["X-Robots-Tag"], response["Cache-Control"]) == (
        200, "image/webp", "noindex, nofollow", "no-store",
    )  # fmt: skip
    Certificate.objects.update(hidden_at=timezone.now())
    assert client.get(address).status_code == 404  # kept in the cache, and yet not told


def test_picture_of_a_file_that_is_not_made_yet_is_not_there(client: Client, petro: User) -> None:
    found = make_certificate(petro)
    Certificate.objects.filter(pk=found.pk).update(sha256="", rendered_at=None)
    assert client.get(f"/verify/{found.code}/picture/").status_code == 404
    assert "/picture/" not in client.get(f"/verify/{found.code}/").content.decode()
