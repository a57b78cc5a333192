"""Course page, lesson, catalogue, report of a run: their SQL with few and many people, their CPU time beside bare pages."""

from __future__ import annotations

from django.urls import reverse

from .clock import ROUNDS, Thing, browser, cpu_ms, getting, sql_of
from .school import MARKED, VIEWED, School
from .table import Row, compared, counted

GROUP = "learning"
MOST, GROWTH = 2.5, 1.5
EACH = 8  # fresh learners of a round: a completion is recorded once
BUDGETS = {"course page, anonymous": 12, "course page, signed in": 18, "lesson": 20, "report of a run": 20, "catalogue, anonymous": None}


def pages(school: School) -> dict[str, Thing]:
    stranger, olena = browser(), browser(school.olena)
    return {
        "course page, anonymous": getting(stranger, school.course_url),
        "course page, signed in": getting(olena, school.course_url),
        "lesson": getting(olena, school.step_url(MARKED)),
        "report of a run": getting(browser(school.halyna), school.report_url),
        "catalogue, anonymous": getting(stranger, school.catalogue_url),
    }


def count(school: School) -> dict[str, int]:
    return {name: sql_of(thing) for name, thing in pages(school).items()}


def time(school: School) -> dict[str, float]:
    """CPU time of the pages whose records grow with people, beside a bare page of the same moment."""
    return cpu_ms({"bare": getting(browser(), school.bare_url), **pages(school)}, rounds=5, requests=6)


def budget_rows(few: dict[str, int], many: dict[str, int]) -> list[Row]:
    return [counted(GROUP, f"SQL of the {name}: 10,000 people to 10", few[name], many[name], BUDGETS[name]) for name in few]


def growth_rows(few: dict[str, float], many: dict[str, float]) -> list[Row]:
    """Ratios are freed from the machine's mood by the bare page of each moment. The report shows 50 rows where it showed 10."""
    mood = many["bare"] / few["bare"]
    goals = {name: None if name == "report of a run" else GROWTH for name in few if name != "bare"}
    return [compared(GROUP, f"{name}: 10,000 people to 10", many[name], few[name] * mood, most=most) for name, most in goals.items()]


def bare_things(school: School) -> dict[str, Thing]:
    stranger, olena = browser(), browser(school.olena)
    return {
        "bare page, anonymous": getting(stranger, school.bare_url),
        "bare view, anonymous": getting(stranger, "/bench/bare/"),
        "bare page, signed in": getting(olena, school.bare_url),
        "bare view, signed in": getting(olena, "/bench/bare/"),
    }


def beside_bare(group: str, name: str, spent: dict[str, float], visitor: str, most: float | None = None) -> list[Row]:
    return [
        compared(group, f"{name}, to a bare Wagtail page", spent[name], spent[f"bare page, {visitor}"], most=most),
        compared(group, f"{name}, to a bare view", spent[name], spent[f"bare view, {visitor}"]),
    ]


class Turns:
    """A fresh learner for every call: the first completion is the one that is written."""

    def __init__(self, school: School, slug: str, *, post: bool) -> None:
        self.url = school.step_url(slug)
        self.post = reverse("learning:complete", args=[school.run.code, school.activity(slug).activity.code]) if post else ""
        self.clients = [browser(school.crowd.pop().user) for _ in range(ROUNDS * EACH + 1)]
        if post:
            for client in self.clients:
                client.get(self.url)

    def __call__(self) -> None:
        client = self.clients.pop()
        response = client.post(self.post) if self.post else client.get(self.url)
        if response.status_code != (302 if self.post else 200):
            raise RuntimeError(f"{self.url} answered {response.status_code}")


def run(school: School) -> list[Row]:
    shown = pages(school)
    things: dict[str, Thing] = {
        **bare_things(school),
        "course page, anonymous": shown["course page, anonymous"],
        "course page, signed in": shown["course page, signed in"],
        "lesson, read again": shown["lesson"],
        "lesson that counts by viewing, first GET": Turns(school, VIEWED, post=False),
        "«Done» under a lesson, first POST": Turns(school, MARKED, post=True),
    }
    spent = cpu_ms(things, requests=EACH)
    rows = beside_bare(GROUP, "course page, anonymous", spent, "anonymous", MOST)
    for name in list(things)[5:]:
        rows += beside_bare(GROUP, name, spent, "signed in", MOST)
    return rows
