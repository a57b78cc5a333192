"""Whoever runs a webinar writes its questions; for everybody else the desk is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.assessment.models import Question
from school.accounts.models import User
from school.dashboard import roles
from tests.factories.accounts import make_person
from tests.factories.quiz import make_question
from tests.factories.webinars import make_webinar
from webinars.models import QuestionMoment, Webinar
from webinars.quiz.asked import questions_of

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def webinar() -> Webinar:
    return make_webinar(seconds=600)


def form(moment: str = "", right: int = 0, **fields: Any) -> dict[str, Any]:
    rows: dict[str, Any] = {"moment": moment, "text_uk": "Скільки днів?", "text_en": "How many days?", "kind": "single", "points": "1", **fields}
    rows |= {"options-TOTAL_FORMS": "2", "options-INITIAL_FORMS": "0", "options-MIN_NUM_FORMS": "2", "options-MAX_NUM_FORMS": "12"}
    for number, text in enumerate(("П’ять", "Десять")):
        rows |= {
            f"options-{number}-text_uk": text,
            f"options-{number}-ORDER": str(number),
            f"options-{number}-id": "",
            f"options-{number}-feedback_uk": "Бо так.",
        }
    return rows | {f"options-{right}-right": "on"}


def test_question_is_added_at_a_moment(halyna: User, browser_of: Browser, webinar: Webinar) -> None:
    answer = browser_of(halyna).post(reverse("webinar_question_add", args=[webinar.code]), form("2:05", right=1))
    assert answer.status_code == 302, answer.content.decode()
    (row,) = questions_of(webinar)
    assert (row.at, row.question.text_uk, row.version.number) == (125, "Скільки днів?", 1)
    assert [option["right"] for option in row.version.asked["options"]] == [False, True]
    assert Webinar.objects.get().tested is False


def test_question_without_a_moment_makes_a_test(halyna: User, browser_of: Browser, webinar: Webinar) -> None:
    browser_of(halyna).post(reverse("webinar_question_add", args=[webinar.code]), form())
    assert Webinar.objects.get().tested is True
    assert "Скільки днів?" in browser_of(halyna).get(reverse("webinar_questions", args=[webinar.code])).content.decode()


@pytest.mark.parametrize(
    ("moment", "said"), [("півгодини", "Запишіть момент"), ("10:00", "Запис закінчується раніше"), ("9:99:99:99", "Запишіть момент")]
)
def test_moment_that_is_none_is_told_and_the_words_stay(halyna: User, browser_of: Browser, webinar: Webinar, moment: str, said: str) -> None:
    answer = browser_of(halyna).post(reverse("webinar_question_add", args=[webinar.code]), form(moment))
    html = answer.content.decode()
    assert answer.status_code == 400
    assert said in html
    assert "Скільки днів?" in html
    assert Question.objects.count() == 0


def test_question_without_a_right_answer_is_refused(halyna: User, browser_of: Browser, webinar: Webinar) -> None:
    rows = {name: value for name, value in form("0:30").items() if not name.endswith("-right")}
    answer = browser_of(halyna).post(reverse("webinar_question_add", args=[webinar.code]), rows)
    assert "Позначте рівно одну правильну відповідь" in answer.content.decode()


def test_change_makes_another_version_at_another_moment(halyna: User, browser_of: Browser, webinar: Webinar) -> None:
    question = make_question(webinar, 30)
    rows = form("1:00", text_uk="Інакше?")
    rows |= {"options-INITIAL_FORMS": "3", "options-TOTAL_FORMS": "3", "options-2-text_uk": "В", "options-2-ORDER": "2", "options-2-feedback_uk": ""}
    for number, option in enumerate(Question.objects.get().options.all()):
        rows[f"options-{number}-id"] = str(option.pk)
    browser_of(halyna).post(reverse("webinar_question", args=[webinar.code, question.uuid]), rows)
    (row,) = questions_of(webinar)
    assert (row.at, row.version.number, row.version.asked["text"]["uk"]) == (60, 2, "Інакше?")


def test_moment_is_offered_where_the_recording_stands(halyna: User, browser_of: Browser, webinar: Webinar) -> None:
    html = browser_of(halyna).get(reverse("webinar_question_add", args=[webinar.code]) + "?at=1:23").content.decode()
    assert 'value="1:23"' in html


def test_question_is_taken_away_and_moved(halyna: User, browser_of: Browser, webinar: Webinar) -> None:
    first, second = make_question(webinar, text="1"), make_question(webinar, text="2")
    client, desk = browser_of(halyna), reverse("webinar_questions", args=[webinar.code])
    client.post(desk, {"question": second.code, "do": "up"})
    assert [row.question for row in questions_of(webinar)] == [second, first]
    client.post(desk, {"question": second.code, "do": "away"})
    assert [row.question for row in questions_of(webinar)] == [first]
    assert client.post(desk, {"question": first.code, "do": "nonsense"}).status_code == 404


@pytest.mark.parametrize("who", ["olena", "taras", "oksana"])
def test_for_others_the_desk_is_not_there(request: pytest.FixtureRequest, browser_of: Browser, webinar: Webinar, who: str) -> None:
    """A learner, a trainer of courses, a head of an organisation."""
    question, client = make_question(webinar, 30), browser_of(request.getfixturevalue(who))
    pages = [
        reverse("webinar_questions", args=[webinar.code]),
        reverse("webinar_question_add", args=[webinar.code]),
        reverse("webinar_question", args=[webinar.code, question.uuid]),
    ]
    for page in pages:
        assert client.get(page).status_code in (302, 404)
        assert client.post(page, {**form("0:40"), "question": question.code, "do": "away"}).status_code in (302, 404)
    assert QuestionMoment.objects.get().at_seconds == 30
    assert [row.question for row in questions_of(webinar)] == [question]


def test_question_of_another_webinar_is_not_reached_here(halyna: User, browser_of: Browser, webinar: Webinar) -> None:
    other = make_question(make_webinar(), 30)
    assert browser_of(halyna).get(reverse("webinar_question", args=[webinar.code, other.uuid])).status_code == 404


def test_editor_of_the_page_writes_questions_without_being_a_coordinator(groups: None, browser_of: Browser, webinar: Webinar) -> None:
    roles.ensure_roles()
    editor = make_person("redaktor@example.org", surname="Редько", given_name="Роман", groups=(roles.EDITOR,))
    assert browser_of(editor).post(reverse("webinar_question_add", args=[webinar.code]), form("0:30")).status_code == 302
    assert [row.at for row in questions_of(webinar)] == [30]
