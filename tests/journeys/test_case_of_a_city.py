"""A city without an account sends a case from a phone, the editor asks back, the city answers, and it is published with thanks."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from .editor import publish
from .served import School
from .visitor import Visitor

Come = Callable[..., Visitor]
AUTHOR = "tsyfra@khmilnyk.example.org"
TITLE = "Як ми навчили бібліотекарів видавати довідки онлайн"


def test_city_sends_a_case_is_asked_answers_and_is_thanked(arrive: Come, school: School) -> None:
    city, halyna = arrive("phone"), arrive("wide", "halyna@example.org")
    write(city, school)
    ask(halyna)
    answer(city, school)
    make_a_page(halyna)
    page = city.go(school.link_in(AUTHOR, "Ваш кейс опубліковано", "/library/cases/"))
    city.heading("Як ми навчили бібліотекарів")
    city.sees("Дякуємо за кейс: Хмільницька міська рада")
    city.look("published")
    page.goto("/library/cases/?outcome=worked&city=khmilnyk")
    expect(page.locator(".case h3")).to_have_count(1)


def write(city: Visitor, school: School) -> None:
    page = city.go("/library/cases/")
    city.look("list", dark=True)
    city.follow("Надіслати кейс свого міста")
    page.fill("[name=email]", AUTHOR)
    city.look("begin")
    city.press("Надіслати посилання")
    city.sees("Лист уже прямує")
    city.go(school.link_in(AUTHOR, "Ваш кейс: де його писати", "/link/"))
    page.fill("[name=title]", TITLE)
    city.press("Зберегти чернетку")
    city.sees("Чернетку збережено")
    fill(page)
    city.refused("Надіслати редакторові")
    city.sees("Без Вашої згоди")
    city.look("refused")
    page.get_by_label("Погоджуємося").check()
    city.press("Надіслати редакторові")
    city.sees("Кейс у редактора")
    city.look("sent")


def fill(page: Page) -> None:
    page.fill("[name=organisation]", "Хмільницька міська рада")
    page.fill("[name=city_other]", "Хмільник")
    page.select_option("[name=oblast]", "UA-05")
    page.fill("[name=year]", "2025")
    page.select_option("[name=instrument]", "services")
    page.get_by_label("спрацювало", exact=True).check()
    page.fill("[name=problem]", "Щодня 40 людей їхали до ЦНАП по довідку, яку можна одержати за п’ять хвилин із телефона.")
    page.fill("[name=done]", "Навчили дев’ять бібліотекарів.\n\nПоставили в читальнях комп’ютер зі сканером.")
    page.fill("[name='result-0-indicator']", "візитів по довідку за день")
    page.fill("[name='result-0-before']", "40")
    page.fill("[name='result-0-after']", "12,5")
    page.fill("[name=cost_amount]", "86 000")
    page.fill("[name=contact_role]", "Відділ цифрового розвитку, начальник")
    page.fill("[name=contact_email]", AUTHOR)
    page.set_input_files("#files-new", {"name": "рішення.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"})


def ask(halyna: Visitor) -> None:
    page = halyna.go("/cms/snippets/library/casesubmission/")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("link", name="рішення.pdf")).to_be_visible()
    page.fill("#question", "Скільки годин навчали одного бібліотекаря?")
    page.get_by_role("button", name="Надіслати запитання").click()
    halyna.sees("Запитання вже прямує")
    page.screenshot(path=f"{halyna.screens}-desk.png", full_page=True)


def answer(city: Visitor, school: School) -> None:
    page = city.go(school.link_in(AUTHOR, "Запитання про Ваш кейс", "/link/"))
    city.sees("Скільки годин навчали")
    page.fill("[name=text]", "Дванадцять годин, три заняття.")
    city.look("answering")
    city.press("Надіслати відповідь")
    city.sees("Дванадцять годин")
    city.sees("Кейс у редактора")


def make_a_page(halyna: Visitor) -> None:
    page = halyna.go("/cms/snippets/library/casesubmission/")
    page.get_by_role("link", name=TITLE).first.click()
    halyna.sees("Дванадцять годин")
    page.get_by_role("button", name="Створити сторінку").click()
    page.wait_for_url("**/cms/pages/*/edit/")
    publish(page)
