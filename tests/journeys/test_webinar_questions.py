"""A recording pauses and asks: answered by the keys alone, put off, kept without a network; the test is passed and the certificate offered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from .served import School
from .visitor import Visitor

ADDRESS = "/webinars/appeals/"
RULES = (
    "from webinars.models import Webinar; Webinar.objects.filter(title_uk__startswith='Звернення').update(gives_certificate={}, required_percent={})"
)
ANSWERS = (
    "До одного місяця",
    "Кваліфікованого електронного підпису",
    "Номер",
    "Дату",
    "Слова про те, що буде далі",
    "Її розглядають як звичайне звернення",
    "У скана немає підпису, який перевірить програма, і в ньому не знайти слова",
)


@pytest.fixture
def certified(school: School) -> Iterator[None]:
    """The webinar gives a certificate, and the first seconds of it are enough."""
    school.manage("shell", "-c", RULES.format(True, 1))
    yield
    school.manage("shell", "-c", RULES.format(False, 80))


def seconds(page: Page) -> float:
    found: float = page.evaluate("document.querySelector('[data-player] video').currentTime")
    return found


def paused(page: Page) -> bool:
    found: bool = page.evaluate("document.querySelector('[data-player] video').paused")
    return found


def play_till(page: Page, moment: float) -> None:
    School.until(lambda: seconds(page) >= moment, f"it did not play till {moment}")


def open_at(person: Visitor, moment: int) -> Page:
    page = person.go(f"{ADDRESS}?t={moment}")
    expect(page.locator("[data-player] video[controls]")).to_have_count(0)
    School.until(lambda: seconds(page) >= moment, "the moment was not found")
    return page


def asked(page: Page) -> Locator:
    return page.get_by_role("region", name="Запитання про почуте")


def test_recording_pauses_is_answered_by_keys_and_plays_on(arrive: Callable[..., Visitor], certified: None) -> None:
    person = arrive("wide", "petro@example.org")
    page = open_at(person, 139)
    page.keyboard.press("k")
    region = asked(page)
    expect(region).to_be_focused()
    assert paused(page)
    assert 142 <= seconds(page) < 144
    person.look("asked", dark=True)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(region.get_by_role("button", name="Відповісти")).to_be_focused()
    page.keyboard.press("Enter")
    expect(region.get_by_role("status")).to_contain_text("Правильно")
    expect(region.get_by_role("status")).to_contain_text("загубиться коротший строк")
    expect(region.get_by_role("button", name="Дивитися далі")).to_be_focused()
    person.look("answered", dark=True)
    person.picture("webinar-question")
    page.keyboard.press("Enter")
    expect(region).to_be_hidden()
    expect(page.locator("[data-play]")).to_be_focused()
    play_till(page, 145)
    page.keyboard.press("k")

    page = open_at(person, 139)
    page.keyboard.press("k")
    play_till(page, 145)
    expect(asked(page)).to_be_hidden()

    page = open_at(person, 325)
    page.keyboard.press("k")
    expect(asked(page)).to_be_focused()
    page.keyboard.press("Escape")
    play_till(page, 329)
    expect(asked(page)).to_be_hidden()
    page.keyboard.press("k")
    page.evaluate("document.querySelector('[data-player] video').currentTime = 500")
    page.keyboard.press("k")
    play_till(page, 501)
    expect(asked(page)).to_be_hidden()
    page.keyboard.press("k")
    take_test(person)


def take_test(person: Visitor) -> None:
    page = person.page
    page.locator("summary", has_text="Підсумковий тест").click()
    test = page.locator("[data-test]")
    for answer in ANSWERS:
        test.get_by_label(answer, exact=True).check()
    page.reload()
    page.locator("summary", has_text="Підсумковий тест").click()
    for answer in ANSWERS:
        expect(test.get_by_label(answer, exact=True)).to_be_checked()
    person.look("test")
    person.press("Здати тест")
    person.sees("Тест складено: 100 %")
    expect(page.get_by_role("link", name="Мої сертифікати")).to_be_visible()
    person.look("passed", dark=True)


def test_answer_without_a_network_is_kept_and_checked_later(arrive: Callable[..., Visitor]) -> None:
    person = arrive("phone", "oksana@example.org")
    page = open_at(person, 459)
    page.keyboard.press("k")
    expect(asked(page)).to_be_focused()
    person.look("asked-phone", dark=True)
    person.context.set_offline(True)
    asked(page).get_by_label("Посилання на статтю закону").check()
    asked(page).get_by_role("button", name="Відповісти").click()
    expect(asked(page).get_by_role("status")).to_contain_text("буде перевірено, коли з’явиться мережа")
    person.context.set_offline(False)
    expect(asked(page).get_by_role("status")).to_contain_text("Підстава йде другою.")
    asked(page).get_by_role("button", name="Дивитися далі").click()
    play_till(page, 463)
    page.keyboard.press("k")
    page.reload()
    page.locator("summary", has_text="Запитання дорогою").click()
    expect(page.locator("[data-quiz-state]", has_text="Неправильно")).to_have_count(1)
    person.look("list-phone")
    person.complaints[:] = [line for line in person.complaints if not re.search("ERR_INTERNET_DISCONNECTED|ERR_NETWORK|Failed to fetch", line)]


def test_without_scripts_questions_stand_under_the_recording(arrive: Callable[..., Visitor]) -> None:
    person = arrive("phone", java_script_enabled=False)
    page = person.go(ADDRESS)
    page.locator("summary", has_text="Запитання дорогою").click()
    page.get_by_label("Двома документами і сказати про це людині").check()
    page.get_by_role("button", name="Відповісти").first.click()
    expect(page.get_by_role("status").first).to_contain_text("Правильно")
