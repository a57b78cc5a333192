"""What was watched without an account is not lost on signing up, and no more is believed than the clock allows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from school.accounts.models import User
from tests.factories.webinars import make_webinar
from webinars.models import Webinar, WebinarPage
from webinars.watching.visits import visit_token, visited_at

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def hand_in(browser: Client, webinar: Webinar, **extra: Any) -> Any:
    sent = {"segments": [[0, 300]], "batch": "one", **extra}
    return browser.post(reverse("webinars:watched", args=[webinar.code]), json.dumps(sent), content_type="application/json").json()


def test_page_gives_a_stranger_a_signed_word_and_a_person_none(olena: User, client: Client, browser_of: Browser) -> None:
    webinar = make_webinar()
    html = client.get(WebinarPage.objects.get().url).content.decode()
    token = re.search(r'data-visit="([^"]+)"', html)[1]
    assert visited_at(token, webinar) is not None
    assert "data-visit" not in browser_of(olena).get(WebinarPage.objects.get().url).content.decode()


def test_five_minutes_watched_before_signing_up_count_in_full(olena: User, browser_of: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    webinar = make_webinar(seconds=600)
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now - timedelta(minutes=6))
    token = visit_token(webinar)
    monkeypatch.undo()
    assert hand_in(browser_of(olena), webinar, visit=token)["percent"] == 50


def test_without_the_servers_word_only_what_the_clock_allows(olena: User, browser_of: Browser) -> None:
    webinar = make_webinar(seconds=600)
    assert hand_in(browser_of(olena), webinar)["percent"] < 10
    assert hand_in(browser_of(olena), webinar, visit="forged:word", batch="two")["percent"] < 10


def test_word_is_of_one_webinar_and_of_one_month(monkeypatch: pytest.MonkeyPatch) -> None:
    webinar, other = make_webinar(), make_webinar()
    token = visit_token(webinar)
    assert visited_at(token, other) is None
    assert [visited_at(odd, webinar) for odd in (None, 5, "", "a" * 400, token[:-2])] == [None] * 5
    monkeypatch.setattr("time.time", lambda: timezone.now().timestamp() + 31 * 24 * 3600)
    assert visited_at(token, webinar) is None
