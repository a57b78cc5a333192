"""A trainer sees every kind of page as a learner will, and lets a change wait for its day."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .editor import explore, page_number, publish
from .learner import plain
from .visitor import Visitor

COURSE = ("/", "/courses/", "/courses/e-governance/")
LATER = "Цього речення ще ніхто не бачить."
Come = Callable[..., Visitor]


def test_trainer_previews_every_kind_of_page(visitor: Come) -> None:
    taras = visitor("taras@example.org")
    course = explore(taras, *COURSE)
    module = explore(taras, *COURSE, "/courses/e-governance/people-and-data/")
    numbers = {"course": course, "module": module, "lesson": inside(taras, module, "right-to-know"), "test": inside(taras, module, "test")}
    for kind, number in numbers.items():
        sees_the_draft(taras, kind, number)


def inside(taras: Visitor, module: str, slug: str) -> str:
    page = taras.go(f"/cms/pages/{module}/")
    row = page.locator("tr", has=page.locator(f"a[href$='/{slug}/']"))
    row.locator("a[href$='/edit/']").first.click()
    page.wait_for_url("**/edit/")
    return page_number(page)


def sees_the_draft(taras: Visitor, kind: str, number: str) -> None:
    """First in the panel beside the editor, then whole, as the panel's own link opens it."""
    page = taras.go(f"/cms/pages/{number}/edit/")
    title = page.locator("[name=title]").input_value()
    panel = page.locator("[data-side-panel-toggle=preview]")
    panel.click()
    shown = page.frame_locator("#w-preview-iframe").get_by_role("heading", level=1)
    expect(shown).to_be_visible()
    assert plain(shown.inner_text()) == title
    panel.click()  # else the editor opens it by itself next time
    taras.go(f"/cms/pages/{number}/edit/preview/?mode=")
    assert plain(page.get_by_role("heading", level=1).inner_text()) == title
    taras.look(kind)


@pytest.mark.parametrize("width", ["wide"], indirect=True)
def test_scheduled_change_waits_for_its_day(visitor: Come) -> None:
    taras = visitor("taras@example.org")
    module = explore(taras, *COURSE, "/courses/e-governance/digital-council/")
    number = inside(taras, module, "what-is-e-governance")
    page = taras.page
    page.get_by_role("textbox", name="Стисло").fill(LATER)
    page.locator("[data-side-panel-toggle=status]").click()
    page.get_by_role("button", name="Задати графік").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Опублікувати (дата й час)").fill("2099-03-01 09:00")
    dialog.get_by_role("button", name="Зберегти графік").press("Enter")
    expect(page.locator(".messages")).to_be_visible()
    publish(taras.go(f"/cms/pages/{number}/edit/"))
    taras.go(f"/cms/pages/{number}/edit/")
    page.locator("[data-side-panel-toggle=status]").click()
    expect(page.locator("[data-side-panel=status]")).to_contain_text("2099")
    reader = visitor()
    reader.go("/courses/e-governance/digital-council/what-is-e-governance/")
    expect(reader.page.locator(".prose")).to_be_visible()
    expect(reader.page.get_by_text(LATER)).to_have_count(0)
