"""A survey is answered once, by those it is for, while it is open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.assessment.models import AnswerSheet, Survey, SurveyParticipation
from courses.assessment.surveys import personal
from courses.assessment.surveys.answering import CannotAnswer, waiting_for
from courses.assessment.surveys.closing import close_due_surveys, close_survey
from courses.assessment.surveys.opening import open_survey
from courses.assessment.surveys.results import results_of
from school.accounts.erasing import erase_person
from school.accounts.models import User
from school.demo.clock import at
from school.foundation.history import history_of
from school.foundation.models import Event
from tests.factories.internships import make_person
from tests.factories.surveys import KIND, WORDS, answer, make_survey, make_template, sheet
from tests.threads import together

pytestmark = pytest.mark.django_db


def refused(survey: Survey, user: User, *said: object) -> str:
    with pytest.raises(CannotAnswer) as problem:
        answer(survey, user, *said)
    return problem.value.code


def test_answer_is_kept_apart_from_who_gave_it(olena: User) -> None:
    survey = make_survey(olena)
    answer(survey, olena, 5, 1, [0, 2], "Більше практики")
    kept = AnswerSheet.objects.get()
    assert (kept.user, kept.answers) == (None, sheet(survey, 5, 1, [0, 2], "Більше практики"))
    assert [row.user for row in SurveyParticipation.objects.all()] == [olena]


def test_named_survey_keeps_whose_the_sheet_is(olena: User) -> None:
    answer(make_survey(olena, secret=False), olena)
    assert AnswerSheet.objects.get().user == olena


def test_answered_twice_keeps_the_first(olena: User) -> None:
    survey = make_survey(olena)
    answer(survey, olena, 5, 0)
    assert refused(survey, olena, 1, 1) == "again"
    assert AnswerSheet.objects.get().answers == sheet(survey, 5, 0)


def test_stranger_may_not_answer(olena: User, petro: User) -> None:
    survey = make_survey(olena)
    assert refused(survey, petro) == "stranger"
    assert (survey.sheets.count(), survey.participations.count()) == (0, 0)


def test_nobody_answers_after_the_time_even_before_the_clock_rings(olena: User) -> None:
    survey = make_survey(olena, days=7)
    with at(survey.closes_at):
        assert refused(survey, olena) == "closed"
    close_survey(survey=survey)
    assert refused(survey, olena) == "closed"
    assert survey.sheets.count() == 0


@pytest.mark.parametrize("said", [(None, 0), (9, 0), ("five", 0), (5, None), (5, 0, ["x"])])
def test_sheet_that_does_not_fit_the_questions_is_not_taken(olena: User, said: tuple) -> None:
    survey = make_survey(olena)
    answers = sheet(survey, *said[:2]) | ({survey.questions.get(kind="several").uuid.hex: ["x"]} if len(said) > 2 else {})
    from courses.assessment.surveys.answering import answer_survey

    with pytest.raises(CannotAnswer) as problem:
        answer_survey(survey=survey, user=olena, answers=answers)
    assert (problem.value.code, survey.participations.count()) == ("incomplete", 0)


def test_no_event_tells_who_answered_when(olena: User) -> None:
    survey = make_survey(olena)
    before = Event.objects.count()
    answer(survey, olena)
    assert Event.objects.count() == before
    close_survey(survey=survey)
    assert [event.verb for event in history_of(survey)] == ["close_survey", "open_survey"]


def test_survey_keeps_the_questions_it_was_opened_with(olena: User) -> None:
    template = make_template(questions=[WORDS])
    survey = open_survey(template=template, about=(KIND, "x"), occasion="feedback", closes_at=timezone.now() + timedelta(days=9), actor=None)
    asked = template.questions.get()
    asked.text_uk, asked.kind = "Інше?", "scale"
    asked.save()
    again = open_survey(template=template, about=(KIND, "x"), occasion="feedback", closes_at=timezone.now() + timedelta(days=1), actor=None)
    kept = again.questions.get()
    assert (again.pk, kept.text_uk, kept.kind, kept.uuid) == (survey.pk, "Що змінити?", "text", asked.uuid)
    assert again.closes_at == survey.closes_at


def test_clock_closes_what_is_due_and_nothing_else(olena: User) -> None:
    due, going = make_survey(olena, days=3), make_survey(olena, days=9)
    with at(due.closes_at + timedelta(minutes=1)):
        assert (close_due_surveys(), close_due_surveys()) == (1, 0)
    due.refresh_from_db(), going.refresh_from_db()
    assert (due.closed, going.closed) == (True, False)


def test_closed_twice_is_closed_once(halyna: User, olena: User) -> None:
    survey = make_survey(olena)
    first = close_survey(survey=survey, actor=halyna).closed_at
    assert close_survey(survey=survey).closed_at == first
    assert [event.actor for event in history_of(survey) if event.verb == "close_survey"] == [halyna]


def test_what_waits_for_a_person_ends_when_they_answer(olena: User, petro: User) -> None:
    last, first = make_survey(olena, days=9), make_survey(olena, days=6)
    assert (waiting_for(olena), waiting_for(petro)) == ([first, last], [])
    answer(first, olena)
    close_survey(survey=last)
    assert waiting_for(olena) == []


def test_erased_person_took_part_without_a_name_and_answers_no_more(olena: User, halyna: User) -> None:
    others = [make_person() for _ in range(4)]
    survey = make_survey(olena, *others)
    for user in (olena, *others):
        answer(survey, user, 5, 0, None, "Слова")
    erase_person(user=olena, actor=halyna)
    assert personal.export(olena)[0]["took_part"] is True
    close_survey(survey=survey)
    assert results_of(survey, "uk").people == 5
    late = make_survey(User.objects.get(pk=olena.pk))
    assert refused(late, olena) == "stranger"


def test_export_says_that_one_took_part_and_not_what_was_said(olena: User) -> None:
    answer(make_survey(olena), olena, 5, 0, None, "Слова")
    answer(make_survey(olena, secret=False, title_uk="Іменне"), olena, 3, 1, None, "Слова з іменем")
    handed = personal.export(olena)
    assert [(row["survey"], row["secret"], row["answers"] is None) for row in handed] == [("Яким був день?", True, True), ("Іменне", False, False)]
    assert handed[1]["answers"]["Що змінити?"] == "Слова з іменем"


def test_forgetting_takes_name_and_words_from_a_named_sheet(olena: User) -> None:
    survey = make_survey(olena, secret=False)
    answer(survey, olena, 3, 1, None, "Мої слова")
    personal.forget(olena)
    kept = AnswerSheet.objects.get()
    assert (kept.user, kept.answers) == (None, sheet(survey, 3, 1))


@pytest.mark.parametrize("again", range(3))
def test_answered_from_two_tabs_keeps_one_sheet(transactional_db: None, again: int) -> None:
    user = make_person()
    survey = make_survey(user)
    errors = together(*(lambda mark=mark: answer(survey, user, mark, 0) for mark in (1, 5)))
    assert [error.code for error in errors if isinstance(error, CannotAnswer)] == ["again"]
    assert (survey.sheets.count(), survey.participations.count()) == (1, 1)


@pytest.mark.parametrize("again", range(3))
def test_closing_takes_an_answer_whole_or_says_it_is_closed(transactional_db: None, again: int) -> None:
    early, user = make_person(), make_person()
    survey = make_survey(early, user)
    answer(survey, early, 2, 0)
    errors = together(lambda: answer(survey, user, 5, 1), lambda: close_survey(survey=survey))
    assert [error.code for error in errors if isinstance(error, CannotAnswer)] == ["closed"][: len(errors)]
    whole = 2 - len(errors)
    assert (survey.sheets.count(), survey.participations.count()) == (whole, whole)
    assert len(errors) < 2
