"""The desk of statements and thanks: a coordinator gives them, nobody else sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from certificates.models import Certificate
from school.accounts.models import User
from tests.certificates.test_desk_awards import present, taught_run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
Browser = Callable[[User], Client]


def test_coordinator_sees_whom_to_give_and_gives_once(browser_of: Browser, halyna: User, taras: User) -> None:
    attendance, run = present(halyna, left="12:30"), taught_run(taras)
    browser = browser_of(halyna)
    page = browser.get(reverse("certificates:given")).content.decode()
    statement, thanks = (reverse("certificates:give", args=row) for row in (("attendance", attendance.code), ("thanks", f"{run.code}:{taras.pk}")))
    assert statement in page and thanks in page
    for address in (statement, thanks, thanks):
        browser.post(address)
    assert sorted(Certificate.objects.values_list("award_kind", flat=True)) == ["attendance", "thanks"]
    page = browser.get(reverse("certificates:given")).content.decode()
    assert statement not in page and thanks not in page


def test_what_the_records_do_not_bear_out_is_not_given(browser_of: Browser, halyna: User) -> None:
    response = browser_of(halyna).post(reverse("certificates:give", args=["attendance", "NOTHING"]), follow=True)
    assert "записи цього не підтверджують" in response.content.decode().replace("\u00a0", " ")
    assert not Certificate.objects.exists()


def test_course_certificate_is_not_given_by_this_door(browser_of: Browser, halyna: User) -> None:
    assert browser_of(halyna).post(reverse("certificates:give", args=["course", "X"])).status_code == 404


@pytest.mark.parametrize("who", ["petro", "taras"])
def test_stranger_and_trainer_find_no_desk(request: pytest.FixtureRequest, browser_of: Browser, who: str) -> None:
    browser = browser_of(request.getfixturevalue(who))
    assert browser.get(reverse("certificates:given")).status_code == 404
    assert browser.post(reverse("certificates:give", args=["attendance", "X"])).status_code == 404
