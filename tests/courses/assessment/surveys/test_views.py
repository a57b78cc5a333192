"""The page of a survey, as people meet it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from courses.assessment.models import Survey
from courses.assessment.surveys.answering import has_answered
from courses.assessment.surveys.closing import close_survey
from school.accounts.models import User
from school.demo.clock import at
from tests.factories.surveys import answer, make_survey, sheet
from tests.reading import words_of

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def posted(survey: Survey, *said: Any) -> dict[str, Any]:
    return {f"q_{key}": value for key, value in sheet(survey, *said).items() if value is not None}


def test_whoever_took_part_answers_and_reads_thanks(olena: User, browser_of: Browser) -> None:
    survey = make_survey(olena)
    browser = browser_of(olena)
    page = browser.get(f"/surveys/{survey.code}/").content.decode()
    assert "Без імен" in page
    assert page.count('type="radio"') == 7
    answer_page = browser.post(f"/surveys/{survey.code}/", posted(survey, 4, 0, [0, 2], "Більше часу"), follow=True)
    assert "Дякуємо, Ви відповіли" in answer_page.content.decode()
    assert survey.sheets.get().answers == sheet(survey, 4, 0, [0, 2], "Більше часу")


def test_answered_twice_is_told_kindly(olena: User, browser_of: Browser) -> None:
    survey = make_survey(olena)
    answer(survey, olena, 5, 0)
    page = browser_of(olena).post(f"/surveys/{survey.code}/", posted(survey, 1, 1), follow=True)
    assert "Ви вже відповіли; лишається те, що Ви сказали першого разу." in words_of(page)
    assert survey.sheets.get().answers == sheet(survey, 5, 0)


def test_what_was_typed_stays_when_a_question_was_left_out(olena: User, browser_of: Browser) -> None:
    survey = make_survey(olena)
    answer = browser_of(olena).post(f"/surveys/{survey.code}/", posted(survey, None, 1, [1], "Довгі роздуми про обід"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Дайте, будь ласка, відповідь." in page
    assert "Довгі роздуми про обід</textarea>" in page
    assert page.count(" checked") == 2
    assert not has_answered(olena, survey)


def test_closed_survey_says_so(olena: User, browser_of: Browser) -> None:
    survey = make_survey(olena)
    close_survey(survey=survey)
    browser = browser_of(olena)
    page = browser.get(f"/surveys/{survey.code}/").content.decode()
    assert "Відповідей більше не приймаємо." in page
    assert "<textarea" not in page
    page = browser.post(f"/surveys/{survey.code}/", posted(survey, 4, 0), follow=True)
    assert "Опитування закрито. Ваші відповіді не прийнято." in words_of(page)


def test_survey_that_is_over_is_closed_before_the_clock_rings(olena: User, browser_of: Browser) -> None:
    survey = make_survey(olena)
    browser = browser_of(olena)
    Survey.objects.filter(pk=survey.pk).update(opens_at=survey.opens_at - timedelta(days=30), closes_at=survey.opens_at - timedelta(days=1))
    assert "Опитування закрито" in browser.get(f"/surveys/{survey.code}/").content.decode()


def test_survey_still_to_come_says_when(olena: User, browser_of: Browser) -> None:
    survey = make_survey(olena)
    Survey.objects.filter(pk=survey.pk).update(opens_at=survey.opens_at + timedelta(days=1))
    page = browser_of(olena).get(f"/surveys/{survey.code}/").content.decode()
    assert "Відповіді прийматимемо з" in page


def test_for_strangers_there_is_no_survey(olena: User, petro: User, browser_of: Browser) -> None:
    survey = make_survey(olena)
    browser = browser_of(petro)
    assert browser.get(f"/surveys/{survey.code}/").status_code == 404
    assert browser.post(f"/surveys/{survey.code}/", posted(survey, 4, 0)).status_code == 404
    assert Client().get(f"/surveys/{survey.code}/").status_code == 302


def test_page_asks_in_english_and_falls_back_where_nothing_is_translated(olena: User, browser_of: Browser) -> None:
    survey = make_survey(olena)
    page = browser_of(olena).get(f"/en/surveys/{survey.code}/").content.decode()
    assert ("Was it useful?" in page, "Without names" in page, "Практика" in page) == (True, True, True)


def test_named_survey_promises_no_secrecy(olena: User, browser_of: Browser) -> None:
    page = browser_of(olena).get(f"/surveys/{make_survey(olena, secret=False).code}/").content.decode()
    assert ("Без імен" in page, "Центр бачить, хто що сказав." in page) == (False, True)


def test_what_waits_stands_in_my_learning_till_it_is_answered(olena: User, browser_of: Browser) -> None:
    survey = make_survey(olena, days=5)
    browser = browser_of(olena)
    assert f"/surveys/{survey.code}/" in browser.get("/my/").content.decode()
    answer(survey, olena)
    assert f"/surveys/{survey.code}/" not in browser.get("/my/").content.decode()
    with at(survey.closes_at):
        assert f"/surveys/{survey.code}/" not in browser.get("/my/").content.decode()
