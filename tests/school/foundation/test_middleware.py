"""A request has one id; the public site runs nothing inline, the editor's side alone may."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import structlog
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from school.accounts.models import User
from school.foundation.middleware import request_id

Browser = Callable[[User], Client]
GIVEN = "0f3c-nginx.made_it"


def directives(policy: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for words in (part.split() for part in policy.split(";")) if words}


def test_answer_names_its_request(client: Client) -> None:
    first, second = (client.get("/healthz/")["X-Request-ID"] for _time in range(2))
    assert len(first) == 32
    assert first != second


def test_id_that_the_proxy_made_is_kept(client: Client) -> None:
    assert client.get("/healthz/", headers={"X-Request-ID": GIVEN})["X-Request-ID"] == GIVEN


@pytest.mark.parametrize("given", ["short", "a" * 65, "with space in it", "<script>alert(1)</script>", ""])
def test_id_that_is_no_id_is_not_believed(client: Client, given: str) -> None:
    assert len(client.get("/healthz/", headers={"X-Request-ID": given})["X-Request-ID"]) == 32


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["", "short", GIVEN])
def test_log_and_answer_tell_the_same_id(client: Client, caplog: pytest.LogCaptureFixture, given: str) -> None:
    response = client.get("/verify/AAAA/", headers={"X-Request-ID": given})
    assert {row.msg["request_id"] for row in caplog.records if isinstance(row.msg, dict)} == {response["X-Request-ID"]}


def test_id_of_one_request_is_not_left_to_the_next() -> None:
    seen: list[dict[str, object]] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(structlog.contextvars.get_contextvars())
        return HttpResponse()

    response = request_id(view)(RequestFactory().get("/"))
    assert seen == [{"request_id": response["X-Request-ID"]}]
    assert structlog.contextvars.get_contextvars() == {}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/verify/", "/en/verify/", "/accounts/login/", "/accounts/signup/", "/nothing-here/", "/healthz/", "/cms-like/"])
def test_public_page_may_run_only_our_own_files(client: Client, address: str) -> None:
    told = directives(client.get(address)["Content-Security-Policy"])
    assert [told[name] for name in ("default-src", "script-src", "style-src", "object-src", "base-uri", "form-action")] == [
        ["'self'"], ["'self'"], ["'self'"], ["'none'"], ["'self'"], ["'self'"],
    ]  # fmt: skip
    assert not any("'unsafe-inline'" in allowed for allowed in told.values())


@pytest.mark.django_db
def test_editor_side_may_carry_its_inline_scripts_and_nothing_of_others(taras: User, browser_of: Browser) -> None:
    told = directives(browser_of(taras).get("/cms/")["Content-Security-Policy"])
    assert (told["script-src"], told["style-src"]) == (["'self'", "'unsafe-inline'"], ["'self'", "'unsafe-inline'"])
    assert (told["default-src"], told["object-src"], told["frame-ancestors"]) == (["'self'"], ["'none'"], ["'self'"])


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/login/", "/cms/login/", "/nothing-here/"])
def test_answers_carry_secure_headers(client: Client, address: str) -> None:
    response = client.get(address)
    names = ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy")
    assert [response.get(name) for name in names] == [
        "nosniff", "SAMEORIGIN", "strict-origin-when-cross-origin", "same-origin", "geolocation=(), microphone=(), payment=()",
    ]  # fmt: skip
