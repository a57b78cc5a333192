from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from certificates.awards import award_of
from certificates.issuing import issue
from certificates.models import Certificate
from certificates.rendering import render
from school.accounts.models import User
from school.foundation.models import Job
from tests.factories.certificates import make_certificate, make_completed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
Browser = Callable[[User], Client]


@pytest.fixture
def certificate(house: object, olena: User) -> Certificate:
    found = make_certificate(olena)
    render(Job.objects.get(kind="certificates.render", key=found.code))
    return Certificate.objects.get(pk=found.pk)


def test_holder_downloads_the_very_bytes(browser_of: Browser, olena: User, certificate: Certificate) -> None:
    response = browser_of(olena).get(f"/my/certificates/{certificate.code}/pdf/")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    with certificate.pdf.open("rb") as file:
        assert b"".join(response.streaming_content) == file.read()


def test_coordinator_downloads_it_too(browser_of: Browser, halyna: User, certificate: Certificate) -> None:
    assert browser_of(halyna).get(f"/my/certificates/{certificate.code}/pdf/").status_code == 200


@pytest.mark.parametrize("who", ["petro", "taras", "oksana"])
def test_stranger_trainer_and_head_get_404(request: pytest.FixtureRequest, browser_of: Browser, certificate: Certificate, who: str) -> None:
    browser = browser_of(request.getfixturevalue(who))
    assert browser.get(f"/my/certificates/{certificate.code}/pdf/").status_code == 404
    assert browser.post(f"/my/certificates/{certificate.code}/show/", {"hide": "1"}).status_code == 404
    assert Certificate.objects.get(pk=certificate.pk).hidden_at is None


def test_peer_of_the_same_run_gets_404(browser_of: Browser, petro: User, certificate: Certificate) -> None:
    make_certificate(petro)
    assert browser_of(petro).get(f"/my/certificates/{certificate.code}/pdf/").status_code == 404


def test_anonymous_visitor_is_asked_to_sign_in(client: Client, certificate: Certificate) -> None:
    for path in ("", f"{certificate.code}/pdf/"):
        response = client.get(f"/my/certificates/{path}")
        assert response.status_code == 302
        assert "/accounts/login/" in response["Location"]


def test_page_lists_own_certificates_only(browser_of: Browser, olena: User, petro: User, certificate: Certificate) -> None:
    other = make_certificate(petro)
    html = browser_of(olena).get("/my/certificates/").content.decode()
    assert certificate.number in html
    assert other.number not in html


def test_holder_hides_and_shows_the_words(browser_of: Browser, olena: User, certificate: Certificate) -> None:
    browser = browser_of(olena)
    assert browser.post(f"/my/certificates/{certificate.code}/show/", {"hide": "1"}).status_code == 302
    assert Certificate.objects.get(pk=certificate.pk).hidden_at is not None
    browser.post(f"/my/certificates/{certificate.code}/show/", {"hide": "0"})
    assert Certificate.objects.get(pk=certificate.pk).hidden_at is None


def test_file_that_is_not_made_yet_is_explained(browser_of: Browser, olena: User) -> None:
    found = issue(award=award_of("course", make_completed(olena).code))
    response = browser_of(olena).get(f"/my/certificates/{found.code}/pdf/", follow=True)
    assert response.redirect_chain == [("/my/certificates/", 302)]
    assert "Файл готується" in response.content.decode()


def test_finished_course_without_a_certificate_yet_is_explained(browser_of: Browser, olena: User) -> None:
    enrolment = make_completed(olena)
    html = browser_of(olena).get("/my/certificates/").content.decode()
    assert "Сертифікат виписуємо" in html
    Job.objects.create(
        kind="certificates.award", key=f"course:{enrolment.code}", state="failed", created_at=enrolment.completed_at, due_at=enrolment.completed_at
    )
    html = browser_of(olena).get("/my/certificates/").content.decode()
    assert "центр це бачить" in html


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_the_same_number_of_questions_for_one_and_three(
    browser_of: Browser, olena: User, rows: int, django_assert_num_queries: Callable[..., object]
) -> None:
    for _ in range(rows):
        make_certificate(olena)
    browser = browser_of(olena)
    browser.get("/my/certificates/")
    with django_assert_num_queries(7):
        browser.get("/my/certificates/")
