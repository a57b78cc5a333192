"""The coordinator sends groups round the departments, tells people and hosts, and puts the day on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .visitor import Visitor

Come = Callable[..., Visitor]
HALL = re.compile("/hall/$")


def test_groups_are_proposed_moved_published_and_printed(visitor: Come, width: str) -> None:
    halyna = visitor("halyna@example.org")
    page = open_day(halyna)
    halyna.follow("Групи")
    page.get_by_label("Скільки груп").fill("2")
    halyna.press("Запропонувати")
    halyna.sees("Усе сходиться")
    halyna.look("groups", dark=True)
    move_somebody(halyna, by_mouse=width == "wide")
    halyna.press("Опублікувати розклад")
    halyna.sees("дорозі.")
    halyna.follow("Табло для зали")
    expect(page).to_have_url(HALL)
    halyna.look("hall", dark=True)


def open_day(halyna: Visitor) -> Page:
    page = halyna.go("/teach/days/")
    page.get_by_role("row", name="заявки відкрито").first.get_by_role("link").first.click()
    return page


def move_somebody(halyna: Visitor, *, by_mouse: bool) -> None:
    """From the list, or dragged: both draw the form anew with its clashes and keep the place."""
    page = halyna.page
    boxes = page.locator("[data-group]")
    sizes = [box.locator("[data-person]").count() for box in boxes.all()]
    person = boxes.nth(0).locator("[data-person]").nth(0 if by_mouse else 1)  # another one each time, so that there is news to publish
    choice = person.locator("select")
    name = choice.get_attribute("name")
    if by_mouse:
        person.drag_to(boxes.nth(1))
    else:
        choice.focus()
        choice.select_option("2")
    expect(boxes.nth(1).locator("[data-person]")).to_have_count(sizes[1] + 1)
    expect(page.locator(f"[name={name}]")).to_be_focused()


def test_day_is_put_on_paper(visitor: Come) -> None:
    halyna = visitor("halyna@example.org")
    page = open_day(halyna)
    halyna.follow("День на папері")
    halyna.press("Зробити станом на зараз")
    made = page.get_by_role("link", name="PDF станом на").first
    expect(made).to_be_visible()
    halyna.look("pack")
    answer = halyna.context.request.get(made.get_attribute("href"))
    assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")


def test_host_sees_by_a_link_who_comes(visitor: Come) -> None:
    host = visitor()
    host.go(host.school.link_in("lisova@example.org", "Хто й коли прийде", "/link/"))
    host.heading("«Прозорий офіс»: шлях однієї послуги")
    host.look("host", dark=True)
