"""A live webinar to come: full, with a queue, questions and votes."""

from __future__ import annotations

from typing import Any

from courses.learning.models import Instructor
from school.accounts.models import User
from webinars.announcing.questions import ask_question, hide_question, merge_questions, vote
from webinars.announcing.registering import register_for_webinar
from webinars.models import AudienceQuestion, Webinar, WebinarPage, WebinarSpeaker

from . import content
from .clock import at, days
from .courses import key_of
from .site import publish

PLACES, WAITING = 16, 3
OPENED, HELD = -6, 8  # days from today


def make_announced(indexes: dict[str, Any], instructors: dict[str, Instructor], project: Any) -> Webinar:
    told = content.read("announced/webinar.yaml")
    with at(days(OPENED, hour=9)):
        for code in content.LANGUAGES:
            parent = indexes[code]
            parent.refresh_from_db()
            page = WebinarPage(
                title=told["title"][code], slug="open-data", summary=told["summary"][code], audience=told["audience"][code],
                what_for=[("point", row) for row in told["what_for"][code]], starts_at=days(HELD, hour=18), length_minutes=90,
                registers=True, capacity=PLACES, live_link="https://meet.example.org/vidkryti-dani", project=project,
                locale=parent.locale, translation_key=key_of("announced-webinar"),
            )  # fmt: skip
            names = [name for name in told["speakers"] if name in instructors]
            page.speakers = [WebinarSpeaker(instructor=instructors[name], sort_order=n) for n, name in enumerate(names)]
            publish(parent, page)
    return Webinar.objects.get(key=key_of("announced-webinar"))


def people_it(webinar: Webinar, cast: dict[str, User], crowd: list[User]) -> None:
    """Olena has a place and asks; the last three wait in the queue."""
    people = [cast["olena"], *crowd[: PLACES + WAITING - 1]]
    for number, user in enumerate(people):
        with at(days(OPENED + 0.2 * number, hour=9 + number % 9)):
            register_for_webinar(user=user, webinar=webinar)
    told = content.read("announced/webinar.yaml")
    asked = [_ask(webinar, people, number, row) for number, row in enumerate(told["questions"])]
    with at(days(-1, hour=12)):
        double = ask_question(user=people[8], webinar=webinar, text=told["double"]["text"])
        merge_questions(question=double, into=asked[told["double"]["of"]], actor=cast["halyna"])
        spam = ask_question(user=people[9], webinar=webinar, text=told["hidden"]["text"])
        hide_question(question=spam, actor=cast["halyna"], reason=told["hidden"]["reason"])


def _ask(webinar: Webinar, people: list[User], number: int, row: dict[str, Any]) -> AudienceQuestion:
    """The first is Olena's; voters are others, not the same ones each time."""
    with at(days(-2, hour=10 + number)):
        question = ask_question(user=people[number], webinar=webinar, text=row["text"], shows_name=bool(row.get("name")))
        for turn in range(row["votes"]):
            vote(question=question, user=people[(number + 1 + turn) % len(people)])
    return question
