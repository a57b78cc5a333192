"""Coordinators write feedback forms; a question that is not ready is told of, with what was typed kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.assessment.models import SurveyTemplate
from school.accounts.models import User
from tests.factories.surveys import make_template

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def typed(*questions: dict[str, Any], **fields: Any) -> dict[str, Any]:
    said = {"title_uk": "Яким був день?", "title_en": "", "intro_uk": "", "intro_en": "", "secret": "on", **fields}
    said |= {
        f"questions-{name}": value
        for name, value in (("TOTAL_FORMS", len(questions)), ("INITIAL_FORMS", 0), ("MIN_NUM_FORMS", 1), ("MAX_NUM_FORMS", 20))
    }
    empty = dict.fromkeys(("text_en", "low_uk", "low_en", "high_uk", "high_en", "options_uk", "options_en", "id", "DELETE"), "")
    for n, question in enumerate(questions):
        said |= {f"questions-{n}-{name}": value for name, value in {**empty, "ORDER": n + 1, "required": "on", **question}.items()}
    return said


def added(browser: Client, said: dict[str, Any]) -> Any:
    return browser.post(reverse("wagtailsnippets_assessment_surveytemplate:add"), said)


def test_coordinator_writes_a_form(halyna: User, browser_of: Browser) -> None:
    questions = [
        {"kind": "one", "text_uk": "Чи приїдете ще?", "options_uk": "Так\n\n Ні ", "options_en": "Yes\nNo"},
        {"kind": "text", "text_uk": "Чому?"},
    ]
    assert added(browser_of(halyna), typed(*questions, default="on")).status_code == 302
    form = SurveyTemplate.objects.get()
    first, second = form.questions.all()
    assert ([(row["uk"], row["en"]) for row in first.options], second.options) == ([("Так", "Yes"), ("Ні", "No")], [])


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ({"kind": "one", "options_uk": "Так"}, "Напишіть щонайменше дві різні відповіді"),
        ({"kind": "several", "options_uk": "Так\nТак"}, "Напишіть щонайменше дві різні відповіді"),
        ({"kind": "one", "options_uk": "Так\nНі", "options_en": "Yes"}, "Англійською має бути стільки ж відповідей"),
    ],
)
def test_choice_needs_answers_to_choose_from(halyna: User, browser_of: Browser, question: dict[str, str], told: str) -> None:
    answer = added(browser_of(halyna), typed({"text_uk": "Чи приїдете ще?", **question}))
    page = answer.content.decode()
    assert (answer.status_code, told in page, "Чи приїдете ще?" in page) == (200, True, True)
    assert SurveyTemplate.objects.count() == 0


def test_two_forms_are_not_both_used_when_none_is_chosen(halyna: User, browser_of: Browser) -> None:
    make_template()
    answer = added(browser_of(halyna), typed({"kind": "text", "text_uk": "Чому?"}, default="on"))
    assert "Цю позначку вже має інша форма." in answer.content.decode()
    assert SurveyTemplate.objects.count() == 1


def test_forms_are_for_coordinators(taras: User, browser_of: Browser) -> None:
    assert added(browser_of(taras), typed({"kind": "text", "text_uk": "Чому?"})).status_code in (302, 403)
    assert SurveyTemplate.objects.count() == 0
