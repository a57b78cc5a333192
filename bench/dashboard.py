"""A person's own page."""

from __future__ import annotations

from django.urls import reverse

from .clock import browser, cpu_ms, getting, sql_of
from .learning import bare_things, beside_bare
from .school import School
from .table import Row, counted

GROUP = "dashboard"


def count(school: School) -> dict[str, int]:
    return {"dashboard": sql_of(getting(browser(school.olena), reverse("dashboard:my")))}


def budget_rows(few: dict[str, int], many: dict[str, int]) -> list[Row]:
    return [counted(GROUP, "SQL of the dashboard: 10,000 people to 10", few["dashboard"], many["dashboard"], 20)]


def run(school: School) -> list[Row]:
    spent = cpu_ms({**bare_things(school), "dashboard": getting(browser(school.olena), reverse("dashboard:my"))})
    return beside_bare(GROUP, "dashboard", spent, "signed in")
