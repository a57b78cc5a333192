"""A person asks for a place on an internship day; the coordinator decides; the place can be given back."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from .visitor import Visitor

PEOPLE = {"wide": ("petro@example.org", "Зінчук"), "phone": ("oksana@example.org", "Ткачук")}
WHY = "Відкриваємо в громаді електронний запис і хочемо побачити, як він працює."
Come = Callable[..., Visitor]


def test_person_asks_for_a_day_and_the_coordinator_decides(visitor: Come, width: str) -> None:
    email, surname = PEOPLE[width]
    person = visitor(email)
    apply_for_the_day(person)
    accept(visitor("halyna@example.org"), surname)
    person.school.letter(email, "Чекаємо на Вас")
    gives_the_place_back(person)


def apply_for_the_day(person: Visitor) -> None:
    page = person.go("/internships/vinnytsia-city-council/")
    page.get_by_role("main").get_by_role("link", name="Програма дня й заявка").last.click()  # the nearer day is full
    person.follow("Подати заявку")
    person.look("apply")
    person.refused("Надіслати заявку")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Чому Ви хочете приїхати").fill(WHY)
    person.press("Надіслати заявку")
    person.sees("Координатор розглядає Вашу заявку.")
    person.sees(WHY)
    person.look("application")


def accept(halyna: Visitor, surname: str) -> None:
    page = halyna.go("/teach/days/")
    halyna.look("days")
    page.get_by_role("row", name="заявки відкрито").get_by_role("link").first.click()
    halyna.look("day")
    row = page.get_by_role("row", name=surname)
    row.get_by_role("checkbox").check()
    halyna.press("Прийняти вибраних")
    halyna.sees("Готово: 1 заявка.")
    expect(page.get_by_role("row", name=surname)).to_have_count(0)
    page.get_by_role("link", name="Прийнято").click()
    page.get_by_role("row", name=surname).get_by_role("link").click()
    halyna.look("decided")


def gives_the_place_back(person: Visitor) -> None:
    person.page.reload()
    person.sees("Ви маєте місце.")
    person.follow("Скасувати заявку")
    person.heading("Скасувати заявку")
    person.look("withdraw")
    person.press("Скасувати заявку")
    person.sees("Вашу заявку скасовано.")
    expect(person.page.get_by_role("main").get_by_role("link", name="Подати заявку")).to_be_visible()
