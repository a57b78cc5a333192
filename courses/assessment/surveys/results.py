"""What was said, as far as it may be shown: of a secret survey nothing before it closes, and never of fewer than five."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.foundation.calendar import day_words, last_day
from school.foundation.centre import words
from school.foundation.secrecy import SMALLEST_GROUP, may_show

from .asking import Tally, kind_of
from .models import Survey, SurveyQuestion


@dataclass(frozen=True)
class QuestionResult:
    """`tally` is None when too few answered this question."""

    question: SurveyQuestion
    text: str
    people: int
    tally: Tally | None


@dataclass(frozen=True)
class Results:
    """`why_not` says in a sentence why nothing is shown; then `questions` is empty."""

    survey: Survey
    people: int
    why_not: str = ""
    questions: list[QuestionResult] = field(default_factory=list)


def results_of(survey: Survey, language: str) -> Results:
    people = survey.participations.count()
    if why_not := _why_not(survey, people):
        return Results(survey, people, why_not)
    sheets = list(survey.sheets.all())
    questions = []
    for question in survey.questions.all():
        said = [answer for sheet in sheets if (answer := sheet.said_to(question)) is not None]
        kind = kind_of(question)
        shown = may_show(len(said)) or not kind.counts
        questions.append(
            QuestionResult(question, words(question, "text", language), len(said), kind.tally(question, said, language) if shown else None)
        )
    return Results(survey, people, questions=questions)


def _why_not(survey: Survey, people: int) -> str:
    if survey.secret and not survey.closed:
        return _("Answers are secret while people answer. They are shown when the survey is closed: after %(date)s.") % {
            "date": day_words(last_day(survey.closes_at), year=True)
        }
    if not may_show(people):
        said = ngettext("%(n)d person answered.", "%(n)d people answered.", people) % {"n": people}
        return said + " " + _("Of fewer than %(n)d nothing is shown: it would be easy to guess who said what.") % {"n": SMALLEST_GROUP}
    return ""
