"""Verbs of whoever watches: a pausing question is answered once, a concluding test is handed in as often as one likes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.assessment.grading import grade_paper, grade_question
from school.foundation import history

from ..models import QuestionMoment, QuestionVersion, QuizAnswer, QuizAttempt, Webinar
from ..watching.watched import record_passing
from .asked import concluding, questions_of
from .versions import known, put_in

MOST = 100  # answers in one sending


class AnswerRefused(Exception):
    """It cannot be taken; the message says what to do."""


@dataclass(frozen=True)
class Given:
    """What somebody chose: a question by its UUID, the version they were shown (None: the newest), options by UUID."""

    question: str
    chosen: list[str] = field(default_factory=list)
    version: int | None = None


def version_asked(webinar: Webinar, given: Given) -> QuestionVersion:
    """The version of a question that pauses this recording; AnswerRefused where there is none such."""
    rows = QuestionVersion.objects.select_related("question").filter(question__test_key=webinar.key, question__uuid=_uuid(given.question))
    version = (rows.filter(number=given.version).first() if given.version is not None else None) or rows.first()
    if version is None or not QuestionMoment.objects.filter(question=version.question).exists():
        raise AnswerRefused(_("This question is not asked any more."))
    if not known(version, given.chosen):
        raise AnswerRefused(_("Choose an answer first."))
    return version


def answer_question(*, user: Any, webinar: Webinar, given: Given) -> QuizAnswer:
    """The first answer counts, in whichever tab it was given; it keeps the version it was given to."""
    version = version_asked(webinar, given)
    chosen = known(version, given.chosen)
    facts = {"webinar": webinar, "version": version, "chosen": chosen, "points": grade_question(put_in(version, "uk"), chosen), "at": timezone.now()}
    with transaction.atomic():
        answer, new = QuizAnswer.objects.get_or_create(user=user, question=version.question, attempt=None, defaults=facts)
        if new:
            history.record(answer, "answer_question", actor=user, data={"version": version.number, "right": answer.right})
    return answer


def hand_in_test(*, user: Any, webinar: Webinar, given: Sequence[Given], sent: UUID) -> QuizAttempt:
    """Graded against the test as it stands now, each question in the version that was shown. The same `sent` counts once."""
    if before := QuizAttempt.objects.filter(user=user, webinar=webinar, sent=sent).first():
        return before
    papers = _papers(webinar, given)
    try:
        with transaction.atomic():
            return _take(user, webinar, papers, sent)
    except IntegrityError:
        return QuizAttempt.objects.get(user=user, webinar=webinar, sent=sent)


def _papers(webinar: Webinar, given: Sequence[Given]) -> list[tuple[QuestionVersion, list[str]]]:
    """What was asked and what was chosen, for every question of the test."""
    asked = concluding(questions_of(webinar))
    if not asked:
        raise AnswerRefused(_("This recording has no test any more."))
    said = {one.question: one for one in given}
    shown = {(row.question_id, row.number): row for row in QuestionVersion.objects.filter(question__in=[row.question for row in asked])}
    found = []
    for row in asked:
        one = said.get(str(row.question.uuid), Given(str(row.question.uuid)))
        version = shown.get((row.question.pk, one.version if one.version is not None else -1), row.version)
        version.question = row.question
        found.append((version, known(version, one.chosen)))
    if not any(chosen for _version, chosen in found):
        raise AnswerRefused(_("Answer at least one question, then hand in."))
    return found


def _take(user: Any, webinar: Webinar, papers: list[tuple[QuestionVersion, list[str]]], sent: UUID) -> QuizAttempt:
    questions = [put_in(version, "uk") for version, _chosen in papers]
    points, out_of = grade_paper({"questions": questions}, {str(version.question.uuid): chosen for version, chosen in papers})
    passed, now = points * 100 >= webinar.pass_mark * out_of, timezone.now()
    attempt = QuizAttempt.objects.create(
        user=user, webinar=webinar, sent=sent, points=points, out_of=out_of, pass_mark=webinar.pass_mark, passed=passed, at=now
    )
    QuizAnswer.objects.bulk_create(
        QuizAnswer(
            webinar=webinar, user=user, version=version, question=version.question, attempt=attempt,
            chosen=chosen, points=grade_question(paper, chosen), at=now,
        )
        for (version, chosen), paper in zip(papers, questions, strict=True)
    )  # fmt: skip
    history.record(attempt, "hand_in_webinar_test", actor=user, data={"points": str(points), "out_of": str(out_of), "passed": passed})
    if passed:
        record_passing(user=user, webinar=webinar)
    return attempt


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
