"""Attempts: the paper is frozen at the start, answers are saved as they are given, grading reads only the paper."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.learning.enums import CompletionRule
from courses.learning.models import Enrolment, ScheduledActivity
from courses.learning.progress import complete
from school.foundation import history

from .enums import AttemptState
from .grading import grade_paper
from .models import Answer, Attempt, Grade, Question


class CannotAttempt(Exception):
    """Why a test cannot be started or answered now, in a sentence."""


def attempts_of(enrolment: Enrolment, activity: ScheduledActivity) -> list[Attempt]:
    return list(Attempt.objects.filter(enrolment=enrolment, activity=activity).prefetch_related("grades"))


def attempts_left(activity: ScheduledActivity, made: int) -> int | None:
    most = activity.rules.get("attempts")
    return None if most is None else max(most - made, 0)


def start_attempt(*, enrolment: Enrolment, activity: ScheduledActivity, language: str) -> Attempt:
    """The open attempt, or a new one while attempts are left. Pressing twice starts one."""
    open_one = Attempt.objects.filter(enrolment=enrolment, activity=activity, state=AttemptState.OPEN).first()
    if open_one is not None:
        return open_one
    try:
        with transaction.atomic():
            return _begin(enrolment, activity, language)
    except IntegrityError:
        return Attempt.objects.get(enrolment=enrolment, activity=activity, state=AttemptState.OPEN)


def _begin(enrolment: Enrolment, activity: ScheduledActivity, language: str) -> Attempt:
    made = Attempt.objects.filter(enrolment=enrolment, activity=activity).count()
    if attempts_left(activity, made) == 0:
        raise CannotAttempt(_("All attempts are used."))
    code_seed = random.SystemRandom().randrange(2**32)
    paper = make_paper(activity, language, seed=code_seed)
    if not paper["questions"]:
        raise CannotAttempt(_("This test has no questions yet."))
    attempt = Attempt.objects.create(enrolment=enrolment, activity=activity, number=made + 1, paper=paper, started_at=timezone.now())
    history.record(attempt, "start_attempt", actor=enrolment.user)
    return attempt


def make_paper(activity: ScheduledActivity, language: str, *, seed: int) -> dict[str, Any]:
    """Everything that is asked and how it counts, in the words of this moment."""
    rules = activity.rules
    chance = random.Random(seed)
    questions = _drawn(list(Question.objects.of_test(activity.activity.key).prefetch_related("options")), rules.get("draw"), chance)
    if rules.get("shuffle", True):
        chance.shuffle(questions)
    return {
        "language": language,
        "seed": seed,
        "pass_mark": rules.get("pass_mark", 70),
        "questions": [_frozen(question, language, chance if rules.get("shuffle", True) else None) for question in questions],
    }


def _drawn(questions: list[Question], draw: int | None, chance: random.Random) -> list[Question]:
    """`draw` of the questions, each as likely as another, in the order they stand in the test."""
    if not draw or draw >= len(questions):
        return questions
    return [questions[at] for at in sorted(chance.sample(range(len(questions)), draw))]


def _frozen(question: Question, language: str, chance: random.Random | None) -> dict[str, Any]:
    options = list(question.options.all())
    if chance is not None:
        chance.shuffle(options)
    return {
        "uuid": str(question.uuid),
        "version": question.version,
        "kind": question.kind,
        "points": question.points,
        "text": question.text(language),
        "options": [
            {"uuid": str(option.uuid), "text": option.text(language), "right": option.right, "feedback": option.feedback(language)}
            for option in options
        ],
    }


@transaction.atomic
def save_answer(*, attempt: Attempt, question: str, chosen: list[str]) -> Answer:
    """Keep an answer as given; what is not on the paper is dropped. A handed-in attempt takes no more."""
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if attempt.state != AttemptState.OPEN:
        raise CannotAttempt(_("This attempt is already handed in; the answers in it stay as they were."))
    asked = next((row for row in attempt.paper["questions"] if row["uuid"] == question), None)
    if asked is None:
        raise CannotAttempt(_("There is no such question in this attempt."))
    known = [option["uuid"] for option in asked["options"] if option["uuid"] in chosen]
    if asked["kind"] == "single":
        known = known[:1]
    answer, _created = Answer.objects.update_or_create(attempt=attempt, question=question, defaults={"chosen": known, "saved_at": timezone.now()})
    return answer


@transaction.atomic
def submit_attempt(*, attempt: Attempt) -> Grade:
    """Hand in and grade; passing completes the step. Twice is the same as once."""
    attempt = Attempt.objects.select_for_update().select_related("enrolment__run", "enrolment__user", "activity").get(pk=attempt.pk)
    if attempt.state == AttemptState.SUBMITTED and attempt.grade:
        return attempt.grade
    attempt.state, attempt.submitted_at = AttemptState.SUBMITTED, timezone.now()
    attempt.save(update_fields=["state", "submitted_at"])
    history.record(attempt, "submit_attempt", actor=attempt.enrolment.user)
    return grade_attempt(attempt=attempt)


@transaction.atomic
def grade_attempt(*, attempt: Attempt, reason: str = "") -> Grade:
    """Append a grade reckoned from the paper and the saved answers alone."""
    answers = {str(row.question): row.chosen for row in attempt.answers.all()}
    points, out_of = grade_paper(attempt.paper, answers)
    passed = points * 100 >= Decimal(attempt.paper["pass_mark"]) * out_of
    grade = Grade.objects.create(attempt=attempt, points=points, out_of=out_of, passed=passed, graded_at=timezone.now(), reason=reason)
    history.record(attempt, "grade_attempt", reason=reason, data={"points": str(points), "passed": passed})
    if passed:
        complete(enrolment=attempt.enrolment, activity=attempt.activity, how=CompletionRule.PASSED)
    return grade
