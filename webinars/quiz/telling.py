"""What is told of answers: right or wrong and why, the result of the test, what is still missing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from courses.assessment.grading import grade_question

from ..models import QuestionVersion, QuizAnswer, QuizAttempt, Viewing, Webinar
from ..watching.watched import enough, percent_of
from ..words.transcript import clock
from .asked import Asked, pausing, questions_of
from .versions import asked_in, put_in


def judged(version: QuestionVersion, chosen: list[str], language: str, *, reveal: bool = True) -> dict[str, Any]:
    """Right or wrong, what was chosen, what is said to it; with `reveal` the right options too."""
    paper = put_in(version, language)
    right, picked = grade_question(paper, chosen) > 0, [row for row in paper["options"] if row["uuid"] in chosen]
    return {
        "question": paper["uuid"],
        "text": paper["text"],
        "right": right,
        "title": _("Right") if right else _("Not right"),
        "chosen": chosen,
        "picked": [row["text"] for row in picked],
        "said": [row["feedback"] for row in picked if row["feedback"]],
        "answers": [row["text"] for row in paper["options"] if row["right"]] if reveal and not right else [],
    }


def answers_of(user: Any, webinar: Webinar, language: str) -> dict[str, dict[str, Any]]:
    """By question: what one has answered of those that pause the recording."""
    rows = QuizAnswer.objects.filter(user=user, webinar=webinar, attempt=None).select_related("version__question")
    return {str(row.version.question.uuid): judged(row.version, row.chosen, language) for row in rows}


def attempt_told(attempt: QuizAttempt | None, language: str) -> dict[str, Any] | None:
    """The right options of what was wrong are told once the test is passed."""
    if attempt is None:
        return None
    rows = attempt.answers.select_related("version__question")
    answers = [judged(row.version, row.chosen, language, reveal=attempt.passed) for row in rows]
    return {
        "points": attempt.points,
        "out_of": attempt.out_of,
        "percent": attempt.percent,
        "passed": attempt.passed,
        "at": attempt.at,
        "wrong": [row for row in answers if not row["right"]],
        "right": [row for row in answers if row["right"]],
    }


def standing_of(user: Any, webinar: Webinar) -> dict[str, Any] | None:
    """How one's test stands, in a title and in words; None where there is no test."""
    if not webinar.tested:
        return None
    viewing = Viewing.objects.filter(user=user, webinar=webinar).first() or Viewing(webinar=webinar)
    best = QuizAttempt.objects.filter(user=user, webinar=webinar).order_by("-passed", "-points", "pk").first()
    passed = viewing.passed_at is not None
    return {
        "taken": best is not None,
        "passed": passed,
        "complete": viewing.reached_at is not None,
        "title": _("The test is passed: %(percent)d %%") % {"percent": best.percent} if passed and best else "",
        "words": " ".join(_words(viewing, webinar, best)),
    }


def _words(viewing: Viewing, webinar: Webinar, best: QuizAttempt | None) -> list[str]:
    """What is missing, and what follows."""
    if viewing.reached_at:
        return [_("The webinar is counted as completed.")]
    found = []
    if viewing.passed_at is None:
        needed = {"percent": webinar.pass_mark, "best": best.percent if best else 0}
        found.append(_("%(percent)d %% of points are needed; your best result is %(best)d %%.") % needed if best else _("%(percent)d %% of points are needed.") % needed)  # fmt: skip
    if not enough(viewing.seconds, webinar):
        share = {"needed": webinar.required_percent, "percent": percent_of(viewing.segments, webinar.duration_seconds)}
        found.append(_("To complete the webinar, %(needed)d %% of the recording has to be watched; so far %(percent)d %%.") % share)
    return found


def quiz_context(webinar: Webinar, language: str) -> dict[str, Any]:
    """The questions on a page that knows nobody: without a key."""
    rows = questions_of(webinar) if webinar.recorded else []
    return {"pausing": [_row(row, language) for row in pausing(rows)], "concluding": [_row(row, language) for row in rows if row.at is None]}


def _row(row: Asked, language: str) -> dict[str, Any]:
    return {**asked_in(row.version, language), "at": row.at, "clock": clock(row.at) if row.at is not None else ""}


def written_of(user: Any) -> list[dict[str, Any]]:
    """For the person's own export."""
    rows = QuizAnswer.objects.filter(user=user).select_related("webinar", "version__question", "attempt").order_by("webinar", "pk")
    found = []
    for row in rows:
        told = judged(row.version, row.chosen, "uk")
        where = {"test_handed_in_at": row.attempt.at.isoformat()} if row.attempt else {}
        found.append({"webinar": str(row.webinar), "question": told["text"], "answer": told["picked"], "points": str(row.points), "at": row.at.isoformat(), **where})  # fmt: skip
    return found
