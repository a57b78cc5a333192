"""The acts of docs/tour-internship.md: each begins with a day of its own, staged by the verbs, so each runs alone.

What an act leaves and what the next begins with is one line of STANDS, looked at on the same pages: so the acts join. (Between the second and the third the others apply, between the last two they answer.)
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from school.demo.story.cast import told

from .served import School
from .visitor import Visitor

HALYNA = "halyna@example.org"
# The page of the coordinator, by act that begins, and what it says then.
STANDS = {
    1: ("", ["ще не показано", "Вирішити: 0", "Прийнято: 0", "Черга: 0", "Вибули: 0"]),
    2: ("", ["заявки відкрито", "9 місць із 9", "Вирішити: 0", "Прийнято: 0", "Черга: 0", "Вибули: 0"]),
    3: ("", ["Вирішити: 7", "Прийнято: 0", "Черга: 0", "Вибули: 0", "3 місця, усі разом або ніхто", "3 місця, по одному"]),
    4: (
        "",
        ["Вирішити: 0", "Прийнято: 7", "Черга: 1", "Вибули: 1", "названо: 2, не названо: 1, у черзі: 0", "названо: 0, не названо: 0, у черзі: 3"],
    ),
    5: (
        "",
        ["Вирішити: 0", "Прийнято: 5", "Черга: 1", "Вибули: 3", "названо: 2, не названо: 1, у черзі: 0", "названо: 0, не названо: 3, у черзі: 0"],
    ),
    6: ("", ["Вирішити: 0", "Прийнято: 9", "Черга: 0", "Вибули: 3", "названо: 2, не названо: 0", "названо: 3, не названо: 0"]),
    7: ("rotation/", ["Група 1 · 5 людей", "Група 2 · 4 людини", "Версію 1 опубліковано"]),
    8: ("pack/", ["PDF станом на", "9 людей"]),
    9: ("door/", ["Прийшли 5 із 9, понад число: 1"]),
    10: ("presence/", ["Прийшли: 9", "Не прийшли: 1"]),
    11: ("presence/", ["Усе відоме підтверджено", "Прийшли: 9", "Не прийшли: 1"]),
    12: ("presence/", ["Усе відоме підтверджено", "Прийшли: 9", "Не прийшли: 1"]),
}


def stands(halyna: Visitor, day: str, act: int) -> None:
    """What the coordinator sees where that act begins."""
    path, words = STANDS[act]
    page = halyna.go(f"/teach/days/{day}/{path}")
    for text in words:
        expect(page.get_by_role("main")).to_contain_text(text)


def stage(school: School, acts: list[int]) -> dict[int, str]:
    """Codes of new days, one an act, in one call of the command that people use by hand too."""
    said = school.manage("stage_story", *(word for act in acts for word in ("--act", str(act))))
    return {int(act): code for act, code in re.findall(r"^Act (\d+),.*/teach/days/(\w+)/", said, re.MULTILINE)}


def act_of(item: pytest.Item) -> int | None:
    marker = item.get_closest_marker("act")
    return int(marker.args[0]) if marker else None


def names_of(head: str) -> list[dict[str, str]]:
    """Whom that head of an organisation names."""
    found: list[dict[str, str]] = next(group["names"] for group in told()["groups"] if group["head"]["key"] == head)
    return found
