"""A test, as a learner meets it: a frozen paper, answers kept, one rule of grading."""

from __future__ import annotations

import pytest
from django.urls import reverse

from courses.assessment.attempts import CannotAttempt, save_answer, start_attempt, submit_attempt
from courses.assessment.grading import grade_paper, grade_question
from courses.assessment.models import Attempt, Option, Question
from courses.assessment.questions import move_question, retire_question
from courses.assessment.results import best_results
from courses.learning.enrolment import enrol
from courses.learning.models import Completion, Course
from tests.factories.learning import make_course_page, make_module, make_run, make_test

pytestmark = pytest.mark.django_db


def sitting(user, *, questions: int = 3, **rules):
    page = make_course_page()
    make_test(make_module(page), questions=questions, **rules)
    enrolment = enrol(user=user, run=make_run(Course.objects.get(key=page.translation_key)))
    return enrolment, enrolment.run.activities.get()


def answer(attempt: Attempt, *, right: int) -> None:
    """Answer every question, the first `right` of them rightly."""
    for number, row in enumerate(attempt.paper["questions"]):
        good = [option["uuid"] for option in row["options"] if option["right"]]
        bad = [option["uuid"] for option in row["options"] if not option["right"]][:1]
        save_answer(attempt=attempt, question=row["uuid"], chosen=good if number < right else bad)


def test_passing_completes_the_step_and_the_course(olena):
    enrolment, step = sitting(olena, pass_mark=60)
    attempt = start_attempt(enrolment=enrolment, activity=step, language="uk")
    answer(attempt, right=2)
    grade = submit_attempt(attempt=attempt)
    enrolment.refresh_from_db()
    assert (grade.points, grade.out_of, grade.percent, grade.passed) == (2, 3, 66, True)
    assert Completion.objects.get().how == "passed"
    assert enrolment.completed_at is not None


def test_a_mark_just_below_is_not_a_pass(olena):
    enrolment, step = sitting(olena, pass_mark=67)
    attempt = start_attempt(enrolment=enrolment, activity=step, language="uk")
    answer(attempt, right=2)
    assert not submit_attempt(attempt=attempt).passed
    assert not Completion.objects.exists()


def test_beginning_twice_goes_on_with_the_same_paper(olena):
    enrolment, step = sitting(olena)
    assert start_attempt(enrolment=enrolment, activity=step, language="uk").pk == start_attempt(enrolment=enrolment, activity=step, language="uk").pk


def test_attempts_run_out(olena):
    enrolment, step = sitting(olena, attempts=1)
    submit_attempt(attempt=start_attempt(enrolment=enrolment, activity=step, language="uk"))
    with pytest.raises(CannotAttempt):
        start_attempt(enrolment=enrolment, activity=step, language="uk")


def test_draws_n_of_m_each_once(olena):
    enrolment, step = sitting(olena, questions=6, draw=4, shuffle=True)
    paper = start_attempt(enrolment=enrolment, activity=step, language="uk").paper
    assert len({row["uuid"] for row in paper["questions"]}) == 4


def test_the_paper_is_frozen_against_edits(olena):
    enrolment, step = sitting(olena, questions=1)
    attempt = start_attempt(enrolment=enrolment, activity=step, language="uk")
    Question.objects.update(text_uk="Інше запитання")
    Option.objects.filter(right=True).update(right=False)
    retire_question(question=Question.objects.get(), actor=None)
    answer(attempt, right=1)
    assert attempt.paper["questions"][0]["text"] == "Запитання 1"
    assert submit_attempt(attempt=attempt).passed


def test_a_handed_in_attempt_takes_no_more_answers(olena):
    enrolment, step = sitting(olena, questions=1)
    attempt = start_attempt(enrolment=enrolment, activity=step, language="uk")
    submit_attempt(attempt=attempt)
    with pytest.raises(CannotAttempt):
        answer(attempt, right=1)
    assert submit_attempt(attempt=attempt).points == 0


def test_what_is_not_on_the_paper_is_not_kept(olena):
    enrolment, step = sitting(olena, questions=1)
    attempt = start_attempt(enrolment=enrolment, activity=step, language="uk")
    row = attempt.paper["questions"][0]
    kept = save_answer(attempt=attempt, question=row["uuid"], chosen=["не з аркуша", *(option["uuid"] for option in row["options"])])
    assert len(kept.chosen) == 1
    with pytest.raises(CannotAttempt):
        save_answer(attempt=attempt, question="00000000-0000-0000-0000-000000000000", chosen=[])


