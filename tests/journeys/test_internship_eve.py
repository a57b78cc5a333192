"""The story of one day, acts 6 and 7: groups that go round the departments, and the day on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .served import School
from .story import HALYNA, stands, told
from .test_internship_story import my_application
from .visitor import Visitor

Come = Callable[..., Visitor]
IRYNA = told()["people"][0]
HALL = re.compile("/hall/$")


@pytest.mark.act(6)
def test_groups_are_proposed_moved_published_and_told(arrive: Come, day: str, school: School) -> None:
    halyna = arrive("wide", HALYNA)
    stands(halyna, day, 6)
    date = " ".join(halyna.page.get_by_role("heading", level=1).inner_text().split()[:2])
    halyna.follow("Групи")
    propose_and_move(halyna)
    halyna.press("Опублікувати розклад")
    halyna.sees("дорозі.")
    stands(halyna, day, 7)
    halyna.follow("Табло для зали")
    expect(halyna.page).to_have_url(HALL)
    halyna.look("hall", dark=True)
    host_sees_who_comes(arrive("phone"), date)
    iryna_has_a_pass(arrive("phone", IRYNA["email"]), day)


def propose_and_move(halyna: Visitor) -> None:
    """Somebody is dragged to the other group, and taken back from the list: both draw the form anew and keep the place."""
    page = halyna.page
    page.get_by_label("Скільки груп").fill("2")
    halyna.press("Запропонувати")
    halyna.sees("Усе сходиться")
    halyna.look("groups", dark=True)
    halyna.picture("story-groups")
    boxes = page.locator("[data-group]")
    person = boxes.nth(0).locator("[data-person]").nth(0)
    name = person.locator("select").get_attribute("name")
    person.drag_to(boxes.nth(1))
    expect(boxes.nth(1).locator("[data-person]")).to_have_count(5)
    choice = page.locator(f"[name={name}]")
    expect(choice).to_be_focused()
    page.set_viewport_size({"width": 375, "height": 900})
    choice.select_option("1")
    expect(boxes.nth(0).locator("[data-person]")).to_have_count(5)
    expect(choice).to_be_focused()
    halyna.look("groups-phone")
    page.set_viewport_size({"width": 1280, "height": 900})


def host_sees_who_comes(host: Visitor, date: str) -> None:
    host.go(host.school.link_in("lisova@example.org", "Хто й коли прийде", "/link/", about=date))
    host.heading("«Прозорий офіс»: шлях однієї послуги")
    host.sees("Вдовиченко")
    host.look("host", dark=True)


def iryna_has_a_pass(iryna: Visitor, day: str) -> None:
    my_application(iryna, day)
    iryna.sees("Ваша програма")
    iryna.sees("Ви у групі 1")
    iryna.look("application")
    iryna.follow("Моя перепустка")
    iryna.sees("Вдовиченко Ірина Олегівна")
    iryna.look("pass", dark=True)
    iryna.picture("story-pass")


@pytest.mark.act(7)
def test_the_day_is_put_on_paper(arrive: Come, day: str) -> None:
    halyna = arrive("wide", HALYNA)
    stands(halyna, day, 7)
    page = halyna.go(f"/teach/days/{day}/pack/")
    halyna.press("Зробити станом на зараз")
    made = page.get_by_role("link", name="PDF станом на").first
    expect(made).to_be_visible()
    halyna.look("pack")
    answer = halyna.context.request.get(made.get_attribute("href"))
    assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")
    stands(halyna, day, 8)
