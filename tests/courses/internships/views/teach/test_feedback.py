"""Coordinators read what may be shown, close before the time, and find the way there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.assessment.surveys.closing import close_survey
from courses.internships.feedback import feedback_of
from courses.internships.models import InternshipDay
from courses.internships.settling import settle_day
from school.accounts.models import User
from tests.factories.presence import make_held_day, make_presence
from tests.factories.surveys import answer, make_template
from tests.reading import words_of

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def held(people: int, answers: int, *, closed: bool = True) -> InternshipDay:
    if not feedback_form_made():
        make_template()
    day = make_held_day()
    crowd = [make_presence(day).user for _ in range(people)]
    settle_day(day=day, actor=None)
    for user in crowd[:answers]:
        answer(feedback_of(day), user, 4, 0, [1], f"Слова {user.pk}")
    if closed:
        close_survey(survey=feedback_of(day))
    return day


def feedback_form_made() -> bool:
    from courses.assessment.models import SurveyTemplate

    return SurveyTemplate.objects.exists()


def page_of(day: InternshipDay, user: User, browser_of: Browser) -> str:
    return browser_of(user).get(f"/teach/days/{day.code}/feedback/").content.decode()


def test_closed_feedback_is_read_with_numbers_beside_the_bars(halyna: User, browser_of: Browser) -> None:
    page = page_of(held(6, 5), halyna, browser_of)
    assert "відповіли 5 із 6" in page
    assert ("У середньому 4; половина поставила 4 або більше." in page, page.count("<svg viewBox"), page.count("Слова ")) == (True, 10, 5)


def test_open_feedback_shows_how_many_answered_and_nothing_they_said(halyna: User, browser_of: Browser) -> None:
    page = page_of(held(6, 5, closed=False), halyna, browser_of)
    assert ("відповіли 5 із 6" in page, "Слова " in page, "таємні" in page, "Закрити зараз" in page) == (True, False, True, True)


def test_feedback_of_four_is_not_shown(halyna: User, browser_of: Browser) -> None:
    page = words_of(browser_of(halyna).get(f"/teach/days/{held(6, 4).code}/feedback/"))
    assert ("Слова " in page, "не показуємо нічого" in page) == (False, True)


def test_closing_asks_first_and_warns_of_too_few(halyna: User, browser_of: Browser) -> None:
    day = held(6, 4, closed=False)
    browser = browser_of(halyna)
    asked = browser.get(f"/teach/days/{day.code}/feedback/close/").content.decode()
    assert "якщо закрити зараз, результатів не буде видно ніколи" in asked
    assert not feedback_of(day).closed
    browser.post(f"/teach/days/{day.code}/feedback/close/")
    assert feedback_of(day).closed
    assert browser.get(f"/teach/days/{day.code}/feedback/close/").status_code == 302


def test_feedback_is_for_coordinators(olena: User, taras: User, browser_of: Browser) -> None:
    day = held(1, 1, closed=False)
    for user in (olena, taras):
        browser = browser_of(user)
        assert browser.get(f"/teach/days/{day.code}/feedback/").status_code == 404
        assert browser.post(f"/teach/days/{day.code}/feedback/close/").status_code == 404
    assert not feedback_of(day).closed


@pytest.mark.parametrize(
    ("form", "asks", "told"), [(True, True, "відкриється для тих, хто прийшов"), (False, True, "ще не має форми"), (True, False, "нікого не питати")]
)
def test_before_anybody_is_asked_the_page_says_what_comes(halyna: User, browser_of: Browser, form: bool, asks: bool, told: str) -> None:
    if form:
        make_template()
    assert told in page_of(make_held_day(asks_feedback=asks), halyna, browser_of)


def test_board_and_presence_lead_to_feedback_and_the_report_has_it(halyna: User, browser_of: Browser) -> None:
    day = held(5, 5)
    browser = browser_of(halyna)
    for path in ("", "presence/"):
        assert f"/teach/days/{day.code}/feedback/" in browser.get(f"/teach/days/{day.code}/{path}").content.decode()
    report = browser.get(f"/teach/days/{day.code}/report/")
    assert ("Відповіли 5 із 5 осіб." in words_of(report), words_of(report).count("Слова ")) == (True, 5)
    for kind in ("pdf", "docx"):
        assert browser.get(f"/teach/days/{day.code}/report/{kind}/").status_code == 200


def test_own_page_leads_to_the_questions_and_then_thanks(browser_of: Browser) -> None:
    day = held(1, 0, closed=False)
    attendance = day.attendances.get()
    browser = browser_of(attendance.user)
    path = f"/my/days/{attendance.code}/"
    assert f"/surveys/{feedback_of(day).code}/" in browser.get(path).content.decode()
    answer(feedback_of(day), attendance.user)
    page = browser.get(path).content.decode()
    assert (f"/surveys/{feedback_of(day).code}/" in page, "Ви відповіли на наші запитання про цей день." in page) == (False, True)


def test_feedback_asks_the_database_the_same_for_one_and_three(halyna: User, browser_of: Browser) -> None:
    counts = []
    for answers in (5, 15):
        day = held(answers, answers)
        browser = browser_of(halyna)
        browser.get(f"/teach/days/{day.code}/feedback/")
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/teach/days/{day.code}/feedback/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 20
