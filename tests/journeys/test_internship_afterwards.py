"""The story of one day, acts 9–12: the sheet of one group typed in, hours and certificates, what people say, the report."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .served import School
from .story import HALYNA, stands, told
from .test_internship_story import my_application
from .visitor import Visitor

Come = Callable[..., Visitor]
IRYNA = told()["people"][0]


@pytest.mark.act(9)
def test_the_sheet_of_one_group_is_typed_in(arrive: Come, day: str) -> None:
    """By keyboard alone: a surname, two times, Enter."""
    halyna = arrive("wide", HALYNA)
    stands(halyna, day, 9)
    page = halyna.go(f"/teach/days/{day}/paper/")
    for number, (surname, left) in enumerate([("Дзвінчук", "1200"), ("Левчук", ""), ("Малецький", "")]):
        expect(page.get_by_label("Прізвище або пошта")).to_be_focused()
        for said in (surname, "9.40", left):
            page.keyboard.type(said)
            page.keyboard.press("Tab")
        if number == 1:
            halyna.look("paper")
            halyna.picture("story-paper")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text(surname)
    stands(halyna, day, 10)


@pytest.mark.act(10)
def test_hours_are_confirmed_and_certificates_come(arrive: Come, day: str, school: School) -> None:
    halyna = arrive("wide", HALYNA)
    stands(halyna, day, 10)
    halyna.look("presence", dark=True)
    halyna.picture("story-presence")
    halyna.follow("Підтвердити присутність")
    halyna.sees("8 людей")
    halyna.look("confirm")
    halyna.press("Підтвердити")
    stands(halyna, day, 11)
    iryna = arrive("phone", IRYNA["email"])
    code = my_application(iryna, day)
    iryna.sees("Ви були")
    school.letter(IRYNA["email"], "Дякуємо, що були з нами", about=code)
    school.letter("faryna@example.org", "Ми чекали на Вас", about=day)
    number = iryna.page.get_by_role("link", name="№")
    school.until(lambda: iryna.page.reload() and number.count(), f"no certificate on the page of {code}")
    iryna.look("attended", dark=True)
    iryna.picture("story-attended")
    number.click()
    iryna.look("certificate")


@pytest.mark.act(11)
def test_whoever_was_there_says_what_they_think(arrive: Come, day: str) -> None:
    iryna = arrive("phone", IRYNA["email"])
    my_application(iryna, day)
    iryna.follow("Відповісти")
    page = iryna.page
    iryna.look("survey", dark=True)
    iryna.picture("story-survey")
    for question in page.locator("fieldset.question").all():
        question.locator("label").first.click()
    page.locator("textarea").first.fill("Один реєстр звернень на всі відділи.")
    iryna.press("Надіслати відповіді")
    iryna.heading("Дякуємо")
    my_application(iryna, day)
    iryna.sees("Ви відповіли на наші запитання про цей день.")
    iryna.look("answered")
    stands(arrive("wide", HALYNA), day, 12)


@pytest.mark.act(12)
def test_the_report_says_what_a_funder_asks(arrive: Come, day: str) -> None:
    halyna = arrive("wide", HALYNA)
    stands(halyna, day, 12)
    page = halyna.go(f"/teach/days/{day}/report/")
    for text in (
        "Заявки 12",
        "Прийшли 9",
        "З них без місця 1",
        "Мали місце й не прийшли 1",
        "Міста 5",
        "Академічних годин разом 66",
        "Відділ документообігу",
    ):
        expect(page.get_by_role("main")).to_contain_text(text, use_inner_text=True)
    halyna.look("report", dark=True)
    halyna.picture("story-report")
    kinds = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "csv": "\ufeff".encode()}
    files = {kind: halyna.context.request.get(f"/teach/days/{day}/report/{kind}/") for kind in kinds}
    assert {kind: (answer.status, answer.body()[: len(kinds[kind])]) for kind, answer in files.items()} == {
        kind: (200, begins) for kind, begins in kinds.items()
    }
    assert "Вдовиченко Ірина" in zipfile.ZipFile(io.BytesIO(files["docx"].body())).read("word/document.xml").decode()
