"""Verbs of whoever runs a webinar: a question is put at a moment or into the concluding test, changed, taken away."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.assessment.models import Question
from courses.assessment.questions import move_question, note_change, retire_question
from school.foundation import history

from ..models import QuestionMoment, Webinar
from ..watching.remapping import place_moved
from .asked import concluding, questions_of
from .versions import freeze


class BrokenQuestion(Exception):
    """It cannot stand so; the message says why."""


def checked_moment(webinar: Webinar, at: int | None) -> int | None:
    if at is not None and webinar.duration_seconds and at >= webinar.duration_seconds:
        raise BrokenQuestion(_("The recording ends before this moment."))
    return at


@transaction.atomic
def put_question(*, webinar: Webinar, question: Question, at: int | None, actor: Any) -> Question:
    """A new question, or new words, key or place for one there is. People who have answered keep the version they were asked."""
    webinar = Webinar.objects.hold(webinar.pk)
    place, new = checked_moment(webinar, at), question.pk is None
    if new:
        question.test_key = webinar.key
        last = Question.objects.filter(test_key=webinar.key).order_by("position").last()
        question.position = last.position + 1 if last else 1
    question.save()
    if new:
        history.record(question, "add_question", actor=actor)
    else:
        note_change(question, actor)
        question.refresh_from_db(fields=["version"])
    freeze(Question.objects.get(pk=question.pk))
    if place is None:
        QuestionMoment.objects.filter(question=question).delete()
    else:
        QuestionMoment.objects.update_or_create(question=question, defaults={"at_seconds": place})
    _bring_in_line(webinar)
    return question


@transaction.atomic
def take_away(*, webinar: Webinar, question: Question, actor: Any) -> None:
    """Asked no more; what was answered stays."""
    webinar = Webinar.objects.hold(webinar.pk)
    retire_question(question=question, actor=actor)
    _bring_in_line(webinar)


def move(*, webinar: Webinar, question: Question, up: bool) -> None:
    """Within the concluding test, past the questions that pause the recording."""
    with transaction.atomic():
        Webinar.objects.hold(webinar.pk)
        order = [row.question.pk for row in concluding(questions_of(webinar))]
        if question.pk not in order:
            return
        others = [row.pk for row in Question.objects.of_test(webinar.key)]
        place = order.index(question.pk) + (-1 if up else 1)
        if not 0 <= place < len(order):
            return
        for _step in range(abs(others.index(question.pk) - others.index(order[place]))):
            move_question(question=question, up=up)


def _bring_in_line(webinar: Webinar) -> None:
    """Whether there is a concluding test stands on the record, for every heartbeat asks."""
    tested = bool(concluding(questions_of(webinar)))
    Webinar.objects.filter(pk=webinar.pk).exclude(tested=tested).update(tested=tested)


def move_questions(webinar: Webinar, time_map: Any) -> int:
    """The recording was replaced by another cut: questions go to their new moments, those of what was cut out to what follows."""
    rows = list(QuestionMoment.objects.filter(question__test_key=webinar.key))
    for row in rows:
        row.at_seconds = place_moved(row.at_seconds, time_map, webinar.duration_seconds or 0)
    return QuestionMoment.objects.bulk_update(rows, ["at_seconds"])