@pytest.mark.parametrize(("chosen", "points"), [(["a", "b"], 2), (["a"], 0), (["a", "b", "c"], 0), ([], 0)])
def test_several_right_answers_count_all_or_nothing(chosen, points):
    options = [{"uuid": name, "right": name in "ab"} for name in "abc"]
    assert grade_question({"points": 2, "options": options}, chosen) == points


def test_grading_a_paper_adds_up():
    one = {"uuid": "1", "points": 1, "options": [{"uuid": "a", "right": True}]}
    two = {"uuid": "2", "points": 3, "options": [{"uuid": "b", "right": True}]}
    assert grade_paper({"questions": [one, two]}, {"2": ["b"]}) == (3, 4)


def test_the_best_attempt_counts(olena):
    enrolment, step = sitting(olena, pass_mark=100)
    for right in (1, 3, 2):
        attempt = start_attempt(enrolment=enrolment, activity=step, language="uk")
        answer(attempt, right=right)
        submit_attempt(attempt=attempt)
    [result] = best_results(enrolment)
    assert (result.percent, result.passed, result.attempts) == (100, True, 3)


def test_questions_are_moved_and_retired(olena):
    page = make_test(make_module(make_course_page()), questions=3)
    first = Question.objects.of_test(page.translation_key).first()
    move_question(question=first, up=False)
    assert [row.text_uk for row in Question.objects.of_test(page.translation_key)] == ["Запитання 2", "Запитання 1", "Запитання 3"]
    retire_question(question=first, actor=olena)
    assert [row.text_uk for row in Question.objects.of_test(page.translation_key)] == ["Запитання 2", "Запитання 3"]


def test_a_test_works_by_plain_forms_and_the_back_button_changes_nothing(olena, client):
    enrolment, step = sitting(olena, questions=2)
    client.force_login(olena, backend="django.contrib.auth.backends.ModelBackend")
    where = [enrolment.run.code, step.activity.code]
    page = client.post(reverse("assessment:start", args=where), follow=True)
    attempt = Attempt.objects.get()
    assert "Запитання 1" in page.content.decode()
    right = [next(option["uuid"] for option in row["options"] if option["right"]) for row in attempt.paper["questions"]]
    client.post(reverse("assessment:question", args=[*where, 1, 1]), {"option": right[0], "goto": "2"})
    review = client.post(reverse("assessment:question", args=[*where, 1, 2]), {"option": right[1], "goto": "review"})
    assert review.url == reverse("assessment:review", args=[*where, 1])
    result = client.post(reverse("assessment:submit", args=[*where, 1]), follow=True)
    assert result.status_code == 200
    back = client.get(reverse("assessment:question", args=[*where, 1, 1]))
    assert back.url == reverse("assessment:result", args=[*where, 1])
    client.post(reverse("assessment:question", args=[*where, 1, 1]), {"option": "", "goto": "2"})
    assert Attempt.objects.get().grade.points == 2


def test_nobody_sees_another_persons_attempt(olena, petro, client):
    enrolment, step = sitting(olena)
    start_attempt(enrolment=enrolment, activity=step, language="uk")
    enrol(user=petro, run=enrolment.run)
    client.force_login(petro, backend="django.contrib.auth.backends.ModelBackend")
    for name in ("question", "review", "result"):
        extra = [1] if name == "question" else []
        assert client.get(reverse(f"assessment:{name}", args=[enrolment.run.code, step.activity.code, 1, *extra])).status_code == 404


def test_wrong_answers_hide_the_key_until_passed_or_out_of_attempts(olena, client):
    enrolment, step = sitting(olena, questions=1, attempts=2)
    client.force_login(olena, backend="django.contrib.auth.backends.ModelBackend")
    for number, shown in ((1, False), (2, True)):
        attempt = start_attempt(enrolment=enrolment, activity=step, language="uk")
        answer(attempt, right=0)
        submit_attempt(attempt=attempt)
        page = client.get(reverse("assessment:result", args=[enrolment.run.code, step.activity.code, number]))
        assert page.context["reveal"] is shown


def test_english_learners_are_asked_in_english(olena):
    enrolment, step = sitting(olena, questions=1)
    Question.objects.update(text_en="Question one")
    paper = start_attempt(enrolment=enrolment, activity=step, language="en").paper
    assert (paper["questions"][0]["text"], paper["questions"][0]["options"][0]["text"]) == ("Question one", "answer 0")
