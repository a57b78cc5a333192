"""An editor imports an act and its new edition; a lesson that cites it warns its readers until the trainer has looked."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .editor import explore, new_page, page_number, publish, write_text
from .visitor import Visitor

Come = Callable[..., Visitor]
LESSON = ("/courses/world-of-possibilities/", "computer", "meet-the-computer")
FIRST = "<html><body><p>Розділ I</p><p>ЗАГАЛЬНІ ПОЛОЖЕННЯ</p><p>Стаття 1. Листи</p><p>На лист відповідають за десять днів.</p><p>Статя 2. Мова</p><p>Мова листа проста.</p></body></html>"
SECOND = FIRST.replace("десять", "п’ять").replace("Статя", "Стаття")
MARK = "змінено з 01.02.2026; цей текст відтоді не переглядали"


def test_an_act_changes_and_the_lesson_that_cites_it_is_looked_at(visitor: Come, width: str) -> None:
    halyna, taras, reader = visitor("halyna@example.org"), visitor("taras@example.org"), visitor()
    number = f"{1 if width == 'wide' else 2}-РШ"
    act = enter_the_act(halyna, number)
    import_edition(halyna, act, FIRST, "2026-01-01", correct=True)
    lesson, address = cite_in_a_lesson(taras, number)
    reads_the_article(reader, address, number, width)
    import_edition(halyna, act, SECOND, "2026-02-01")
    reader.go(address)
    reader.sees(MARK)
    reader.look("warned")
    clears(taras, lesson)
    reader.go(address)
    expect(reader.page.get_by_text(MARK)).to_have_count(0)
    compares(reader, number)


def enter_the_act(halyna: Visitor, number: str) -> str:
    index = explore(halyna, "/", "/library/", "/library/acts/")
    page = new_page(halyna, "library/actpage", index, f"Про відповіді на листи, {number}", "За скільки днів відповідають на лист.")
    page.select_option("[name=kind]", "decision")
    page.fill("[name=number]", number)
    page.select_option("[name=body]", "local")
    page.select_option("[name=status]", "in_force")
    page.fill("[name=checked_source]", "сайт міської ради")
    publish(page)
    row = page.locator("tr", has_text=f"Про відповіді на листи, {number}")
    row.locator("a[href$='/edit/']").first.click()
    page.wait_for_url("**/edit/")
    return page_number(page)


def import_edition(halyna: Visitor, act: str, html: str, day: str, *, correct: bool = False) -> None:
    page = halyna.go(f"/cms/library/acts/{act}/editions/")
    page.set_input_files("[name=file]", {"name": "rishennia.html", "mimeType": "text/html", "buffer": html.encode()})
    page.get_by_role("button", name="Прочитати").click()
    page.wait_for_url("**/draft/")
    page.fill("[name=dated]", day)
    page.fill("[name=source]", "сайт міської ради")
    if correct:
        text = page.locator("[name=text]").input_value()
        expect(page.locator(".acts-unit--article")).to_have_count(1)
        page.fill("[name=text]", text.replace("Статя 2", "### Стаття 2"))
        page.get_by_role("button", name="Зберегти й перевірити ще раз").click()
        expect(page.locator(".acts-unit--article")).to_have_count(2)
    else:
        expect(page.get_by_text("змінених 1")).to_be_visible()
    page.get_by_role("button", name="Прийняти як редакцію").click()
    page.wait_for_url("**/editions/")
    expect(page.locator("table.listing tbody tr").first).to_contain_text(f"{day[8:]}.{day[5:7]}.{day[:4]}")


def cite_in_a_lesson(taras: Visitor, number: str) -> tuple[str, str]:
    course, module, name = LESSON
    explore(taras, "/", "/courses/", course, f"{course}{module}/")
    page = taras.page
    row = page.locator("tr", has=page.locator(f"a[href$='/{name}/']"))
    address = row.locator(f"a[href$='/{name}/']").first.get_attribute("href") or ""
    row.locator("a[href$='/edit/']").first.click()
    page.wait_for_url("**/edit/")
    lesson = page_number(page)
    write_text(page, f"За рішенням {number} відповідають швидко: ")
    choose_article(page, number)
    publish(page)
    return lesson, address


def choose_article(page: Page, number: str) -> None:
    page.keyboard.type("/")
    page.get_by_role("option", name="Послатися на акт або його статтю").click()
    page.fill("#acts-q", number)
    page.locator("[data-acts-search] button").click()
    page.locator("a[data-acts-step]", has_text=number).first.click()
    page.get_by_role("link", name="Стаття 1", exact=True).click()
    editor = page.locator(".public-DraftEditor-content[contenteditable=true]").last
    expect(editor).to_contain_text(f"стаття 1, № {number}")
    kept = "() => [...document.querySelectorAll('input[name$=-value]')].some(field => field.value.includes('\"ACT\"'))"
    page.wait_for_function(kept)


def reads_the_article(reader: Visitor, address: str, number: str, width: str) -> None:
    page = reader.go(address)
    expect(page.locator(".cite__mark")).to_have_count(0)
    link = page.get_by_role("link", name=f"стаття 1, № {number}")
    link.focus()
    card = page.locator(".cite-card")
    expect(card).to_contain_text("На лист відповідають за десять днів.")
    reader.look("card", dark=width == "phone")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(link).to_be_focused()
    link.click()
    page.wait_for_url(re.compile(r"/library/acts/.+#st-1$"))
    reader.heading("Про відповіді на листи")
    reader.look("act")


def clears(taras: Visitor, lesson: str) -> None:
    page = taras.go("/cms/reports/acts/")
    row = page.locator("tr", has=page.locator(f"a[href='/cms/pages/{lesson}/edit/']")).first
    expect(row).to_contain_text("стаття 1")
    row.locator("[name=word]").fill("Строк у тексті не названо, урок правильний.")
    row.get_by_role("button", name="Переглянуто").click()
    expect(page.get_by_text("Позначено переглянутим.")).to_be_visible()


def compares(reader: Visitor, number: str) -> None:
    page = reader.go(f"/library/acts/?q={number}")
    reader.follow(f"Про відповіді на листи, {number}")
    reader.follow("Що змінилося, дослівно")
    expect(page.locator("del", has_text="десять")).to_be_visible()
    expect(page.locator("ins", has_text="п’ять")).to_be_visible()
    reader.look("compared")
