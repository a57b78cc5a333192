"""A reader with a question and two minutes; an author who writes a piece with a footnote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from .editor import explore, publish, type_in
from .visitor import Visitor

Come = Callable[..., Visitor]
LIBRARY = ("/", "/library/", "/library/articles/")


@pytest.mark.parametrize("width", ["phone"], indirect=True)
def test_a_reader_goes_from_the_home_page_to_a_note_and_takes_the_paper_along(visitor: Come, tmp_path: Path) -> None:
    reader = visitor()
    reader.go("/")
    reader.follow("До бібліотеки")
    reader.look("library", dark=True)
    reader.follow("Статті й порадники")
    reader.page.fill("main [name=q]", "петиція")
    reader.press("Знайти")
    expect(reader.page.get_by_role("heading", name="Знайдено")).to_be_visible()
    reader.look("articles", dark=True)
    reader.follow("Петиція до своєї ради")
    page = reader.page
    reader.look("article", dark=True)
    mark = page.locator("a[role=doc-noteref]").first
    mark.press("Enter")
    assert page.url.endswith("#footnote-1")
    page.get_by_role("link", name="Назад до примітки 1 у тексті").first.press("Enter")
    assert page.url.endswith("#footnote-source-1-1")
    with page.expect_download() as coming:
        page.evaluate("location.href = document.querySelector('main a[href$=\"/bibtex/\"]').href")
    assert "petition-path" in Path(coming.value.path()).read_text(encoding="utf-8")
    address = page.locator("main a[href$='/pdf/']").get_attribute("href")
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(page.request.get(f"{reader.school.address}{address}").body())
    assert "Петиція" in PdfReader(paper).pages[0].extract_text()
    reader.follow("Тарас Мельник")
    reader.look("person", dark=True)


@pytest.mark.parametrize("width", ["wide"], indirect=True)
def test_an_author_writes_a_piece_with_a_footnote(visitor: Come) -> None:
    admin = visitor("admin@example.org")
    parent = explore(admin, *LIBRARY)
    page = admin.go(f"/cms/pages/add/library/piecepage/{parent}/")
    page.fill("[name=title]", "Скільки коштує відкритий формат")
    page.fill("[name=abstract]", "Чому таблиця замість скану не коштує нічого.")
    page.fill("[name=authors-0-name]", "Редакція")
    page.get_by_role("tab", name="Примітки").click()
    page.get_by_role("button", name="Додати примітка").click()
    type_in(page, "Закон № 2939-VI, стаття 10-1.", "input[name^=footnotes][name$=-text]")
    page.get_by_role("tab", name="Текст", exact=True).click()
    page.locator("[data-streamfield-stream-container] button:visible").first.click()
    page.get_by_role("option", name="Текст", exact=True).click()
    editor = page.locator(".public-DraftEditor-content[contenteditable=true]:visible").last
    editor.click()
    page.keyboard.type("Відкритий формат читає програма /прим")
    expect(page.get_by_role("option", name="Примітка")).to_be_visible()
    page.keyboard.press("Enter")
    page.locator("#footnotes-listing tbody tr", has_text="стаття 10-1").click()
    expect(editor).to_contain_text("програма [")
    page.get_by_role("tab", name="Про публікацію").click()
    page.locator("[name=kind]").select_option("analysis")
    publish(page)
    reader = visitor()
    reader.go("/library/articles/skilky-koshtuie-vidkrytyi-format/")
    reader.heading("Скільки коштує відкритий формат")
    expect(reader.page.locator("#footnote-1")).to_contain_text("стаття 10-1")
    reader.look("written")
