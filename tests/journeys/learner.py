"""What every learner does in these journeys: read on, answer a test."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import expect

from .visitor import Visitor

CONTENT = Path(__file__).parents[2] / "school" / "demo" / "content" / "courses"
ONWARD = re.compile("^(Готово|Далі|До кінця)")


def plain(text: str) -> str:
    """As an author typed it: without the spaces and joiners that typography adds."""
    return " ".join(text.replace("\u00a0", " ").replace("\u2060", "").split())


def answers_of(course: str) -> dict[str, list[str]]:
    """Right options by question, as the demo's author wrote them."""
    told: dict[str, Any] = yaml.safe_load((CONTENT / course / "test.yaml").read_text(encoding="utf-8"))
    return {plain(row["text"]["uk"]): [plain(option["text"]["uk"]) for option in row["options"] if option["right"]] for row in told["questions"]}


def read_on(person: Visitor) -> str:
    """Press the one obvious next step; gives the heading of the page left behind."""
    heading = plain(person.page.get_by_role("heading", level=1).inner_text())
    before = person.page.url
    person.page.get_by_role("main").get_by_role("button", name=ONWARD).click()
    person.page.wait_for_url(lambda url: url != before)
    return heading


def read_to_the_test(person: Visitor) -> list[str]:
    read = []
    while not person.page.get_by_role("button", name="Почати тест").is_visible():
        read.append(read_on(person))
    return read


def answer(person: Visitor, right: dict[str, list[str]], *, wrongly: bool = False) -> None:
    """Answer the shown question by the key, or with what the key does not hold."""
    question = plain(person.page.get_by_role("heading", level=1).inner_text())
    for choice in person.page.locator("label.choice").all():
        box = choice.locator("input")
        wanted = (plain(choice.inner_text()) in right[question]) != wrongly
        if box.get_attribute("type") == "radio":
            if wanted:
                choice.click()
                break
        else:
            box.set_checked(wanted)


def answer_all(person: Visitor, right: dict[str, list[str]], *, wrongly: bool = False) -> None:
    """From the shown question to «Hand in?»."""
    while not person.page.get_by_role("button", name="Здати", exact=True).is_visible():
        answer(person, right, wrongly=wrongly)
        before = person.page.url
        person.page.get_by_role("main").get_by_role("button", name="Зберегти й").click()
        person.page.wait_for_url(lambda url, left=before: url != left)


def enrol_on(person: Visitor, course: str, run: str) -> None:
    person.go(f"/courses/{course}/")
    person.page.locator(".panel", has_text=run).get_by_role("link", name="Записатися").click()
    person.press("Записатися")
    expect(person.page.get_by_text("Вас записано.")).to_be_visible()
