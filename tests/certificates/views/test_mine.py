from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from certificates.awards import award_of
from certificates.issuing import issue
from certificates.models import Certificate
from certificates.rendering import render
from school.accounts.models import Consent, ConsentText, User
from school.foundation.models import Job
from tests.factories.accounts import make_consent_text
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
    with django_assert_num_queries(9):
        browser.get("/my/certificates/")


def switch(browser: Client, show: str, version: str = "2026-11") -> str:
    said = browser.post("/my/certificates/register/", {"show": show, "version": version}, follow=True).content.decode()
    return said.replace("\u00a0", " ")


def test_holder_switches_their_name_on_and_off_in_the_open_register(browser_of: Browser, olena: User, client: Client) -> None:
    make_certificate(olena)
    browser = browser_of(olena)
    assert "Погоджуюся, показувати моє ім’я" in browser.get("/my/certificates/").content.decode()
    said = switch(browser, "1")
    assert "Тепер відкритий реєстр показує Ваше ім’я" in said
    assert "Відкликати згоду й не показувати імені" in said
    assert "Кравчук" in client.get("/verify/register/").content.decode()
    assert "Згоду відкликано: відкритий реєстр більше не показує Вашого імені." in switch(browser, "0")
    assert "Кравчук" not in client.get("/verify/register/").content.decode()


def test_switch_reads_in_english(browser_of: Browser, olena: User) -> None:
    make_certificate(olena)
    said = browser_of(olena).get("/en/my/certificates/").content.decode()
    assert "I agree: show my name" in said
    assert "Nothing else depends on it." in said


def test_whoever_is_signed_in_switches_their_own_name_alone(browser_of: Browser, olena: User, petro: User, client: Client) -> None:
    make_certificate(olena)
    browser_of(petro).post("/my/certificates/register/", {"show": "1", "version": "2026-11", "person": olena.pk, "user": olena.pk})
    assert [consent.user for consent in Consent.objects.all()] == [petro]
    assert "Кравчук" not in client.get("/verify/register/").content.decode()
    switch(browser_of(olena), "1")
    browser_of(petro).post("/my/certificates/register/", {"show": "0", "person": olena.pk})
    assert "Кравчук" in client.get("/verify/register/").content.decode()


def test_nothing_is_switched_by_a_link_or_by_a_stranger(client: Client, browser_of: Browser, olena: User) -> None:
    assert browser_of(olena).get("/my/certificates/register/").status_code == 405
    assert "/accounts/login/" in client.post("/my/certificates/register/", {"show": "1", "version": "2026-11"})["Location"]
    assert not Consent.objects.exists()


def test_text_that_has_changed_since_the_page_was_opened_is_read_again(browser_of: Browser, olena: User) -> None:
    make_certificate(olena)
    make_consent_text("2027-01", purpose="register", text_uk="Новий текст")
    said = switch(browser_of(olena), "1")
    assert "Нічого не ввімкнено" in said
    assert "Новий текст" in said
    assert not Consent.objects.exists()


def test_without_a_text_nobody_is_asked(browser_of: Browser, olena: User) -> None:
    make_certificate(olena)
    ConsentText.objects.all().delete()
    assert "відкритому реєстрі" not in browser_of(olena).get("/my/certificates/").content.decode()
