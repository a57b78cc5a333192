"""Error pages say in the visitor's language what happened and what to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from school import urls as school

pytestmark = pytest.mark.django_db


def bad(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("secret detail")


def closed(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Лише для тренерів курсу.")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


TROUBLES = [path("bad/", bad), path("closed/", closed), path("broken/", broken)]
urlpatterns = [*TROUBLES, path("en/", include(TROUBLES)), *school.urlpatterns]
handler400, handler403, handler404, handler500 = school.handler400, school.handler403, school.handler404, school.handler500


@pytest.fixture
def visitor(settings) -> Iterator[Client]:  # type: ignore[no-untyped-def]
    settings.ROOT_URLCONF = __name__
    yield Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "language", "words"),
    [
        ("/bad/", 400, "uk", "Запит не зрозуміло"),
        ("/en/bad/", 400, "en", "This request was not understood"),
        ("/closed/", 403, "uk", "Ця сторінка не для Вас"),
        ("/en/closed/", 403, "en", "This page is not for you"),
        ("/nothing-here/", 404, "uk", "Такої сторінки немає"),
        ("/en/nothing-here/", 404, "en", "There is no such page"),
        ("/broken/", 500, "uk", "Щось зламалося в нас"),
        ("/en/broken/", 500, "en", "Something broke on our side"),
    ],
)
def test_error_is_said_in_the_language_of_the_address(visitor: Client, address: str, status: int, language: str, words: str) -> None:
    response = visitor.get(address)
    html = " ".join(response.content.decode().split())
    assert (response.status_code, f'<html lang="{language}">' in html) == (status, True)
    assert words in html
    assert "secret detail" not in html
    assert f'href="{"/" if language == "uk" else "/en/"}">{"На головну" if language == "uk" else "To the home page"}' in html


def test_number_of_the_trouble_breaks_across_lines_on_a_phone(visitor: Client) -> None:
    response = visitor.get("/broken/")
    html = response.content.decode()
    assert f'<p class="mono user-words">{response["X-Request-ID"]}</p>' in html
    assert "css/site" in html


def test_refusal_says_why(visitor: Client) -> None:
    assert "Лише для тренерів курсу." in visitor.get("/closed/").content.decode()


def test_visitor_can_tell_us_which_request_broke(visitor: Client) -> None:
    response = visitor.get("/broken/", headers={"X-Request-ID": "req-12345678"})
    assert "req-12345678" in response.content.decode()


def test_page_about_our_trouble_needs_no_database(visitor: Client) -> None:
    def away(*args: object) -> None:
        raise OperationalError("the database is away")

    with connection.execute_wrapper(away):
        response = visitor.get("/verify/")
    assert response.status_code == 500
    assert "Щось зламалося в нас" in response.content.decode().replace("\u00a0", " ")
