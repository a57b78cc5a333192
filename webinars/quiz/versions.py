"""A question as it is put in one language: words, options and key of one version. Grading reads this alone."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from courses.assessment.grading import Paper
from courses.assessment.models import Question

from ..models import QuestionVersion

LANGUAGES = ("uk", "en")


def freeze(question: Question) -> QuestionVersion:
    """Keep what the question says now; once a version."""
    options = [
        {
            "uuid": str(option.uuid),
            "right": option.right,
            "text": {one: option.text(one) for one in LANGUAGES},
            "feedback": {one: option.feedback(one) for one in LANGUAGES},
        }
        for option in question.options.all()
    ]
    asked = {"kind": question.kind, "points": question.points, "text": {one: question.text(one) for one in LANGUAGES}, "options": options}
    return QuestionVersion.objects.get_or_create(
        question=question, number=question.version, defaults={"asked": asked, "made_at": timezone.now()}
    )[0]  # fmt: skip


def put_in(version: QuestionVersion, language: str) -> Paper:
    """With the key and what is said to each option: for grading and for whoever has answered."""
    asked = version.asked
    return {
        "uuid": str(version.question.uuid),
        "version": version.number,
        "kind": asked["kind"],
        "points": asked["points"],
        "text": _said(asked["text"], language),
        "options": [
            {"uuid": row["uuid"], "right": row["right"], "text": _said(row["text"], language), "feedback": _said(row["feedback"], language)}
            for row in asked["options"]
        ],
    }


def asked_in(version: QuestionVersion, language: str) -> dict[str, Any]:
    """What is sent to somebody who has not answered: never which option is right, nor what is said to it."""
    paper = put_in(version, language)
    return {**paper, "options": [{"uuid": row["uuid"], "text": row["text"]} for row in paper["options"]]}


def known(version: QuestionVersion, chosen: Any) -> list[str]:
    """The chosen options there are, in their order; of a single choice the first."""
    sent = {one for one in chosen if isinstance(one, str)} if isinstance(chosen, list) else set()
    found = [row["uuid"] for row in version.asked["options"] if row["uuid"] in sent]
    return found[:1] if version.asked["kind"] == "single" else found


def _said(words: dict[str, str], language: str) -> str:
    return words.get(language) or words["uk"]
