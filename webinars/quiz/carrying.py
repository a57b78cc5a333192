"""Questions on a stick: they go without the key, what was chosen comes back by the place of the option and is graded here."""

from __future__ import annotations

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ..models import QuestionVersion, Webinar
from .answering import MOST, AnswerRefused, Given, answer_question, hand_in_test
from .asked import questions_of


def carried(webinar: Webinar) -> list[dict[str, Any]]:
    """`at` is the second, None in the concluding test."""
    return [
        {
            "code": row.question.code,
            "version": row.version.number,
            "at": row.at,
            "kind": row.version.asked["kind"],
            "text": row.version.asked["text"],
            "options": [option["text"] for option in row.version.asked["options"]],
        }
        for row in questions_of(webinar)
    ]


def take_carried(*, user: Any, webinar: Webinar, answers: Any, test: Any, stick: str) -> int:
    """`[[code, version, [place of an option, …]], …]` both; gives how many were taken. The same test from the same stick counts once."""
    taken = 0
    for given in _given(webinar, answers):
        try:
            answer_question(user=user, webinar=webinar, given=given)
            taken += 1
        except AnswerRefused:
            continue  # asked no more
    chosen = _given(webinar, test)
    if chosen:
        told = json.dumps([stick, webinar.code, [[row.question, row.version, row.chosen] for row in chosen]])
        try:
            hand_in_test(user=user, webinar=webinar, given=chosen, sent=uuid5(NAMESPACE_URL, told))
            taken += len(chosen)
        except AnswerRefused:
            pass
    return taken


def _given(webinar: Webinar, rows: Any) -> list[Given]:
    said = {(row[0], row[1]): row[2] for row in rows[:MOST] if _is_answer(row)} if isinstance(rows, list) else {}
    versions = QuestionVersion.objects.select_related("question").filter(
        question__test_key=webinar.key, question__code__in={code for code, _n in said}
    )
    found = []
    for version in versions.order_by("question__position"):
        places = said.get((version.question.code, version.number))
        if places is not None:
            options = [row["uuid"] for row in version.asked["options"]]
            found.append(Given(str(version.question.uuid), [options[at] for at in places if 0 <= at < len(options)], version.number))
    return found


def _is_answer(row: Any) -> bool:
    if not (isinstance(row, list) and len(row) == 3 and isinstance(row[0], str) and isinstance(row[2], list)):
        return False
    return all(isinstance(one, int) and not isinstance(one, bool) for one in (row[1], *row[2]))
