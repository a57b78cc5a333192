"""Which questions a recording has now, each in its newest version."""

from __future__ import annotations

from dataclasses import dataclass

from courses.assessment.models import Question

from ..models import QuestionMoment, QuestionVersion, Webinar


@dataclass(frozen=True)
class Asked:
    """`at` is the second at which it pauses the recording, None in the concluding test."""

    question: Question
    version: QuestionVersion
    at: int | None


def questions_of(webinar: Webinar) -> list[Asked]:
    """Those that pause it in order of time, then those of the test in theirs. Three queries."""
    questions = list(Question.objects.of_test(webinar.key))
    moments = dict(QuestionMoment.objects.filter(question__in=questions).values_list("question_id", "at_seconds"))
    newest: dict[int, QuestionVersion] = {}
    for row in QuestionVersion.objects.filter(question__in=questions).order_by("number"):
        newest[row.question_id] = row
    found = []
    for question in questions:
        if version := newest.get(question.pk):
            version.question = question
            found.append(Asked(question, version, moments.get(question.pk)))
    return sorted(found, key=lambda one: (one.at is None, one.at or 0))


def pausing(rows: list[Asked]) -> list[Asked]:
    return [row for row in rows if row.at is not None]


def concluding(rows: list[Asked]) -> list[Asked]:
    return [row for row in rows if row.at is None]
