"""Answers are facts: graded by the version that was asked, taken once, never changed; the test completes the webinar."""

from __future__ import annotations

import threading
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from courses.assessment.models import Option, Question
from school.accounts.models import User
from tests.factories.quiz import make_question, options_of
from tests.factories.webinars import make_webinar, watch
from webinars.models import QuestionVersion, QuizAnswer, QuizAttempt, Viewing, Webinar
from webinars.personal import export
from webinars.quiz.answering import AnswerRefused, Given, answer_question, hand_in_test
from webinars.quiz.asked import questions_of
from webinars.quiz.editing import move, put_question, take_away
from webinars.quiz.telling import judged, standing_of
from webinars.recordings.moving import move_all
from webinars.signals import webinar_watched

pytestmark = pytest.mark.django_db


@pytest.fixture
def webinar() -> Webinar:
    return make_webinar(seconds=600)


@pytest.fixture
def told() -> Any:
    """Viewings told of as complete."""
    found: list[Viewing] = []

    def hear(sender: Any, viewing: Viewing, **kwargs: Any) -> None:
        found.append(viewing)

    webinar_watched.connect(hear)
    yield found
    webinar_watched.disconnect(hear)


def given(question: Question, *numbers: int, version: int | None = None) -> Given:
    return Given(str(question.uuid), options_of(question, *numbers), version)


def hand_in(user: User, webinar: Webinar, *answers: Given, sent: UUID | None = None) -> QuizAttempt:
    return hand_in_test(user=user, webinar=Webinar.objects.get(pk=webinar.pk), given=answers, sent=sent or uuid4())


def test_answer_keeps_the_version_it_was_given_to(olena: User, petro: User, webinar: Webinar) -> None:
    question = make_question(webinar, 30, right=(0,))
    answer_question(user=olena, webinar=webinar, given=given(question, 0, version=1))
    changed = Question.objects.get(pk=question.pk)
    changed.text_uk = "Що йде другим?"
    for number, option in enumerate(changed.options.all()):
        option.right = number == 1
        option.save()
    put_question(webinar=webinar, question=changed, at=30, actor=None)
    late = answer_question(user=petro, webinar=webinar, given=given(question, 0, version=1))
    assert (late.right, late.version.number) == (True, 1), "the device showed the first version"
    first = QuizAnswer.objects.get(user=olena)
    assert judged(first.version, first.chosen, "uk")["text"] == "Що йде першим?"
    (now,) = questions_of(webinar)
    assert (now.version.number, now.version.asked["text"]["uk"]) == (2, "Що йде другим?")


def test_unknown_version_is_the_newest_and_unknown_options_are_nothing(olena: User, webinar: Webinar) -> None:
    question = make_question(webinar, 30)
    with pytest.raises(AnswerRefused, match="Спершу оберіть відповідь"):
        answer_question(user=olena, webinar=webinar, given=Given(str(question.uuid), [str(uuid4())]))
    assert answer_question(user=olena, webinar=webinar, given=given(question, 0, 1, version=77)).chosen == options_of(question, 0)


@pytest.mark.parametrize("question", ["", "не те", "fabd38c2-21e3-4ea6-8a76-71bb34f137a6"])
def test_what_is_not_asked_here_is_refused(olena: User, webinar: Webinar, question: str) -> None:
    make_question(webinar, 30)
    with pytest.raises(AnswerRefused, match="вже не ставлять"):
        answer_question(user=olena, webinar=webinar, given=Given(question, ["а"]))


def test_question_of_the_test_or_of_another_webinar_is_not_graded_alone(olena: User, webinar: Webinar) -> None:
    for question in (make_question(webinar), make_question(make_webinar(), 30)):
        with pytest.raises(AnswerRefused):
            answer_question(user=olena, webinar=webinar, given=given(question, 0))


def test_several_right_answers_are_all_or_nothing(olena: User, petro: User, webinar: Webinar) -> None:
    question = make_question(webinar, 30, right=(0, 2), points=3)
    assert answer_question(user=olena, webinar=webinar, given=given(question, 0, 2)).points == 3
    assert answer_question(user=petro, webinar=webinar, given=given(question, 0)).points == 0


def test_webinar_is_complete_only_with_the_share_and_the_test(olena: User, webinar: Webinar, told: list[Viewing]) -> None:
    question = make_question(webinar)
    watch(user=olena, webinar=Webinar.objects.get(pk=webinar.pk), segments=[[0, 600]])
    assert (told, Viewing.objects.get().reached_at) == ([], None)
    assert hand_in(olena, webinar, given(question, 1)).passed is False
    assert told == []
    assert hand_in(olena, webinar, given(question, 0)).passed is True
    assert [row.user for row in told] == [olena]
    assert Viewing.objects.get().reached_at == Viewing.objects.get().passed_at
    hand_in(olena, webinar, given(question, 0))
    assert len(told) == 1


def test_test_may_be_passed_first_and_the_share_watched_then(olena: User, webinar: Webinar, told: list[Viewing]) -> None:
    question = make_question(webinar)
    hand_in(olena, webinar, given(question, 0))
    assert told == []
    watch(user=olena, webinar=Webinar.objects.get(pk=webinar.pk), segments=[[0, 480]])
    assert [row.user for row in told] == [olena]


