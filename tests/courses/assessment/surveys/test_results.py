"""What is shown: of a secret survey nothing before it closes, of fewer than five nothing ever."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.assessment.models import Survey
from courses.assessment.surveys.closing import close_survey
from courses.assessment.surveys.results import results_of
from tests.factories.internships import make_person
from tests.factories.surveys import answer, make_survey

pytestmark = pytest.mark.django_db
SHEETS = [(5, 0, [0, 1], "Перше"), (4, 0, [1], "Друге"), (2, 1, None, None), (4, 0, [0, 1, 2], "Третє"), (5, 0, None, None), (3, 0, None, None)]


def answered(*sheets: tuple, **fields: object) -> Survey:
    people = [make_person() for _ in sheets]
    survey = make_survey(*people, **fields)
    for user, said in zip(people, sheets, strict=True):
        answer(survey, user, *said)
    return survey


def test_each_kind_is_counted_in_its_own_way() -> None:
    survey = answered(*SHEETS, *[(4, 1, [1], None)] * 2)
    results = results_of(close_survey(survey=survey), "uk")
    useful, plan, best, words = results.questions
    assert (results.people, results.why_not) == (8, "")
    assert [(bar.label, bar.people, bar.percent) for bar in useful.tally.bars] == [
        ("5 – дуже", 2, 25), ("4", 4, 50), ("3", 1, 13), ("2", 1, 13), ("1 – ні", 0, 0),
    ]  # fmt: skip
    assert (useful.tally.mean, useful.tally.median) == (Decimal("3.9"), Decimal("4.0"))
    assert [(bar.label, bar.people, bar.percent) for bar in plan.tally.bars] == [("Так", 5, 63), ("Ні", 3, 38)]
    assert [(bar.label, bar.people) for bar in best.tally.bars] == [("Зустріч", 2), ("Практика", 5), ("Обід", 1)]
    assert best.people == 5
    assert (sorted(words.tally.texts), words.people) == (["Друге", "Перше", "Третє"], 3)


def test_results_are_read_in_english_where_it_is_written() -> None:
    results = results_of(close_survey(survey=answered(*SHEETS)), "en")
    assert [row.text for row in results.questions] == ["Was it useful?", "Will you do it?", "What did you like?", "What to change?"]
    assert [bar.label for bar in results.questions[1].tally.bars] == ["Yes", "No"]


def test_secret_answers_are_not_shown_while_the_survey_is_open() -> None:
    results = results_of(answered(*SHEETS), "uk")
    assert (results.people, results.questions) == (6, [])
    assert "таємні" in results.why_not


def test_four_sheets_are_never_shown() -> None:
    results = results_of(close_survey(survey=answered(*SHEETS[:4])), "uk")
    assert results.questions == []
    assert results.why_not == "Відповіли 4 особи. Якщо відповіли менше ніж 5, не показуємо нічого: легко було б здогадатися, хто що сказав."


def test_question_answered_by_few_is_held_back_among_many() -> None:
    results = results_of(close_survey(survey=answered(*SHEETS)), "uk")
    best = results.questions[2]
    assert (best.people, best.tally) == (3, None)


def test_named_answers_are_shown_at_once() -> None:
    assert len(results_of(answered(*SHEETS, secret=False), "uk").questions) == 4


def test_order_of_words_is_the_same_each_time_and_tells_nothing() -> None:
    survey = answered(*[(3, 0, None, f"Слова {n:02}") for n in range(20)])
    survey = close_survey(survey=survey)
    first, again = (results_of(survey, "uk").questions[3].tally.texts for _ in range(2))
    lying = [sheet.said_to(survey.questions.get(kind="text")) for sheet in survey.sheets.all()]
    assert first == again
    assert first not in (sorted(first), lying)


def test_results_ask_the_database_the_same_however_many_answered() -> None:
    counts = []
    for people in (5, 15):
        survey = close_survey(survey=answered(*[(3, 0, [0], "Слова")] * people))
        with CaptureQueriesContext(connection) as asked:
            results_of(survey, "uk")
        counts.append(len(asked))
    assert counts == [3, 3]
