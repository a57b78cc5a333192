"""A reader on a phone asks the centre and confirms by the letter; an editor answers, and the answer is published by consent."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from .served import School
from .visitor import Visitor

Come = Callable[..., Visitor]
READER = "chytachka@example.org"
TEXT = "Чи може рада відповісти на запит сканом замість таблиці?"
TITLE = "Чи можна відповідати сканом?"


def test_reader_asks_the_editor_answers_and_others_find_it(arrive: Come, school: School) -> None:
    reader, halyna = arrive("phone"), arrive("wide", "halyna@example.org")
    ask(reader)
    reader.go(school.link_in(READER, "Підтвердьте своє запитання", "/link/"))
    reader.press("Це моє запитання")
    reader.sees("Запитання в редакторів")
    answer(halyna.go("/cms/snippets/library/readerquestion/"))
    halyna.sees("Відповідь уже прямує")
    reader.go(school.link_in(READER, "Відповідь на Ваше запитання", "/library/questions/"))
    reader.heading(TITLE)
    reader.sees("Скан не можна порахувати")
    reader.look("answer")


def ask(reader: Visitor) -> None:
    page = reader.go("/library/questions/")
    reader.follow("Запитати центр")
    page.fill("[name=text]", TEXT)
    page.fill("[name=email]", READER)
    page.get_by_label("Погоджуюся").check()
    reader.look("ask", dark=True)
    reader.press("Надіслати запитання")
    reader.sees("Перевірте пошту")


def answer(page: Page) -> None:
    page.get_by_role("link", name=TEXT).first.click()
    page.fill("[name=title_uk]", TITLE)
    page.fill("[name=answer_uk]", "Відповідь дадуть, але просіть таблицю. Скан не можна порахувати.")
    page.get_by_role("button", name="Відповісти й оприлюднити").click()
