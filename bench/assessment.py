"""Taking a test: a question's page, an answer saved."""

from __future__ import annotations

from itertools import cycle

from django.urls import reverse

from courses.assessment.attempts import start_attempt

from .clock import Thing, browser, cpu_ms
from .learning import bare_things, beside_bare
from .school import School
from .table import Row

GROUP = "assessment"


def run(school: School) -> list[Row]:
    step = school.activity("test")
    attempt = start_attempt(enrolment=school.enrolment, activity=step, language="uk")
    client = browser(school.olena)
    where = [school.run.code, step.activity.code, attempt.number]
    asked = [(reverse("assessment:question", args=[*where, at]), row["options"]) for at, row in enumerate(attempt.paper["questions"], 1)]
    answers = cycle([(url, option["uuid"]) for url, options in asked for option in options])

    def see() -> None:
        if client.get(next(answers)[0]).status_code != 200:
            raise RuntimeError("the question was not shown")

    def answer() -> None:
        url, option = next(answers)
        if client.post(url, {"option": option}).status_code != 302:
            raise RuntimeError("the answer was not taken")

    things: dict[str, Thing] = {**bare_things(school), "question of a test": see, "answer saved (POST)": answer}
    spent = cpu_ms(things)
    return [row for name in list(things)[4:] for row in beside_bare(GROUP, name, spent, "signed in")]
