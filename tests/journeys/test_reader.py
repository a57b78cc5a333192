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
    page.get_by_role("textbox", name="Ім’я", exact=False).first.fill("Редакція")
    page.get_by_role("tab", name="Примітки").click()
    page.get_by_role("button", name="Додати").locator("visible=true").first.click()
    type_in(page, "Закон № 2939-VI, стаття 10-1.")
    page.get_by_role("tab", name="Текст").click()
    page.locator("[data-streamfield-stream-container] button").first.click()
    page.get_by_role("option", name="Текст", exact=True).click()
    editor = page.locator("#tab-text .public-DraftEditor-content[contenteditable=true]").last
    editor.click()
    page.keyboard.type("Відкритий формат читає програма")
    page.locator("#tab-text .Draftail-ToolbarButton[name=FOOTNOTES]").last.click()
    dialog = page.locator(".modal.in, [role=dialog]:visible").last
    dialog.locator("a, button, tr").filter(has_text="2939").first.click()
    expect(editor).to_contain_text("[")
    page.get_by_role("tab", name="Про публікацію").click()
    page.get_by_label("Вид").select_option("analysis")
    publish(page)
    reader = visitor()
    reader.go("/library/articles/skilky-koshtuie-vidkrytyi-format/")
    reader.heading("Скільки коштує відкритий формат")
    expect(reader.page.locator("#footnote-1")).to_contain_text("стаття 10-1")
    reader.look("written")
