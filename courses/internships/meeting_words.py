"""What a meeting is called and where it is, in a language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from courses.learning.models import Enrolment, Words
from courses.learning.progress import words_for
from school.foundation.calendar import KYIV
from school.foundation.centre import words

from .models import Meeting


def titles_of(meetings: Iterable[Meeting], language: str) -> dict[int, str]:
    """Of each meeting by its id: the title of its step. One query however many."""
    rows = list(meetings)
    sources = {row.run.course.source_locale for row in rows}
    said: dict[Any, Words] = {}
    for source in sources:
        said |= words_for([row.activity.activity.key for row in rows], language, source)
    return {row.pk: found.title if (found := said.get(row.activity.activity.key)) else row.activity.activity.title for row in rows}


def title_of(meeting: Meeting, language: str) -> str:
    return titles_of([meeting], language)[meeting.pk]


def place_of(meeting: Meeting, language: str) -> str:
    return ", ".join(part for part in (words(meeting, "room", language), words(meeting, "address", language)) if part)


def clock(moment: datetime) -> str:
    return f"{moment.astimezone(KYIV):%-H:%M}"


def course_of(enrolment: Enrolment, language: str) -> str:
    course = enrolment.run.course
    said = words_for([course.key], language, course.source_locale)
    return said[course.key].title if course.key in said else course.title
