"""What a trainer does in Wagtail, by its own buttons."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .visitor import Visitor


def page_number(page: Page) -> str:
    """The number in the address of an editor or an explorer."""
    found = re.search(r"/cms/pages/(\d+)/", page.url)
    assert found, page.url
    return found[1]


def explore(person: Visitor, *addresses: str) -> str:
    """Go down the explorer by public addresses; gives the number of the last page."""
    page = person.go("/cms/pages/")
    for address in addresses:
        row = page.locator("tr", has=page.locator(f"a[href='{address}']"))
        row.locator("a[href^='/cms/pages/']:not([href$='edit/'])").last.click()
        page.wait_for_load_state()
    return page_number(page)


def new_page(person: Visitor, kind: str, parent: str, title: str, summary: str) -> Page:
    page = person.go(f"/cms/pages/add/{kind}/{parent}/")
    page.fill("[name=title]", title)
    page.fill("[name=summary]", summary)
    return page


def write_text(page: Page, text: str) -> None:
    """A text block at the end of the lesson's body."""
    page.locator("[data-streamfield-stream-container] button").last.click()
    page.get_by_role("option", name="Текст", exact=True).click()
    type_in(page, text)


def type_in(page: Page, text: str, field: str = "input[name$=-value]") -> None:
    editor = page.locator(".public-DraftEditor-content[contenteditable=true]:visible").last
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)
    expect(editor).to_contain_text(text)
    kept = "([text, field]) => [...document.querySelectorAll(field)].some(found => found.value.includes(text))"
    page.wait_for_function(kept, arg=[text, field])  # the editor writes to its form a moment later


def save(page: Page) -> str:
    page.get_by_role("button", name="Зберегти чернетку").click()
    page.wait_for_url(re.compile(r"/cms/pages/\d+/edit/"))
    expect(page.locator(".messages")).to_be_visible()
    return page_number(page)


def publish(page: Page) -> None:
    page.locator("footer .w-dropdown__toggle").click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_url(re.compile(r"/cms/pages/\d+/$"))


def see_preview(page: Page, text: str) -> None:
    """The panel beside the editor shows the page as a learner would see it."""
    page.locator("[data-side-panel-toggle=preview]").click()
    expect(page.frame_locator("#w-preview-iframe").get_by_text(text).first).to_be_visible()
    page.locator("[data-side-panel-toggle=preview]").click()


def add_question(person: Visitor, test: str, text: str, right: str, wrong: str) -> None:
    page = person.go(f"/cms/pages/{test}/edit/")
    page.locator("a[href*='/question/add/']").click()
    page.fill("[name=text_uk]", text)
    page.fill("[name=options-0-text_uk]", right)
    page.locator("[name=options-0-right]").check()
    page.fill("[name=options-1-text_uk]", wrong)
    page.get_by_role("button", name="Зберегти", exact=True).click()
    page.wait_for_url(lambda url: "/question/add/" not in url)