def test_who_completed_it_before_the_test_came_stays_so_and_is_not_told_twice(olena: User, webinar: Webinar, told: list[Viewing]) -> None:
    watch(user=olena, webinar=webinar, segments=[[0, 480]])
    reached = Viewing.objects.get().reached_at
    make_question(webinar)
    watch(user=olena, webinar=Webinar.objects.get(pk=webinar.pk), segments=[[480, 600]])
    assert Viewing.objects.get().reached_at == reached
    assert len(told) == 1


def test_pass_mark_is_the_webinars_and_exact(olena: User) -> None:
    webinar = make_webinar(pass_mark=67)
    questions = [make_question(webinar) for _number in range(3)]
    attempt = hand_in(olena, webinar, given(questions[0], 0), given(questions[1], 0))
    assert (attempt.points, attempt.out_of, attempt.percent, attempt.passed) == (2, 3, 66, False)
    assert hand_in(olena, webinar, *(given(row, 0) for row in questions)).passed is True


def test_best_result_is_told_with_what_is_missing(olena: User, webinar: Webinar) -> None:
    questions = [make_question(webinar), make_question(webinar)]
    hand_in(olena, webinar, given(questions[0], 0))
    hand_in(olena, webinar, given(questions[0], 1))
    found = standing_of(olena, Webinar.objects.get(pk=webinar.pk))
    assert found is not None
    assert found["words"] == (
        "Потрібно 60 % балів; Ваш найкращий результат – 50 %. Щоб завершити вебінар, треба переглянути 80 % запису; поки що 0 %."
    )


def test_same_test_sent_twice_counts_once(olena: User, webinar: Webinar) -> None:
    question, sent = make_question(webinar), uuid4()
    first = hand_in(olena, webinar, given(question, 1), sent=sent)
    assert hand_in(olena, webinar, given(question, 0), sent=sent) == first
    assert QuizAnswer.objects.get().chosen == options_of(question, 1)


def test_test_without_a_single_answer_is_not_handed_in(olena: User, webinar: Webinar) -> None:
    make_question(webinar)
    with pytest.raises(AnswerRefused, match="принаймні на одне"):
        hand_in(olena, webinar)
    assert QuizAttempt.objects.count() == 0


def test_taking_the_last_question_away_leaves_no_test(olena: User, webinar: Webinar) -> None:
    question = make_question(webinar)
    hand_in(olena, webinar, given(question, 1))
    take_away(webinar=webinar, question=question, actor=None)
    assert Webinar.objects.get().tested is False
    assert QuizAnswer.objects.count() == 1
    watch(user=olena, webinar=Webinar.objects.get(), segments=[[0, 480]])
    assert Viewing.objects.get().reached_at is not None


def test_questions_of_the_test_are_ordered_past_those_that_pause(webinar: Webinar) -> None:
    first, pause, second = make_question(webinar, text="1"), make_question(webinar, 30, text="пауза"), make_question(webinar, text="2")
    move(webinar=webinar, question=second, up=True)
    assert [row.question for row in questions_of(webinar)] == [pause, second, first]
    move(webinar=webinar, question=second, up=True)
    assert [row.question for row in questions_of(webinar)] == [pause, second, first]


def test_another_cut_moves_the_moments(webinar: Webinar) -> None:
    late, cut_out = make_question(webinar, 300), make_question(webinar, 110)
    move_all(webinar, [(0.0, 100.0, 0.0), (120.0, 600.0, 100.0)])
    assert [(row.question, row.at) for row in questions_of(webinar)] == [(cut_out, 100), (late, 280)]


def test_person_takes_their_answers_along(olena: User, webinar: Webinar) -> None:
    question = make_question(webinar, 30)
    answer = answer_question(user=olena, webinar=webinar, given=given(question, 1))
    assert {
        "webinar": "Вступ до нових медіа",
        "question": "Що йде першим?",
        "answer": ["Б"],
        "points": "0.00",
        "at": answer.at.isoformat(),
    } in export(olena)


def test_version_is_frozen_whole(webinar: Webinar) -> None:
    question = make_question(webinar, 30)
    Option.objects.filter(question=question).update(text_uk="інше", right=False)
    version = QuestionVersion.objects.get()
    assert [(row["text"]["uk"], row["right"]) for row in version.asked["options"]] == [("А", True), ("Б", False), ("В", False)]


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_keep_one_answer_and_one_test(olena: User, told: list[Viewing]) -> None:
    webinar = make_webinar(seconds=600)
    pause, last, sent = make_question(webinar, 30), make_question(webinar), uuid4()
    webinar = Webinar.objects.get(pk=webinar.pk)
    watch(user=olena, webinar=webinar, segments=[[0, 600]])
    gate, problems = threading.Barrier(4), []

    def tab(number: int) -> None:
        try:
            gate.wait()
            answer_question(user=olena, webinar=webinar, given=given(pause, number % 2))
            hand_in_test(user=olena, webinar=webinar, given=[given(last, 0)], sent=sent)
        except Exception as problem:  # told to the test
            problems.append(problem)
        finally:
            connection.close()

    tabs = [threading.Thread(target=tab, args=[number]) for number in range(4)]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()
    assert problems == []
    assert QuizAnswer.objects.filter(question=pause).count() == 1
    assert (QuizAttempt.objects.count(), QuizAnswer.objects.filter(question=last).count()) == (1, 1)
    assert len(told) == 1
    assert Viewing.objects.get().reached_at is not None
    assert Decimal(1) == QuizAttempt.objects.get().points
